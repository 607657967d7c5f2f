import { createHash } from "node:crypto";
import { html } from "hono/html";
import type { Html } from "./layout.ts";

/** Pairs of ground and letter, told apart by eye and with a contrast of at least 4.5 to 1. */
const COLOURS = [
  ["#7c2d12", "#fed7aa"],
  ["#713f12", "#fef08a"],
  ["#365314", "#d9f99d"],
  ["#14532d", "#bbf7d0"],
  ["#134e4a", "#99f6e4"],
  ["#164e63", "#a5f3fc"],
  ["#1e3a8a", "#bfdbfe"],
  ["#3730a3", "#c7d2fe"],
  ["#581c87", "#e9d5ff"],
  ["#701a75", "#f5d0fe"],
  ["#881337", "#fecdd3"],
  ["#3f3f46", "#e4e4e7"],
] as const;

interface Shown {
  readonly handle: string;
  readonly displayName: string;
  readonly kind: "person" | "page";
}

/** A picture made of initials: colours by presentation attributes, because the policy of our pages allows no inline style. */
export function avatar(who: Shown): Html {
  const [ground, letter] = coloursOf(who.handle);
  return html`<svg class="avatar ${who.kind}" viewBox="0 0 40 40" aria-hidden="true"><rect width="40" height="40" fill="${ground}"/><text x="20" y="20" dy=".35em" text-anchor="middle" font-size="15" font-weight="600" fill="${letter}">${initialsOf(who.displayName)}</text></svg>`;
}

/** The same picture as a file, for apps. */
export function avatarFile(who: Shown): Html {
  const [ground, letter] = coloursOf(who.handle);
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="400" height="400"><rect width="40" height="40" fill="${ground}"/><text x="20" y="20" dy=".35em" text-anchor="middle" font-family="sans-serif" font-size="15" font-weight="600" fill="${letter}">${initialsOf(who.displayName)}</text></svg>`;
}

function coloursOf(handle: string): readonly [string, string] {
  const byte = createHash("sha256").update(handle).digest()[0] ?? 0;
  return COLOURS[byte % COLOURS.length] ?? COLOURS[0];
}

function initialsOf(displayName: string): string {
  const words = displayName.split(" ").filter(word => word !== "");
  return words
    .slice(0, 2)
    .map(word => word.charAt(0).toUpperCase())
    .join("");
}
