import { svg, type TemplateResult } from "lit";

/** The marks' outlines, by the network's name; null until they are there. */
let paths: Readonly<Record<string, string>> | null = null;

/** Loads the marks beside the data, not before it; gives whether they came just now. Rejects when the file cannot be reached. */
export async function loadMarks(): Promise<boolean> {
  if (paths) return false;
  ({ default: paths } = await import("./mark-paths.ts"));
  return true;
}

/**
 * A network's mark, its place alone while the marks are not loaded; nothing for one that has none here. It says nothing to a screen reader: its name stands
 * beside it.
 */
export function networkMark(network: string): TemplateResult | null {
  const path = paths === null ? "" : paths[network];
  return path === undefined ? null : svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path}/></svg>`;
}

/** Networks write themselves; only `x` and the like differ from their names here. */
const LABELS: Readonly<Record<string, string>> = {
  x: "X",
  linkedin: "LinkedIn",
  tiktok: "TikTok",
  youtube: "YouTube",
};

/** A network as it writes itself. */
export const networkLabel = (network: string): string => LABELS[network] ?? network.charAt(0).toUpperCase() + network.slice(1);
