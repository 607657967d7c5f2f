import { svg } from "lit";
import { icon } from "../element/icons.ts";

/** Icons of this widget alone. */
export const calendarIcons = {
  next: icon(svg`<path d="m6 3.5 4.5 4.5L6 12.5"/>`),
  previous: icon(svg`<path d="M10 3.5 5.5 8l4.5 4.5"/>`),
} as const;
