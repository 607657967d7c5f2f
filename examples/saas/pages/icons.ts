import { html, raw } from "hono/html";

/** Line icons on a 20 px grid; what they stand for is said beside them. */
const PATHS = {
  mark: '<path d="M5 10.5a5 5 0 0 1 10 0M10 2.5v1.4M2.6 14c1.85 0 1.85 1.3 3.7 1.3S8.15 14 10 14s1.85 1.3 3.7 1.3S15.55 14 17.4 14"/>',
  today:
    '<circle cx="10" cy="10" r="3.2"/><path d="M10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4"/>',
  classes: '<rect x="3" y="4.5" width="14" height="12.5" rx="2"/><path d="M3 8.5h14M7 2.8v3.2M13 2.8v3.2"/>',
  social: '<path d="M3 8.5v3l2.5.5L13 15.5v-11L5.5 8zM13 8.2a2 2 0 0 1 0 3.6M6.5 12.3l1 4.2h2l-.8-3.3"/>',
  channels:
    '<path d="M8.3 11.7 11.7 8.3M9.2 6.3l1.6-1.6a3.2 3.2 0 0 1 4.5 4.5l-1.6 1.6M10.8 13.7l-1.6 1.6a3.2 3.2 0 0 1-4.5-4.5l1.6-1.6"/>',
  bell: '<path d="M5 13.5V9a5 5 0 0 1 10 0v4.5l1.3 1.5H3.7zM8.2 17a2 2 0 0 0 3.6 0"/>',
  close: '<path d="m5 5 10 10M15 5 5 15"/>',
  share: '<path d="M10 12V3M6.5 6 10 2.7 13.5 6M5 9.5H4V17h12V9.5h-1"/>',
  arrow: '<path d="M4 10h12M11 5l5 5-5 5"/>',
} as const;

export const icon = (name: keyof typeof PATHS) =>
  html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">${raw(PATHS[name])}</svg>`;
