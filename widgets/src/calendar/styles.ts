import { css } from "lit";

export const calendarStyles = css`
.bar {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: var(--_gap);
  margin-bottom: calc(var(--_space) * 3);
}
.bar h2 {
  min-width: 9em;
}
.bar .switch {
  display: flex;
  padding: 3px;
  border-radius: var(--_radius);
  background: var(--_subtle);
}
.bar .switch .button {
  border-color: transparent;
  background: transparent;
  min-height: max(var(--_target), calc(var(--_control-height) - 6px));
}
.bar .switch .button[aria-pressed="true"] {
  background: var(--_thumb);
  color: var(--_text);
  box-shadow: 0 1px 2px rgb(0 0 0 / 12%);
}
[dir="rtl"] .turn svg {
  transform: scaleX(-1);
}
.filters {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
  gap: var(--_gap);
  align-items: end;
  margin-bottom: calc(var(--_space) * 3);
}
.notice {
  margin-bottom: calc(var(--_space) * 3);
}
.grid {
  border: 1px solid var(--_border);
  border-radius: calc(var(--_radius) * 1.25);
  overflow: hidden;
}
.week-row {
  display: grid;
  grid-template-columns: repeat(7, minmax(0, 1fr));
}
.week-row + .week-row {
  border-top: 1px solid var(--_border);
}
.weekday {
  padding: 6px 8px;
  overflow-wrap: normal;
  font-size: 12px;
  font-weight: 500;
  color: var(--_text-muted);
  border-bottom: 1px solid var(--_border);
}
.cell {
  display: grid;
  align-content: start;
  gap: 3px;
  min-height: calc(112px * var(--_density));
  padding: 4px;
  background: var(--_surface);
  min-width: 0;
}
.cell + .cell {
  border-inline-start: 1px solid var(--_border);
}
.cell.outside .number {
  color: var(--_text-muted);
  font-weight: 400;
}
.cell.outside {
  background: var(--_subtle);
}
.cell.over,
.column.over {
  background: var(--_selected);
}
.cell:focus-visible {
  outline-offset: -2px;
}
.number {
  display: inline-grid;
  place-items: center;
  height: 24px;
  padding: 0 4px;
  border-radius: 12px;
  font-size: 13px;
  font-weight: 500;
  font-variant-numeric: tabular-nums;
}
.today .number {
  min-width: 24px;
  background: var(--_accent);
  color: var(--_on-accent);
}
.cell-head {
  display: flex;
  min-height: 28px;
  align-items: center;
  justify-content: space-between;
}
.cell-head .add {
  opacity: 0;
}
.cell:hover .add,
.cell:focus-within .add,
.cell-head .add:focus-visible {
  opacity: 1;
}
.entry {
  appearance: none;
  display: flex;
  align-items: center;
  gap: 5px;
  width: 100%;
  min-width: 0;
  min-height: var(--_target);
  padding: 2px 6px;
  border: 0;
  border-radius: calc(var(--_radius) * 0.6);
  background: var(--_subtle);
  color: var(--_text);
  font-size: 12px;
  line-height: 1.3;
  text-align: start;
  cursor: pointer;
  touch-action: manipulation;
  user-select: none;
  overflow: hidden;
}
.entry:hover {
  background: var(--_hovered);
}
.entry:focus-visible {
  outline-offset: -1px;
}
.entry .dot {
  flex: none;
  width: 7px;
  height: 7px;
  border-radius: 50%;
  background: currentColor;
}
.entry .time {
  flex: none;
  font-variant-numeric: tabular-nums;
  color: var(--_text-muted);
}
.entry .marks {
  display: inline-flex;
  flex: none;
  gap: 2px;
  color: var(--_text-muted);
}
.cell .entry .marks,
.column .entry .marks {
  display: none;
}
@container root (min-width: 1280px) {
  .cell .entry .marks {
    display: inline-flex;
  }
}
.marks svg {
  width: 11px;
  height: 11px;
  fill: currentColor;
  stroke: none;
}
.s-scheduled,
.s-approved {
  color: var(--_accent-text);
}
.s-published {
  color: var(--_success);
}
.s-failed,
.s-uncertain,
.s-partly_published,
.s-rejected {
  color: var(--_danger);
}
.s-pending_approval,
.s-publishing {
  color: var(--_warning);
}
.s-draft,
.s-cancelled {
  color: var(--_text-muted);
}
.entry.dragged {
  opacity: 0.4;
}
.entry.ghost {
  position: fixed;
  z-index: 10;
  inset-inline-start: auto;
  left: 0;
  top: 0;
  pointer-events: none;
  background: var(--_surface-raised);
  box-shadow: var(--_shadow);
}
.entry.moving {
  outline: 2px dashed var(--_focus);
  outline-offset: -1px;
}
.free {
  appearance: none;
  display: flex;
  align-items: center;
  gap: 5px;
  width: 100%;
  min-height: var(--_target);
  padding: 1px 6px;
  border: 1px dashed var(--_control);
  border-radius: calc(var(--_radius) * 0.6);
  background: none;
  color: var(--_text-muted);
  font-size: 12px;
  white-space: nowrap;
  cursor: pointer;
}
.free:hover {
  background: var(--_hovered);
  color: var(--_text);
}
.free:focus-visible {
  outline-offset: -1px;
}
.free .marks {
  display: inline-flex;
  flex-wrap: wrap;
  gap: 3px;
  overflow: hidden;
  height: 11px;
}
.slots {
  display: grid;
  grid-template-columns: max-content minmax(0, 1fr);
  gap: 6px 16px;
  align-items: center;
}
.align-end {
  align-self: end;
}
.more {
  appearance: none;
  min-height: var(--_target);
  padding: 0 6px;
  border: 0;
  background: none;
  color: var(--_text-muted);
  font-size: 12px;
  text-align: start;
  cursor: pointer;
}
.more:hover {
  color: var(--_text);
  text-decoration: underline;
}
.dots {
  display: none;
  flex-wrap: wrap;
  gap: 3px;
  padding: 0 4px;
}
.dots span {
  width: 6px;
  height: 6px;
  border-radius: 50%;
  background: currentColor;
}
.day-panel {
  display: none;
}
@container root (max-width: 620px) {
  .bar > .primary {
    flex: 1;
  }
  .week-row > .weekday {
    padding-inline-end: 0;
    font-size: 11px;
  }
  .cell {
    min-height: 54px;
  }
  .cell .entry,
  .cell .free,
  .cell .more,
  .cell .add {
    display: none;
  }
  .dots {
    display: flex;
  }
  .day-panel {
    display: block;
    margin-top: calc(var(--_space) * 4);
  }
  .cell[aria-selected="true"] {
    background: var(--_selected);
  }
}
.hours {
  display: grid;
  grid-template-columns: 52px repeat(7, minmax(92px, 1fr));
  max-height: min(640px, 90dvh);
  overflow: auto;
  position: relative;
  /* What has the focus comes to stand beside what sticks to the edges, not under it. */
  scroll-padding-block-start: 36px;
  scroll-padding-inline-start: 52px;
}
.hours > .corner,
.hours > .weekday {
  position: sticky;
  top: 0;
  z-index: 2;
  background: var(--_surface);
}
.hours > .corner,
.hours > .hour-labels {
  position: sticky;
  inset-inline-start: 0;
  z-index: 3;
  background: var(--_surface);
}
.hours > .hour-labels {
  z-index: 1;
}
.hours > .weekday.today {
  color: var(--_accent-text);
}
@container slot (max-width: 100px) {
  .column .entry {
    padding-inline: 4px;
  }
  .column .entry .time {
    display: none;
  }
}
.hour-labels {
  height: 1152px;
}
.hour-labels span {
  position: absolute;
  transform: translateY(-50%);
  inset-inline-end: 8px;
  font-size: 11px;
  color: var(--_text-muted);
  font-variant-numeric: tabular-nums;
}
.column {
  position: relative;
  height: 1152px;
  border-inline-start: 1px solid var(--_border);
  background-image: linear-gradient(to bottom, var(--_border) 1px, transparent 1px);
  background-size: 100% 48px;
}
.column .slot {
  position: absolute;
  container: slot / inline-size;
  width: 100%;
  padding: 0 2px;
}
.column .entry {
  background: var(--_surface-raised);
  border: 1px solid var(--_border);
}
.clocks {
  overflow: hidden;
  background: var(--_hovered);
  pointer-events: none;
}
.column .now {
  position: absolute;
  inset-inline: 0;
  height: 2px;
  background: var(--_danger);
  pointer-events: none;
}
.days > li {
  content-visibility: auto;
  contain-intrinsic-block-size: auto 120px;
  padding: calc(var(--_space) * 3) 0;
}
.days > li + li {
  border-top: 1px solid var(--_border);
}
.days h3 {
  margin-bottom: 6px;
  font-size: 13px;
  color: var(--_text-muted);
}
.days .entry {
  min-height: max(var(--_target), calc(40px * var(--_density)));
  padding: 4px 10px;
  background: none;
  font-size: 14px;
}
.days .entry:hover {
  background: var(--_subtle);
}
.days .entry .time {
  min-width: 4.5em;
}
.days .entry .state {
  display: inline;
  padding: 0;
  flex: none;
  font-size: 13px;
}
.skeleton.line {
  height: 12px;
  margin: 6px 4px;
}
.skeleton.area {
  height: 120px;
}
.more-actions {
  justify-content: flex-start;
  padding-top: var(--_gap);
  border-top: 1px solid var(--_border);
}
.targets {
  display: grid;
  gap: calc(var(--_space) * 3);
}
.target {
  display: grid;
  gap: 6px;
}
.details-text {
  white-space: pre-wrap;
  max-height: 220px;
  overflow: auto;
}
@media (pointer: coarse) {
  /* Half an hour has room for what a finger hits: by so much posts are taken to cover each other. */
  .hour-labels,
  .column {
    height: 2112px;
  }
  .column {
    background-size: 100% 88px;
  }
}
@media (forced-colors: active) {
  .today .number,
  .dot,
  .dots span,
  .column .now {
    forced-color-adjust: none;
  }
}
`;
