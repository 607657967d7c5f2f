import { css } from "lit";

/** What the parts around a post share: its comments, its history, its approval, templates. */
export const panelStyles = css`
.rows {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  max-height: min(420px, 55dvh);
  overflow: auto;
  margin-inline: calc(var(--_space) * -2);
}
.row-button {
  appearance: none;
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: 2px;
  width: 100%;
  min-height: var(--_control-height);
  padding: 8px;
  border: 0;
  border-radius: var(--_radius);
  background: none;
  text-align: start;
  cursor: pointer;
}
.row-button:hover {
  background: var(--_hovered);
}
.row-button[aria-current="true"] {
  background: var(--_selected);
}
.row-button:focus-visible {
  outline-offset: -2px;
}
.template-text,
.said {
  white-space: pre-wrap;
  max-height: 180px;
  overflow: auto;
}
.said {
  max-height: none;
}
.history {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: calc(var(--_space) * 4);
}
@media (min-width: 640px) {
  .history {
    grid-template-columns: 220px minmax(0, 1fr);
  }
}
.history .rows {
  align-content: start;
  margin-inline: 0;
}
.diff {
  white-space: pre-wrap;
  padding: 12px;
  border-radius: var(--_radius);
  background: var(--_subtle);
  max-height: 320px;
  overflow: auto;
}
.diff ins {
  text-decoration: underline;
  text-decoration-thickness: 2px;
  text-underline-offset: 3px;
  color: var(--_success);
}
.diff del {
  color: var(--_danger);
}
.comments {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: calc(var(--_space) * 4);
}
.comment-entry {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: 2px;
}
.comment-entry.resolved > .said {
  color: var(--_text-muted);
}
.comment-actions {
  display: flex;
  flex-wrap: wrap;
  gap: 0 12px;
}
.comment-actions .link {
  text-decoration: none;
}
.comment-actions .link:hover {
  text-decoration: underline;
}
textarea.input {
  display: block;
  resize: vertical;
  field-sizing: content;
  min-height: 64px;
  max-height: 240px;
}
.approval {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: calc(var(--_space) * 3);
  padding: calc(var(--_space) * 4);
  border: 1px solid var(--_border);
  border-radius: calc(var(--_radius) * 1.25);
  background: var(--_surface-raised);
}
.approval .quote {
  padding-inline-start: 12px;
  border-inline-start: 3px solid var(--_border);
}
`;
