import type { Item } from "./store.ts";

/** Items that one generation holds, and UTF-16 units of their data as text: as objects two generations take some 10 MB, at worst (empty objects) 40. */
const GENERATION_ITEMS = 4096;
const GENERATION_UNITS = 1024 * 1024;

interface Kept {
  readonly item: Item;
  /** Length of its data as text. */
  readonly units: number;
}

/**
 * Items that were read lately, as they are in the file. This process alone writes the file, so what is here is true as long as no write of the same key is
 * under way: {@link writing} forgets the item, and until {@link written} it is neither kept nor found here, for the file may change at any moment.
 *
 * Items go by the name that `nameOf` gives their key. Two generations instead of a list of what was used last: reading changes nothing but for an item's
 * first read in a generation.
 */
export class ItemCache {
  #young = new Map<string, Kept>();
  #old = new Map<string, Kept>();
  #units = 0;
  /** How many writes under way name a key. Those whose outcome nobody told keep their names here. */
  readonly #writing = new Map<string, number>();

  /** The item as it was read; null when it has expired by `seconds`; undefined when it is not known. */
  get(name: string, seconds: number): Item | null | undefined {
    let kept = this.#young.get(name);
    if (!kept) {
      kept = this.#old.get(name);
      if (!kept) return undefined;
      this.#keep(name, kept);
    }
    const { item } = kept;
    return item.expires !== undefined && item.expires <= seconds ? null : item;
  }

  /** Keeps what was just read from the file. */
  add(name: string, item: Item, units: number): void {
    if (!this.#writing.has(name)) this.#keep(name, { item, units });
  }

  writing(name: string): void {
    const kept = this.#young.get(name);
    if (kept) {
      this.#young.delete(name);
      this.#units -= kept.units;
    }
    this.#old.delete(name);
    this.#writing.set(name, (this.#writing.get(name) ?? 0) + 1);
  }

  written(name: string): void {
    const others = (this.#writing.get(name) ?? 1) - 1;
    if (others > 0) this.#writing.set(name, others);
    else this.#writing.delete(name);
  }

  #keep(name: string, kept: Kept): void {
    if (this.#young.size >= GENERATION_ITEMS || this.#units >= GENERATION_UNITS) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#units = 0;
    }
    this.#young.set(name, kept);
    this.#units += kept.units;
  }
}
