import { css } from "lit";

export const composerStyles = css`
.composer {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: calc(var(--_space) * 5 * var(--_density));
}
.editor {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  align-content: start;
  gap: calc(var(--_space) * 4 * var(--_density));
}
@container root (min-width: 760px) {
  .composer {
    grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr);
    column-gap: calc(var(--_space) * 8);
  }
  .composer > .switch {
    display: none;
  }
  .composer > [hidden].pane {
    display: grid !important;
  }
}
.switch {
  display: flex;
  padding: 3px;
  border-radius: var(--_radius);
  background: var(--_subtle);
}
.switch .button {
  flex: 1;
  padding-inline: 8px;
  border-color: transparent;
  background: transparent;
  min-height: max(var(--_target), calc(var(--_control-height) - 6px));
}
.switch .button[aria-pressed="true"],
.switch .button[aria-selected="true"] {
  background: var(--_thumb);
  color: var(--_text);
  box-shadow: 0 1px 2px rgb(0 0 0 / 12%);
}
.picker {
  display: flex;
  flex-wrap: wrap;
  gap: var(--_gap);
}
.account-chip {
  appearance: none;
  display: inline-flex;
  align-items: center;
  gap: 8px;
  max-width: 100%;
  min-height: var(--_control-height);
  padding: 3px 12px 3px 4px;
  border: 1px solid var(--_control);
  border-radius: 999px;
  background: var(--_surface);
  cursor: pointer;
  text-align: start;
}
[dir="rtl"] .account-chip {
  padding: 3px 4px 3px 12px;
}
.account-chip .avatar {
  width: 26px;
  height: 26px;
  font-size: 12px;
}
.account-chip .avatar .network {
  width: 15px;
  height: 15px;
}
.account-chip .avatar .network svg {
  width: 7px;
  height: 7px;
}
.account-chip:hover {
  background: var(--_hovered);
}
.account-chip[aria-pressed="true"] {
  border-color: var(--_accent-text);
  background: var(--_selected);
  color: var(--_accent-text);
}
.account-chip[aria-pressed="false"] .avatar {
  opacity: 0.75;
}
.tabs {
  display: flex;
  gap: 2px;
  overflow-x: auto;
  border-bottom: 1px solid var(--_border);
  scrollbar-width: thin;
}
.tab {
  appearance: none;
  display: inline-flex;
  align-items: center;
  gap: 6px;
  flex: none;
  min-height: var(--_control-height);
  padding: 0 12px;
  border: 0;
  border-bottom: 2px solid transparent;
  margin-bottom: -1px;
  background: none;
  color: var(--_text-muted);
  cursor: pointer;
  font-weight: 500;
}
.tab svg {
  width: 14px;
  height: 14px;
  fill: currentColor;
  stroke: none;
}
.tab[aria-selected="true"] {
  border-color: var(--_accent-text);
  color: var(--_text);
}
.tab:focus-visible {
  outline-offset: -2px;
}
.tab .count {
  font-variant-numeric: tabular-nums;
  font-size: 12px;
}
.own-dot {
  width: 6px;
  height: 6px;
  border-radius: 50%;
  background: var(--_accent-text);
}
.write {
  border: 1px solid var(--_control);
  border-radius: var(--_radius);
  background: var(--_surface);
}
.write:focus-within {
  outline: 2px solid var(--_focus);
  outline-offset: -1px;
}
.write.dropping {
  border-color: var(--_accent-text);
  background: var(--_selected);
}
.write + .write {
  margin-top: var(--_gap);
}
.write textarea {
  appearance: none;
  display: block;
  width: 100%;
  min-height: 132px;
  max-height: 420px;
  padding: 12px 14px 4px;
  border: 0;
  outline: 0;
  border-radius: inherit;
  background: none;
  font-size: 15px;
  line-height: 1.5;
  resize: vertical;
  field-sizing: content;
}
.write.part textarea,
.write.comment textarea {
  min-height: 76px;
}
.write textarea::placeholder {
  color: var(--_text-muted);
  opacity: 1;
}
.write-foot {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 4px 12px;
  padding: 4px 6px 6px 14px;
  min-height: 36px;
}
.write-foot .row {
  flex-wrap: wrap;
  gap: 0;
}
.write-foot .button {
  white-space: nowrap;
}
[dir="rtl"] .write-foot {
  padding: 4px 14px 6px 6px;
}
.counts {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 12px;
  font-size: 13px;
  font-variant-numeric: tabular-nums;
  color: var(--_text-muted);
}
.counts .over {
  color: var(--_danger);
  font-weight: 600;
}
.counts span {
  display: inline-flex;
  align-items: center;
  gap: 5px;
}
.counts svg {
  width: 12px;
  height: 12px;
  fill: currentColor;
  stroke: none;
}
.completion {
  min-width: 160px;
}
.completion [role="option"] {
  white-space: nowrap;
}
.completion .sign {
  flex: none;
  width: 1.6em;
  text-align: center;
}
.issues {
  display: grid;
  gap: 6px;
}
.issues li {
  display: flex;
  gap: 8px;
}
.issues li > svg {
  margin-top: 2px;
  width: 14px;
  height: 14px;
}
.issues .mark {
  display: flex;
  flex-wrap: wrap;
  flex: none;
  gap: 4px 6px;
  max-width: 90px;
}
.issues .mark svg {
  width: 13px;
  height: 13px;
  margin-top: 3px;
  fill: currentColor;
  stroke: none;
}
.when-fields {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: var(--_gap);
  margin-top: var(--_gap);
}
.foot {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: var(--_gap);
  padding-top: calc(var(--_space) * 3);
  border-top: 1px solid var(--_border);
}
.foot .actions {
  display: flex;
  flex-wrap: wrap;
  gap: var(--_gap);
}
.skeleton.chip-line {
  height: 36px;
  max-width: 320px;
  border-radius: 999px;
}
.skeleton.area {
  height: 150px;
}
details > summary {
  cursor: pointer;
  min-height: var(--_target);
  line-height: var(--_target);
  font-weight: 500;
  font-size: 13px;
}
details > .stack {
  margin-top: var(--_gap);
}
.options > .stack {
  grid-template-columns: repeat(auto-fill, minmax(min(200px, 100%), 1fr));
  gap: calc(var(--_space) * 3) calc(var(--_space) * 4);
}
.pane {
  display: grid;
  align-content: start;
  gap: calc(var(--_space) * 4);
}
.preview-card {
  padding: 14px;
  border: 1px solid var(--_border);
  border-radius: calc(var(--_radius) * 1.25);
  background: var(--_surface-raised);
}
.preview-name {
  display: flex;
  align-items: center;
  gap: 6px;
  margin-bottom: 6px;
  font-size: 13px;
  color: var(--_text-muted);
}
.preview-name svg {
  width: 13px;
  height: 13px;
  fill: currentColor;
  stroke: none;
}
.preview-post,
.preview-comment {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr);
  gap: 10px;
}
.preview-post .avatar,
.preview-comment .avatar {
  width: 40px;
  height: 40px;
}
.preview-post + .preview-post {
  margin-top: 12px;
  position: relative;
}
.preview-post + .preview-post::before {
  content: "";
  position: absolute;
  inset-inline-start: 19px;
  top: -11px;
  width: 2px;
  height: 9px;
  background: var(--_border);
}
.preview-comment {
  margin-top: 10px;
  padding-top: 10px;
  border-top: 1px solid var(--_border);
}
.preview-comment .avatar {
  width: 28px;
  height: 28px;
  font-size: 12px;
}
.preview-who {
  display: flex;
  flex-wrap: wrap;
  column-gap: 6px;
}
.preview-text {
  white-space: pre-wrap;
}
.preview-link {
  color: var(--_accent-text);
}
.preview-linkcard {
  margin-top: 8px;
  padding: 8px 12px;
  border: 1px solid var(--_border);
  border-radius: var(--_radius);
}
.shots {
  display: grid;
  gap: 2px;
  margin-top: 8px;
  overflow: hidden;
  border-radius: calc(var(--_radius) * 1.25);
}
.shot {
  position: relative;
  min-width: 0;
  min-height: 0;
  overflow: hidden;
  background: var(--_subtle);
}
.shot img,
.shot video {
  display: block;
  width: 100%;
  height: 100%;
  object-fit: cover;
}
.shots:is(.n1, .stack) .shot img {
  height: auto;
  max-height: 460px;
}
.shots:is(.grid, .lead):is(.n2, .n3, .n4) {
  grid-template-columns: 1fr 1fr;
  aspect-ratio: 16 / 9;
}
.shots.grid:is(.n3, .n4) {
  grid-template-rows: 1fr 1fr;
}
.shots.grid.n3 .shot:first-child {
  grid-row: span 2;
}
.shots.lead:is(.n2, .n3, .n4) {
  aspect-ratio: auto;
}
.shots.lead.n2 .shot,
.shots.lead .shot:not(:first-child) {
  aspect-ratio: 1;
}
.shots.lead.n3 .shot:first-child {
  grid-column: 1 / -1;
  aspect-ratio: 2;
}
.shots.lead.n4 {
  grid-template-columns: 1fr 1fr 1fr;
}
.shots.lead.n4 .shot:first-child {
  grid-column: 1 / -1;
  aspect-ratio: 3 / 2;
}
.shots.strip:is(.n2, .n3, .n4) {
  display: flex;
  gap: 6px;
}
.shots.strip:is(.n2, .n3, .n4) .shot {
  flex: none;
  height: 200px;
  border-radius: inherit;
}
.shots.strip:is(.n2, .n3, .n4) .shot img {
  width: auto;
}
.tiktok .shot,
.youtube .shot {
  aspect-ratio: 9 / 16;
}
.youtube .shot {
  aspect-ratio: 16 / 9;
}
.tiktok .shots {
  max-width: 220px;
}
.shots:is(.tiktok *, .youtube *) .shot img {
  height: 100%;
  max-height: none;
}
.shot-note {
  position: absolute;
  inset-block-end: 8px;
  inset-inline-end: 8px;
  padding: 1px 7px;
  border-radius: 999px;
  background: rgb(0 0 0 / 72%);
  color: #fff;
  font-size: 12px;
  font-weight: 600;
}
.shot-more {
  position: absolute;
  inset: 0;
  display: grid;
  place-items: center;
  background: rgb(0 0 0 / 55%);
  color: #fff;
  font-size: 20px;
  font-weight: 600;
}
.shot-play {
  position: absolute;
  inset: 0;
  display: grid;
  place-items: center;
  pointer-events: none;
}
.shot-play svg {
  padding: 12px;
  width: 44px;
  height: 44px;
  border-radius: 50%;
  background: rgb(0 0 0 / 60%);
  fill: #fff;
  stroke: none;
}
.shot-file {
  display: grid;
  place-items: center;
  min-height: 120px;
  padding: 12px;
  color: var(--_text-muted);
}
.preview-actions {
  display: flex;
  justify-content: space-between;
  max-width: 260px;
  margin-top: 10px;
  color: var(--_text-muted);
}
.preview-card:is(.linkedin, .facebook, .instagram, .tiktok, .youtube) .preview-post {
  grid-template-columns: auto minmax(0, 1fr);
  align-items: start;
}
.preview-card:is(.linkedin, .facebook) .preview-who {
  display: grid;
}
.preview-card:is(.linkedin, .facebook, .instagram) .preview-who {
  min-height: 40px;
  align-content: center;
}
.preview-card:is(.linkedin, .facebook, .instagram) .preview-text,
.preview-card:is(.linkedin, .facebook, .instagram) .preview-linkcard,
.preview-card:is(.linkedin, .facebook, .instagram) .shots,
.preview-card:is(.linkedin, .facebook, .instagram) .preview-actions {
  /* By the direction of the widget: the text may have another of its own. */
  margin-left: -50px;
}
[dir="rtl"]
  .preview-card:is(.linkedin, .facebook, .instagram)
  :is(.preview-text, .preview-linkcard, .shots, .preview-actions) {
  margin-left: 0;
  margin-right: -50px;
}
.preview-card:is(.linkedin, .facebook, .instagram) .preview-text {
  margin-top: 8px;
}
.preview-card.linkedin .avatar,
.preview-card.linkedin .avatar img {
  border-radius: 50%;
}
@media (pointer: coarse) {
  .write textarea {
    font-size: 16px;
  }
  /* Its signs stand under the counts, as much room as there is around them. */
  .write-foot > .row {
    margin-inline-start: -12px;
  }
}
dialog.wide {
  width: min(760px, calc(100vw - 32px));
}
`;
