import { svg, type TemplateResult } from "lit";

/** Line icons on a 16 px grid. They say nothing to a screen reader: the control that holds one has its own name. */
export const icon = (path: TemplateResult): TemplateResult => svg`<svg viewBox="0 0 16 16" aria-hidden="true">${path}</svg>`;

/** Those of several widgets. What one alone needs stands in its own folder: this comes with every widget. */
export const icons = {
  add: icon(svg`<path d="M8 3v10M3 8h10"/>`),
  alert: icon(svg`<path d="M8 2 14.5 13.5h-13zM8 6.5v3M8 11.6v.1"/>`),
  check: icon(svg`<path d="m3 8.5 3.2 3.2L13 4.8"/>`),
  close: icon(svg`<path d="m4 4 8 8M12 4l-8 8"/>`),
  info: icon(svg`<circle cx="8" cy="8" r="6"/><path d="M8 7.3v3.6M8 5.1V5"/>`),
  lock: icon(svg`<rect x="3.5" y="7" width="9" height="6.5" rx="1.5"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>`),
} as const;
