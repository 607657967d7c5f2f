import { css } from "lit";

/** How a menu looks that `menu.ts` opens: for widgets that have one. */
export const menuStyles = css`
.menu {
  position: fixed;
  inset: auto;
  margin: 0;
  min-width: 180px;
  max-width: min(340px, calc(100vw - 16px));
  max-height: min(420px, calc(100dvh - 16px));
  padding: 4px;
  overflow: auto;
  border: 1px solid var(--_border);
  border-radius: var(--_radius);
  background: var(--_surface-raised);
  color: var(--_text);
  box-shadow: var(--_shadow);
}
.menu [role^="menuitem"],
.menu [role="option"] {
  appearance: none;
  color: inherit;
  text-decoration: none;
  display: flex;
  align-items: center;
  gap: 8px;
  width: 100%;
  min-height: var(--_small);
  padding: 4px 8px;
  border: 0;
  border-radius: calc(var(--_radius) * 0.6);
  background: none;
  text-align: start;
  cursor: pointer;
}
.menu .danger-text {
  color: var(--_danger);
}
.menu [role^="menuitem"]:hover,
.menu [role^="menuitem"]:focus-visible,
.menu [role="option"][aria-selected="true"] {
  background: var(--_hovered);
}
.menu [role^="menuitem"]:focus-visible {
  outline-offset: -2px;
}
`;
