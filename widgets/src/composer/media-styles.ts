import { css } from "lit";

export const mediaStyles = css`
.media {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: var(--_gap);
  padding: 10px 14px 8px;
}
.tiles {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
}
.tile {
  position: relative;
  width: 88px;
  height: 88px;
  border-radius: calc(var(--_radius) * 0.8);
  background: var(--_subtle);
}
.tile.open {
  outline: 2px solid var(--_accent-text);
  outline-offset: 1px;
}
.tile.failed {
  outline: 1px solid var(--_danger);
}
.tile-face {
  appearance: none;
  display: block;
  width: 100%;
  height: 100%;
  padding: 0;
  overflow: hidden;
  border: 0;
  border-radius: inherit;
  background: none;
  cursor: pointer;
}
.tile-face img {
  display: block;
  width: 100%;
  height: 100%;
  object-fit: cover;
}
.tile-file {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  place-content: center;
  justify-items: center;
  gap: 6px;
  height: 100%;
  padding: 6px;
  font-size: 11px;
  color: var(--_text-muted);
}
.tile-file svg {
  width: 20px;
  height: 20px;
}
.tile-file .clip {
  max-width: 100%;
}
.tile-note {
  position: absolute;
  inset-block-end: 5px;
  inset-inline-start: 5px;
  padding: 1px 6px;
  border-radius: 999px;
  background: rgb(0 0 0 / 72%);
  color: #fff;
  font-size: 11px;
  font-weight: 600;
  pointer-events: none;
}
.tile-progress {
  appearance: none;
  position: absolute;
  inset-inline: 8px;
  inset-block-end: 8px;
  width: auto;
  max-width: calc(100% - 16px);
  height: 5px;
  overflow: hidden;
  border: 0;
  border-radius: 999px;
  background: var(--_hovered);
  accent-color: var(--_accent);
}
.tile-progress::-webkit-progress-bar {
  background: var(--_hovered);
}
.tile-progress::-webkit-progress-value {
  border-radius: 999px;
  background: var(--_accent);
}
.tile-progress::-moz-progress-bar {
  background: var(--_accent);
}
.tile-remove {
  appearance: none;
  position: absolute;
  inset-block-start: -7px;
  inset-inline-end: -7px;
  display: grid;
  place-items: center;
  width: 24px;
  height: 24px;
  padding: 0;
  border: 1px solid var(--_border);
  border-radius: 50%;
  background: var(--_surface-raised);
  color: var(--_text);
  cursor: pointer;
}
.tile-remove svg {
  width: 12px;
  height: 12px;
}
.tile-open {
  padding: 12px;
  border-radius: var(--_radius);
  background: var(--_subtle);
}
.tile-open textarea.input {
  min-height: 60px;
  padding: 6px 10px;
  border: 1px solid var(--_control);
  border-radius: var(--_radius);
  background: var(--_surface);
  font-size: 14px;
}
.tile-open textarea.input:focus-visible {
  outline: 2px solid var(--_focus);
}
.library {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(96px, 1fr));
  gap: 10px;
}
.library-item {
  position: relative;
  display: block;
  aspect-ratio: 1;
  border-radius: calc(var(--_radius) * 0.8);
  background: var(--_subtle);
  cursor: pointer;
}
.library-item input {
  position: absolute;
  inset-block-start: 6px;
  inset-inline-start: 6px;
  width: 20px;
  height: 20px;
  margin: 0;
  accent-color: var(--_accent);
}
.library-item img {
  display: block;
  width: 100%;
  height: 100%;
  border-radius: inherit;
  object-fit: cover;
}
.library-item:has(:checked) {
  outline: 2px solid var(--_accent-text);
  outline-offset: 2px;
}
.library-item:has(:focus-visible) {
  outline: 2px solid var(--_focus);
  outline-offset: 2px;
}
.skeleton.square {
  aspect-ratio: 1;
}
@media (pointer: coarse) {
  .tile {
    width: 96px;
    height: 96px;
  }
  .tiles {
    gap: 18px;
  }
  .tile-remove {
    width: 32px;
    height: 32px;
    inset-block-start: -10px;
    inset-inline-end: -10px;
  }
  .tile-remove::after {
    content: "";
    position: absolute;
    inset: -7px;
  }
}
@media (forced-colors: active) {
  .tile.open,
  .library-item:has(:checked) {
    outline-color: Highlight;
  }
}
`;
