import { svg } from "lit";
import { icon } from "../element/icons.ts";

/** Icons of this widget alone. */
export const composerIcons = {
  clock: icon(svg`<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>`),
  comment: icon(svg`<path d="M2.5 3h11v8h-6L4 13.5V11H2.5z"/>`),
  file: icon(svg`<path d="M9 2H4v12h8V5zM9 2v3h3"/>`),
  image: icon(
    svg`<rect x="2" y="3" width="12" height="10" rx="1.5"/><circle cx="5.5" cy="6.3" r="1"/><path d="m2.5 12 3.5-3.5 2.5 2.3L11 8l3 3"/>`,
  ),
  library: icon(
    svg`<rect x="2" y="2" width="5" height="5" rx="1"/><rect x="9" y="2" width="5" height="5" rx="1"/><rect x="2" y="9" width="5" height="5" rx="1"/><rect x="9" y="9" width="5" height="5" rx="1"/>`,
  ),
  template: icon(svg`<rect x="2.5" y="2" width="11" height="12" rx="1.5"/><path d="M5 5.5h6M5 8h6M5 10.5h3"/>`),
  video: icon(svg`<rect x="2" y="3" width="12" height="10" rx="1.5"/><path d="m6.8 6 3.2 2-3.2 2z"/>`),
} as const;
