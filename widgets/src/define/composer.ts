// Made by `pnpm widgets` from src/define.ts.
import { PlacardComposer } from "../composer/placard-composer.ts";
import { defineTag } from "../tags.ts";

export { configure } from "../session/page.ts";
export { logout } from "../session/page-options.ts";
export { PlacardComposer };

declare global {
  interface HTMLElementTagNameMap {
    "placard-composer": PlacardComposer;
  }
}

defineTag("placard-composer", PlacardComposer);
