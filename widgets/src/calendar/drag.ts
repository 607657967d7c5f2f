import type { Day } from "./days.ts";

/** Where a dragged post would come to stand: a day, and the minute of it where the view has hours. */
export interface Place {
  readonly day: Day;
  readonly minute: number | null;
}

export interface Drag {
  /** Another place came under the pointer; null where there is none. */
  readonly over: (place: Place | null) => void;
  readonly drop: (place: Place) => void;
  readonly cancel: () => void;
}

/** A press becomes a drag after so many px: less is a click of an unsteady hand. */
const THRESHOLD_PX = 5;
/** By touch it becomes one when the finger rests so long: a finger that moves at once scrolls. */
const PRESS_MS = 350;
/** Minutes that a post moves by in a view with hours. */
export const STEP_MINUTES = 15;

/**
 * Follows a press on a post until it is let go, cancelled by Escape, or turns out to be a click. A copy of the post goes with the pointer; the place under it is
 * the nearest element with `data-day`, and with `data-hours` the minute by the height in it.
 */
export function followDrag(event: PointerEvent, root: ShadowRoot, drag: Drag): void {
  if (event.button !== 0) return;
  const source = event.currentTarget as HTMLElement;
  const touch = event.pointerType === "touch";
  const [startX, startY] = [event.clientX, event.clientY];
  const box = source.getBoundingClientRect();
  let ghost: HTMLElement | null = null;
  let place: Place | null = null;
  const press = touch ? setTimeout(() => begin(startX, startY), PRESS_MS) : undefined;

  function begin(x: number, y: number): void {
    ghost = source.cloneNode(true) as HTMLElement;
    ghost.classList.add("ghost");
    ghost.removeAttribute("id");
    ghost.setAttribute("aria-hidden", "true");
    ghost.style.setProperty("width", `${box.width}px`);
    source.closest(".root")?.append(ghost);
    source.classList.add("dragged");
    follow(x, y);
  }

  function follow(x: number, y: number): void {
    if (!ghost) return;
    // Moved by the compositor alone: neither layout nor paint for any frame of it.
    ghost.style.setProperty("transform", `translate(${x - (startX - box.left)}px, ${y - (startY - box.top)}px)`);
    const found = placeAt(root, x, y);
    if (found?.day === place?.day && found?.minute === place?.minute) return;
    place = found;
    drag.over(place);
  }

  const move = (moved: PointerEvent): void => {
    if (moved.pointerId !== event.pointerId) return;
    const far = Math.hypot(moved.clientX - startX, moved.clientY - startY) > THRESHOLD_PX;
    if (!ghost && far) {
      if (touch) {
        end();
        return;
      }
      begin(moved.clientX, moved.clientY);
    }
    follow(moved.clientX, moved.clientY);
  };
  const up = (): void => {
    const [dragged, at] = [ghost !== null, place];
    end();
    if (!dragged) return;
    // The press has moved something: it is no click as well.
    source.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => source.removeEventListener("click", stop, { capture: true }));
    if (at) drag.drop(at);
    else drag.cancel();
  };
  const key = (pressed: KeyboardEvent): void => {
    if (pressed.key !== "Escape" || !ghost) return;
    pressed.preventDefault();
    end();
    drag.cancel();
  };
  const cancelled = (): void => {
    const dragged = ghost !== null;
    end();
    if (dragged) drag.cancel();
  };
  const scroll = (moved: TouchEvent): void => {
    if (ghost) moved.preventDefault();
  };

  function end(): void {
    clearTimeout(press);
    ghost?.remove();
    ghost = null;
    source.classList.remove("dragged");
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", cancelled);
    removeEventListener("keydown", key, { capture: true });
    source.removeEventListener("touchmove", scroll);
  }

  addEventListener("pointermove", move);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", cancelled);
  addEventListener("keydown", key, { capture: true });
  source.addEventListener("touchmove", scroll, { passive: false });
}

const stop = (event: Event): void => {
  event.preventDefault();
  event.stopImmediatePropagation();
};

function placeAt(root: ShadowRoot, x: number, y: number): Place | null {
  const column = root.elementFromPoint(x, y)?.closest<HTMLElement>("[data-day]");
  const day = column?.dataset["day"];
  if (!column || day === undefined) return null;
  if (column.dataset["hours"] === undefined) return { day, minute: null };
  const { top, height } = column.getBoundingClientRect();
  const minute = ((y - top) / height) * 24 * 60;
  return { day, minute: Math.max(0, Math.min(24 * 60 - STEP_MINUTES, Math.round(minute / STEP_MINUTES) * STEP_MINUTES)) };
}
