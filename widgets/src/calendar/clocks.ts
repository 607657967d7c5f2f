import { type ElementPart, html, noChange, type TemplateResult } from "lit";
import { Directive, directive } from "lit/directive.js";
import type { ClockChange } from "../time/clock-change.ts";

export { changeAt, changeOn, nameOfRepeated } from "../time/clock-change.ts";

const DAY_MS = 24 * 60 * 60_000;
/** How much of its day has gone by at a local time, in percent of the 24 hours that a column shows. */
const percentOf = (local: string): number => ((Date.parse(`${local}Z`) % DAY_MS) / DAY_MS) * 100;

/** Puts an element over the hours that a change is about. By the object model: an inline style would offend a page's policy. */
class Over extends Directive {
  render(_change: ClockChange): unknown {
    return noChange;
  }

  override update(part: ElementPart, [{ from, to }]: [ClockChange]): unknown {
    const { style } = part.element as HTMLElement;
    style.setProperty("top", `${percentOf(from)}%`);
    style.setProperty("height", `${percentOf(to) - percentOf(from)}%`);
    return noChange;
  }
}
const over = directive(Over);

/** Marks the hours of a day's column that do not come, or come twice. */
export const renderChange = (change: ClockChange, text: string): TemplateResult =>
  html`<div class="slot small muted clocks" ${over(change)}>${text}</div>`;
