/** How far a menu stays from its button and from the edge of the window, in px. */
const GAP = 4;
const EDGE = 8;

/**
 * Opens a menu (an element with `popover` and `role="menu"` or `"listbox"`) beside the button that asked for it, with the focus on its first item, and moves the
 * focus by the keys the ARIA practices name. The browser closes it on a click elsewhere.
 */
export function openMenu(button: HTMLElement, menu: HTMLElement): void {
  if (menu.matches(":popover-open")) {
    menu.hidePopover();
    return;
  }
  menu.showPopover();
  place(menu, button);
  button.setAttribute("aria-expanded", "true");
  itemsOf(menu)[0]?.focus();
  const keys = (event: KeyboardEvent): void => moveFocus(menu, event);
  const moved = (): void => place(menu, button);
  menu.addEventListener("keydown", keys);
  // What scrolls may be any element of the page around.
  addEventListener("scroll", moved, { capture: true, passive: true });
  addEventListener("resize", moved);
  const closed = (event: Event): void => {
    if ((event as ToggleEvent).newState !== "closed") return;
    button.setAttribute("aria-expanded", "false");
    menu.removeEventListener("keydown", keys);
    menu.removeEventListener("beforetoggle", closed);
    removeEventListener("scroll", moved, { capture: true });
    removeEventListener("resize", moved);
  };
  menu.addEventListener("beforetoggle", closed);
}

/** Closes the menu that an item stands in, and gives the focus back to its button, the one whose `aria-controls` names it. */
export function closeMenu(item: EventTarget | null): void {
  const menu = item instanceof Element ? item.closest<HTMLElement>("[popover]") : null;
  if (!menu?.matches(":popover-open")) return;
  menu.hidePopover();
  (menu.getRootNode() as Document | ShadowRoot).querySelector<HTMLElement>(`[aria-controls="${menu.id}"]`)?.focus();
}

/** Under the button, or above it where there is no room; inside the window. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const rtl = getComputedStyle(button).direction === "rtl";
  const wanted = rtl ? at.right - width : at.left;
  const fits = wanted + width <= innerWidth - EDGE ? wanted : at.right - width;
  const below = at.bottom + GAP;
  const top = below + height <= innerHeight - EDGE || at.top < height ? below : at.top - GAP - height;
  menu.style.setProperty("left", `${Math.max(EDGE, Math.min(fits, innerWidth - width - EDGE))}px`);
  menu.style.setProperty("top", `${Math.max(EDGE, Math.min(top, innerHeight - height - EDGE))}px`);
}

const itemsOf = (menu: HTMLElement): HTMLElement[] =>
  [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"], [role="option"]')].filter(item => !item.hasAttribute("disabled"));

/** What was typed lately, to find an item by its first letters. */
let typed = "";
let typedAt = 0;
const TYPED_MS = 700;

function moveFocus(menu: HTMLElement, event: KeyboardEvent): void {
  const items = itemsOf(menu);
  const root = menu.getRootNode() as Document | ShadowRoot;
  const place = items.indexOf(root.activeElement as HTMLElement);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: place + 1,
    ArrowUp: place - 1,
    Home: 0,
    End: -1,
  };
  const step = steps[event.key];
  if (step !== undefined) {
    items.at(step % items.length)?.focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    closeMenu(menu);
    // On to what follows the button.
    if (event.key === "Tab") return;
  } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
    typed = event.timeStamp - typedAt < TYPED_MS ? typed + event.key.toLowerCase() : event.key.toLowerCase();
    typedAt = event.timeStamp;
    items.find(item => item.textContent?.trim().toLowerCase().startsWith(typed))?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
