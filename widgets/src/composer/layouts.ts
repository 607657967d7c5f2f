import type { NetworkName } from "@placard/networks";
import type { Shown } from "./shown.ts";

/**
 * How a network lays out the pictures of a post in its feed: near enough to choose pictures by, for feeds differ by device and change.
 * `grid`: tiles that fill 16:9; `lead`: the first above the others; `strip`: side by side, each in its own shape; `pages`: one at a time, all in the first
 * one's shape; `stack`: one below the other.
 */
export type Layout = "grid" | "lead" | "strip" | "pages" | "stack";

interface Facts {
  readonly layout: Layout;
  /** The narrowest and the widest shape that one picture alone keeps, width divided by height. */
  readonly alone: readonly [number, number];
  /** So many are shown; the last says how many more there are. */
  readonly most: number;
}

const LAYOUTS: Readonly<Record<NetworkName, Facts>> = {
  x: { layout: "grid", alone: [3 / 4, 5], most: 4 },
  bluesky: { layout: "grid", alone: [1 / 2, 5], most: 4 },
  mastodon: { layout: "grid", alone: [2 / 3, 5], most: 4 },
  threads: { layout: "strip", alone: [3 / 5, 5], most: 20 },
  linkedin: { layout: "lead", alone: [4 / 5, 5], most: 4 },
  facebook: { layout: "lead", alone: [4 / 5, 5], most: 4 },
  instagram: { layout: "pages", alone: [4 / 5, 1.91], most: 20 },
  tiktok: { layout: "pages", alone: [9 / 16, 9 / 16], most: 35 },
  youtube: { layout: "pages", alone: [16 / 9, 16 / 9], most: 1 },
  email: { layout: "stack", alone: [0, 100], most: 20 },
  sandbox: { layout: "grid", alone: [0, 100], most: 4 },
};

export const layoutOf = (network: NetworkName): Facts => LAYOUTS[network];

/** Less than this of a side is no loss that anybody sees. */
const SEEN = 1.06;

/** The shape in which a network shows the picture at this place among all of its post, width divided by height; null: its own. */
export function cropOf(network: NetworkName, all: readonly Shown[], index: number): number | null {
  const own = ratioOf(all[index]);
  if (own === null || all[index]?.contentType === "application/pdf") return null;
  const shown = shapeOf(network, all, index, own);
  return Math.max(own / shown, shown / own) > SEEN ? shown : null;
}

const ratioOf = (one: Shown | undefined): number | null => (one?.width && one.height ? one.width / one.height : null);

function shapeOf(network: NetworkName, all: readonly Shown[], index: number, own: number): number {
  const { layout, alone } = layoutOf(network);
  const within = (ratio: number): number => Math.min(alone[1], Math.max(alone[0], ratio));
  if (layout === "strip" || layout === "stack") return own;
  if (layout === "pages") return within(ratioOf(all[0]) ?? own);
  if (all.length === 1) return within(own);
  const count = Math.min(all.length, 4);
  if (layout === "grid") return count === 2 || (count === 3 && index === 0) ? 8 / 9 : 16 / 9;
  if (count === 2) return 1;
  return index === 0 ? (count === 3 ? 2 : 3 / 2) : 1;
}
