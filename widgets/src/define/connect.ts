// Made by `pnpm widgets` from src/define.ts.
import { PlacardConnect } from "../connect/placard-connect.ts";
import { defineTag } from "../tags.ts";

export { configure } from "../session/page.ts";
export { logout } from "../session/page-options.ts";
export { PlacardConnect };

declare global {
  interface HTMLElementTagNameMap {
    "placard-connect": PlacardConnect;
  }
}

defineTag("placard-connect", PlacardConnect);
