import { expect, test } from "vitest";
import { createIds, idTime, isId } from "./ids.ts";
import { realChance } from "./ports/chance.ts";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const bitsOf = (id: string): string =>
  [...id.slice(id.indexOf("_") + 1)]
    .map(letter => ALPHABET.indexOf(letter).toString(2).padStart(5, "0"))
    .join("")
    .slice(2);

test("an id is a UUIDv7 of its millisecond behind its prefix", () => {
  const at = Date.parse("2026-11-21T09:00:00.123Z");
  const ids = createIds({ now: () => at }, realChance);
  for (let made = 0; made < 100; made++) {
    const id = ids.next("post");
    expect(isId("post", id)).toBe(true);
    expect(idTime(id)).toBe(at);
    const bits = bitsOf(id);
    expect(Number.parseInt(bits.slice(0, 48), 2)).toBe(at);
    expect(bits.slice(48, 52)).toBe("0111");
    expect(bits.slice(64, 66)).toBe("10");
  }
});

test("ids rise strictly, also when a millisecond needs more than its counter holds and when the clock steps back", () => {
  let now = 1_800_000_000_000;
  const ids = createIds({ now: () => now }, realChance);
  let last = "";
  for (let made = 0; made < 20_000; made++) {
    if (made === 15_000) now -= 5000;
    const id = ids.next("event");
    expect(id > last).toBe(true);
    last = id;
  }
});

test("every random bit of an id is drawn", () => {
  const drawn = (byte: number) =>
    bitsOf(
      createIds({ now: () => 1_800_000_000_000 }, { bytes: length => new Uint8Array(length).fill(byte), number: () => 0 }).next(
        "post",
      ),
    ).slice(66);
  expect(drawn(0)).toBe("0".repeat(62));
  expect(drawn(255)).toBe("1".repeat(62));
});
