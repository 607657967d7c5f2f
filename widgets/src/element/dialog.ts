import { html, type TemplateResult } from "lit";
import { modal } from "./modal.ts";

/**
 * A dialog over everything, for as long as it is rendered: the browser keeps the focus in it, Escape and a click beside it close it.
 *
 * @param onClosed removes it from what is rendered
 */
export function renderDialog(dialog: {
  readonly title: string;
  readonly wide?: boolean;
  readonly body: unknown;
  readonly onClosed: () => void;
}): TemplateResult {
  const { title, wide = false, body, onClosed } = dialog;
  return html`<dialog
    part="dialog"
    class=${wide ? "wide" : ""}
    aria-labelledby="dialog-title"
    ${modal(true)}
    @close=${onClosed}
    @mousedown=${closeBeside}
  >
    <div class="dialog-body">
      <h2 id="dialog-title">${title}</h2>
      ${body}
    </div>
  </dialog>`;
}

/** Closes the dialog that an element stands in. */
export const closeDialog = ({ currentTarget }: Event): void => {
  if (currentTarget instanceof Element) currentTarget.closest("dialog")?.close();
};

function closeBeside(event: MouseEvent): void {
  const dialog = event.currentTarget;
  if (!(dialog instanceof HTMLDialogElement) || event.target !== dialog) return;
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  if (event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom) dialog.close();
}
