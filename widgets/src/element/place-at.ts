import { type ElementPart, noChange } from "lit";
import { Directive, type DirectiveResult, directive } from "lit/directive.js";

/** One of so many that stand side by side. */
export interface Lane {
  readonly index: number;
  readonly of: number;
}

/** Puts an element at a share of its container's height, in its lane, as high as a share of it. By the object model: an inline style would offend a page's policy. */
class PlaceAt extends Directive {
  render(_share: number, _lane?: Lane | null, _height?: number): unknown {
    return noChange;
  }

  override update(part: ElementPart, [share, lane, height]: [number, (Lane | null)?, number?]): unknown {
    const { style } = part.element as HTMLElement;
    style.setProperty("top", `${share * 100}%`);
    if (lane) {
      style.setProperty("inset-inline-start", `${(lane.index / lane.of) * 100}%`);
      style.setProperty("width", `${100 / lane.of}%`);
    }
    if (height !== undefined) style.setProperty("height", `${height * 100}%`);
    return noChange;
  }
}

export const placeAt: (share: number, lane?: Lane | null, height?: number) => DirectiveResult = directive(PlaceAt);

/** Begins what scrolls at a share of its height, once: a day's hours begin in the morning, not at midnight. */
class BeginAt extends Directive {
  #begun = false;

  render(_share: number): unknown {
    return noChange;
  }

  override update(part: ElementPart, [share]: [number]): unknown {
    if (this.#begun) return noChange;
    this.#begun = true;
    // Its content is rendered after its attributes.
    requestAnimationFrame(() => {
      part.element.scrollTop = share * part.element.scrollHeight;
    });
    return noChange;
  }
}

export const beginAt: (share: number) => DirectiveResult = directive(BeginAt);
