// Made by `pnpm widgets` from src/define.ts.
import { PlacardCalendar } from "../calendar/placard-calendar.ts";
import { defineTag } from "../tags.ts";

export { configure } from "../session/page.ts";
export { logout } from "../session/page-options.ts";
export { PlacardCalendar };

declare global {
  interface HTMLElementTagNameMap {
    "placard-calendar": PlacardCalendar;
  }
}

defineTag("placard-calendar", PlacardCalendar);
