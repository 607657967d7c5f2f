import { html, type TemplateResult } from "lit";
import { placeAt } from "../element/place-at.ts";
import type { ClockChange } from "../time/clock-change.ts";

export { changeAt, changeOn, nameOfRepeated } from "../time/clock-change.ts";

const DAY_MS = 24 * 60 * 60_000;

/** Marks the hours of a day's column that do not come, or come twice: a column shows 24 hours. */
export function renderChange({ from, to }: ClockChange, text: string): TemplateResult {
  const [begins, ends] = [Date.parse(`${from}Z`), Date.parse(`${to}Z`)];
  const place = placeAt((begins % DAY_MS) / DAY_MS, null, (ends - begins) / DAY_MS);
  return html`<div class="slot small muted clocks" ${place}>${text}</div>`;
}
