import { css } from "lit";

export const connectStyles = css`
.block {
  display: block;
}
.head {
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: var(--_gap);
  flex-wrap: wrap;
  margin-bottom: calc(var(--_space) * 3);
}
.accounts {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
}
.account {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr) auto;
  align-items: center;
  column-gap: calc(var(--_space) * 3);
  row-gap: var(--_space);
  padding: calc(var(--_space) * 3 * var(--_density)) 0;
}
.account + .account {
  border-top: 1px solid var(--_border);
}
.account .actions {
  display: flex;
  align-items: center;
  gap: var(--_gap);
}
.account .reason {
  grid-column: 2 / -1;
}
.networks {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
  gap: var(--_gap);
}
.networks .button {
  justify-content: flex-start;
  min-height: calc(44px * var(--_density));
  text-align: start;
}
.networks svg {
  fill: currentColor;
  stroke: none;
  width: 18px;
  height: 18px;
}
.choice {
  appearance: none;
  display: flex;
  align-items: center;
  gap: calc(var(--_space) * 3);
  width: 100%;
  padding: calc(var(--_space) * 2.5);
  border: 1px solid var(--_border);
  border-radius: var(--_radius);
  background: none;
  text-align: start;
  cursor: pointer;
}
.choice .clip {
  display: block;
}
.choice:hover {
  background: var(--_hovered);
}
.skeleton.round {
  width: 36px;
  height: 36px;
  border-radius: 50%;
}
.skeleton.line {
  display: block;
  height: 12px;
  max-width: 220px;
}
.skeleton.line.short {
  max-width: 130px;
  margin-top: 6px;
}
@container root (max-width: 420px) {
  .account {
    grid-template-columns: auto minmax(0, 1fr);
  }
  .account .actions {
    grid-column: 2;
    justify-content: space-between;
  }
}
`;
