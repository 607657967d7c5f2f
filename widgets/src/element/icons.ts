import { svg, type TemplateResult } from "lit";

/** Line icons on a 16 px grid. They say nothing to a screen reader: the control that holds one has its own name. */
const icon = (path: TemplateResult): TemplateResult => svg`<svg viewBox="0 0 16 16" aria-hidden="true">${path}</svg>`;

export const icons = {
  add: icon(svg`<path d="M8 3v10M3 8h10"/>`),
  alert: icon(svg`<path d="M8 2 14.5 13.5h-13zM8 6.5v3M8 11.6v.1"/>`),
  check: icon(svg`<path d="m3 8.5 3.2 3.2L13 4.8"/>`),
  clock: icon(svg`<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>`),
  close: icon(svg`<path d="m4 4 8 8M12 4l-8 8"/>`),
  comment: icon(svg`<path d="M2.5 3h11v8h-6L4 13.5V11H2.5z"/>`),
  file: icon(svg`<path d="M9 2H4v12h8V5zM9 2v3h3"/>`),
  image: icon(
    svg`<rect x="2" y="3" width="12" height="10" rx="1.5"/><circle cx="5.5" cy="6.3" r="1"/><path d="m2.5 12 3.5-3.5 2.5 2.3L11 8l3 3"/>`,
  ),
  info: icon(svg`<circle cx="8" cy="8" r="6"/><path d="M8 7.3v3.6M8 5.1V5"/>`),
  library: icon(
    svg`<rect x="2" y="2" width="5" height="5" rx="1"/><rect x="9" y="2" width="5" height="5" rx="1"/><rect x="2" y="9" width="5" height="5" rx="1"/><rect x="9" y="9" width="5" height="5" rx="1"/>`,
  ),
  lock: icon(svg`<rect x="3.5" y="7" width="9" height="6.5" rx="1.5"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>`),
  more: icon(svg`<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.4"/>`),
  offline: icon(
    svg`<path d="M2 2l12 12M4.6 7.4A5 5 0 0 1 6.6 6.3M9.8 6.4a5 5 0 0 1 1.6 1M2.5 5.3A8 8 0 0 1 4 4.3M7 3.1a8 8 0 0 1 6.5 2.2M6.7 9.7a2 2 0 0 1 2.6 0M8 12.5v.01"/>`,
  ),
  next: icon(svg`<path d="m6 3.5 4.5 4.5L6 12.5"/>`),
  previous: icon(svg`<path d="M10 3.5 5.5 8l4.5 4.5"/>`),
  open: icon(svg`<path d="M9 3h4v4M13 3 7.5 8.5M11 9.5V12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1h2.5"/>`),
  template: icon(svg`<rect x="2.5" y="2" width="11" height="12" rx="1.5"/><path d="M5 5.5h6M5 8h6M5 10.5h3"/>`),
  video: icon(svg`<rect x="2" y="3" width="12" height="10" rx="1.5"/><path d="m6.8 6 3.2 2-3.2 2z"/>`),
  refresh: icon(svg`<path d="M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.5V6H9.5"/>`),
} as const;
