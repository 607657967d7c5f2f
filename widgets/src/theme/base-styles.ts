import { css } from "lit";

/**
 * What every widget's styles build on. The host and the wrapper in it take nothing from the page but its font: rules of the page reach the host itself, so
 * whatever the layout depends on stands on the wrapper.
 */
export const baseStyles = css`
:host {
  all: initial;
  display: block;
  font-family: inherit;
}
:host([hidden]) {
  display: none;
}
.root {
  all: initial;
  display: block;
  position: relative;
  box-sizing: border-box;
  color-scheme: inherit;
  container: root / inline-size;
  /* What a parent that asks its content for a width is told: a container of queries alone would have none. */
  contain-intrinsic-inline-size: 560px;
  max-inline-size: 100%;
  color: var(--_text);
  background: var(--_surface);
  font-family: var(--_font, inherit);
  font-size: 14px;
  line-height: 1.45;
  text-align: start;
  overflow-wrap: anywhere;
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
  -webkit-font-smoothing: antialiased;
  --_control-height: max(28px, calc(36px * var(--_density)));
  --_small: max(24px, calc(28px * var(--_density)));
  /* The least height of whatever can be hit. */
  --_target: 24px;
  --_gap: calc(var(--_space) * 2 * var(--_density));
  --_pad: calc(var(--_space) * 4 * var(--_density));
  --_shadow: 0 1px 2px rgb(0 0 0 / 6%), 0 8px 24px rgb(0 0 0 / 12%);
}
*,
*::before,
*::after {
  box-sizing: border-box;
}
[hidden] {
  display: none !important;
}
h2,
h3,
p,
ul,
ol,
dl,
dd,
fieldset,
legend {
  margin: 0;
  padding: 0;
  border: 0;
}
ul,
ol {
  list-style: none;
}
h2 {
  font-size: 16px;
  font-weight: 600;
  line-height: 1.3;
}
h3 {
  font-size: 14px;
  font-weight: 600;
}
button,
input,
select,
textarea {
  font: inherit;
  color: inherit;
  letter-spacing: inherit;
  margin: 0;
}
svg {
  display: block;
  flex: none;
  width: 16px;
  height: 16px;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.75;
  stroke-linecap: round;
  stroke-linejoin: round;
}
:focus-visible {
  outline: 2px solid var(--_focus);
  outline-offset: 2px;
}
.muted {
  color: var(--_text-muted);
}
.small {
  font-size: 13px;
}
.strong {
  font-weight: 600;
}
.visually-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.row {
  display: flex;
  align-items: center;
  gap: var(--_gap);
}
.row.wrap {
  flex-wrap: wrap;
}
.grow {
  flex: 1;
  min-width: 0;
}
.stack {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: var(--_gap);
}
.clip {
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.button {
  appearance: none;
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 6px;
  min-height: var(--_control-height);
  padding: 0 calc(var(--_space) * 3.5 * var(--_density));
  border: 1px solid var(--_border);
  border-radius: var(--_radius);
  background: var(--_surface-raised);
  color: var(--_text);
  font-weight: 500;
  line-height: 1.2;
  text-align: center;
  overflow-wrap: normal;
  text-decoration: none;
  cursor: pointer;
  transition: var(--_motion);
  transition-property: background-color, border-color, color;
}
.button:hover {
  background: var(--_hovered);
}
.button.primary {
  border-color: transparent;
  background: var(--_accent);
  color: var(--_on-accent);
}
.button.primary:hover {
  background: var(--_accent-hovered);
}
.button.quiet {
  border-color: transparent;
  background: transparent;
}
.button.quiet:hover {
  background: var(--_hovered);
}
.button.danger {
  color: var(--_danger);
}
.button.primary.danger {
  background: var(--_danger);
  color: var(--_on-danger);
}
.button.small {
  min-height: var(--_small);
  padding: 0 calc(var(--_space) * 2.5 * var(--_density));
  font-size: 13px;
}
.button.icon {
  width: var(--_control-height);
  padding: 0;
}
.button.icon.small {
  width: var(--_small);
}
.button[aria-disabled="true"],
.button:disabled {
  opacity: 0.55;
  cursor: not-allowed;
}
.button[aria-pressed="true"] {
  border-color: transparent;
  background: var(--_selected);
  color: var(--_accent-text);
}
.link {
  appearance: none;
  display: inline-flex;
  align-items: center;
  min-width: var(--_target);
  min-height: var(--_target);
  padding: 0;
  border: 0;
  background: none;
  color: var(--_accent-text);
  text-decoration: underline;
  text-align: start;
  text-underline-offset: 2px;
  cursor: pointer;
}

.input {
  appearance: none;
  width: 100%;
  min-height: var(--_control-height);
  padding: 6px 10px;
  border: 1px solid var(--_control);
  border-radius: var(--_radius);
  background: var(--_surface);
  color: var(--_text);
  line-height: 1.4;
}
.input::placeholder {
  color: var(--_text-muted);
  opacity: 1;
}
.input:focus-visible {
  outline-offset: 0;
  border-color: var(--_focus);
}
.input[aria-invalid="true"] {
  border-color: var(--_danger);
}
select.input {
  padding-inline-end: 30px;
  background-image: linear-gradient(45deg, transparent 50%, currentColor 50%), linear-gradient(-45deg, transparent 50%, currentColor 50%);
  background-position: right 15px center, right 10px center;
  background-size: 5px 5px;
  background-repeat: no-repeat;
}
[dir="rtl"] select.input {
  background-position: left 10px center, left 15px center;
}
.label {
  display: block;
  margin-bottom: 4px;
  font-size: 13px;
  font-weight: 500;
}
.hint {
  margin-top: 4px;
  font-size: 13px;
  color: var(--_text-muted);
}
.fault {
  margin-top: 4px;
  font-size: 13px;
  color: var(--_danger);
}
.check {
  display: inline-flex;
  align-items: flex-start;
  gap: 8px;
  min-width: var(--_target);
  min-height: var(--_target);
  cursor: pointer;
}
.check input {
  flex: none;
  width: 18px;
  height: 18px;
  margin: 1px 0 0;
  accent-color: var(--_accent);
}

.notice {
  display: flex;
  align-items: flex-start;
  gap: var(--_gap);
  padding: calc(var(--_space) * 2.5) calc(var(--_space) * 3);
  border-radius: var(--_radius);
  background: var(--_subtle);
}
.notice.danger > svg,
.danger-text {
  color: var(--_danger);
}
.notice.warning > svg,
.warning-text {
  color: var(--_warning);
}
.notice.success > svg,
.success-text {
  color: var(--_success);
}
.notice > svg {
  margin-top: 2px;
}

.state {
  display: grid;
  justify-items: center;
  gap: calc(var(--_space) * 2.5);
  padding: calc(var(--_space) * 10) var(--_pad);
  text-align: center;
  text-wrap: balance;
}
.state > svg {
  width: 28px;
  height: 28px;
  color: var(--_text-muted);
}
.state p {
  max-width: 44ch;
}

.badge {
  display: inline-flex;
  align-items: center;
  gap: 5px;
  font-size: 13px;
  line-height: 1.3;
}
.badge::before {
  content: "";
  flex: none;
  width: 8px;
  height: 8px;
  border-radius: 50%;
  background: currentColor;
}

.avatar {
  position: relative;
  display: grid;
  place-items: center;
  flex: none;
  width: 36px;
  height: 36px;
  border-radius: 50%;
  background: var(--_hovered);
  color: var(--_text-muted);
  font-size: 14px;
  font-weight: 600;
}
.avatar img {
  position: absolute;
  inset: 0;
  width: 100%;
  height: 100%;
  border-radius: 50%;
  object-fit: cover;
}
.avatar .network {
  position: absolute;
  inset-block-end: -3px;
  inset-inline-end: -3px;
  display: grid;
  place-items: center;
  width: 18px;
  height: 18px;
  border: 2px solid var(--_surface);
  border-radius: 50%;
  background: var(--_text);
  color: var(--_surface);
}
.avatar .network svg {
  width: 9px;
  height: 9px;
  fill: currentColor;
  stroke: none;
}

.skeleton {
  border-radius: 4px;
  background: var(--_hovered);
  animation: breathe 1.6s ease-in-out infinite;
}
@keyframes breathe {
  50% {
    opacity: 0.5;
  }
}

dialog {
  width: min(480px, calc(100vw - 32px));
  max-height: min(720px, calc(100dvh - 32px));
  padding: 0;
  overflow: auto;
  border: 1px solid var(--_border);
  border-radius: calc(var(--_radius) * 1.5);
  background: var(--_surface-raised);
  color: var(--_text);
  box-shadow: var(--_shadow);
}
dialog::backdrop {
  background: rgb(10 12 16 / 45%);
}
.dialog-body {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: calc(var(--_space) * 4);
  padding: calc(var(--_space) * 5);
}
.dialog-actions {
  display: flex;
  flex-wrap: wrap;
  justify-content: flex-end;
  gap: var(--_gap);
}

@media (pointer: coarse) {
  .root {
    --_control-height: 44px;
    --_small: 44px;
    --_target: 44px;
  }
  .check {
    align-items: center;
  }
  /* Below this, phones zoom into whatever is written in. */
  .input {
    font-size: 16px;
  }
  .notice {
    align-items: center;
  }
  .notice > .icon {
    margin-block: -10px;
    margin-inline-end: -10px;
  }
}
@media (prefers-reduced-motion: reduce) {
  *,
  *::before,
  *::after {
    animation: none !important;
    transition: none !important;
  }
}
@media (forced-colors: active) {
  .button[aria-pressed="true"] {
    outline: 2px solid Highlight;
  }
  .badge::before,
  .skeleton {
    forced-color-adjust: none;
  }
  .avatar .network {
    border-color: Canvas;
  }
}
`;
