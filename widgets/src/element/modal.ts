import { type ElementPart, noChange } from "lit";
import { Directive, type DirectiveResult, directive } from "lit/directive.js";

/** Shows a dialog over everything while `open` is true. The browser keeps the focus in it, and gives it back to where it was. */
class Modal extends Directive {
  render(_open: boolean): unknown {
    return noChange;
  }

  override update(part: ElementPart, [open]: [boolean]): unknown {
    const dialog = part.element as HTMLDialogElement;
    if (open && !dialog.open) {
      // Its content is rendered after its attributes, and it may not be in the document yet.
      queueMicrotask(() => {
        if (dialog.isConnected && !dialog.open) dialog.showModal();
      });
    } else if (!open && dialog.open) dialog.close();
    return noChange;
  }
}

export const modal: (open: boolean) => DirectiveResult = directive(Modal);
