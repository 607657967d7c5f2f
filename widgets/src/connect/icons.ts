import { svg } from "lit";
import { icon } from "../element/icons.ts";

/** Icons of this widget alone. */
export const connectIcons = {
  more: icon(svg`<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.4"/>`),
  open: icon(svg`<path d="M9 3h4v4M13 3 7.5 8.5M11 9.5V12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1h2.5"/>`),
} as const;
