import type { Lane } from "../element/place-at.ts";
import { minuteOf } from "./days.ts";

/** A post covers so many minutes of the hours' view: the height in which its line can be read. */
export const SHOWN_MINUTES = 30;

/** Side by side what would cover each other: for entries in the order of their times, each one's lane. */
export function lanesOf(entries: readonly { readonly local: string }[]): Lane[] {
  const lanes: { index: number; of: number }[] = [];
  let group: { index: number; of: number }[] = [];
  let ends: number[] = [];
  for (const { local } of entries) {
    const start = minuteOf(local);
    if (ends.every(end => end <= start)) {
      group = [];
      ends = [];
    }
    const free = ends.findIndex(end => end <= start);
    const index = free < 0 ? ends.length : free;
    ends[index] = start + SHOWN_MINUTES;
    const lane = { index, of: 0 };
    group.push(lane);
    lanes.push(lane);
    for (const one of group) one.of = ends.length;
  }
  return lanes;
}
