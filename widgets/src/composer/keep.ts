import { areaOf, DRAFTS, type Owner } from "../session/kept-drafts.ts";
import { type Draft, isUpload, withMedia } from "./draft.ts";

/** What a browser keeps of a draft that was not saved yet. */
export interface Kept {
  readonly draft: Draft;
  /** When it was last written to, in ms since the epoch. */
  readonly at: number;
  /** The version of the post that it changes; null for a new one. */
  readonly etag: string | null;
}

/** A forgotten draft is kept for so long. */
const LIFE_MS = 30 * 24 * 60 * 60_000;

/** Keeps a draft where a reload, a crash or a closed tab do not reach it. False where the browser keeps nothing, or is full. */
export function keepDraft(owner: Owner, name: string, kept: Kept): boolean {
  try {
    // A file on its way does not outlive the page.
    const draft = withMedia(kept.draft, id => (isUpload(id) ? null : id));
    localStorage.setItem(areaOf(owner) + name, JSON.stringify({ ...kept, draft }));
    return true;
  } catch {
    return false;
  }
}

export function readDraft(owner: Owner, name: string): Kept | null {
  try {
    const text = localStorage.getItem(areaOf(owner) + name);
    const kept: Kept | null = text === null ? null : JSON.parse(text);
    return kept && isDraft(kept.draft) && Date.now() - kept.at < LIFE_MS ? kept : null;
  } catch {
    return null; // storage is blocked, or holds what is not ours
  }
}

/** Whether it is one of ours, and not of another release that wrote it otherwise. */
const isDraft = (draft: Partial<Draft> | undefined): boolean =>
  typeof draft?.text === "string" && Array.isArray(draft.thread) && draft.thread.every(part => Array.isArray(part?.mediaIds));

export function forgetDraft(owner: Owner, name: string): void {
  try {
    localStorage.removeItem(areaOf(owner) + name);
  } catch {
    // Nothing was kept.
  }
}

/** The name under which this tab keeps its new post: its own, so that two tabs write two posts, and the same after a reload. */
export function nameOfTab(): string {
  const key = `${DRAFTS}.tab`;
  try {
    const known = sessionStorage.getItem(key);
    if (known) return known;
    const name = `new-${crypto.randomUUID()}`;
    sessionStorage.setItem(key, name);
    return name;
  } catch {
    return "new";
  }
}

/** Says for as long as this page lives that the draft of this name is being written here. */
export function claimDraft(name: string): void {
  void navigator.locks?.request(`${DRAFTS}.${name}`, () => new Promise(() => undefined));
}

/** The latest new post of a tab that is gone: what somebody wrote and never saved. Null where there is none. */
export async function abandonedDraft(
  owner: Owner,
  ownName: string,
): Promise<{ readonly name: string; readonly kept: Kept } | null> {
  const area = areaOf(owner);
  try {
    const { held = [] } = (await navigator.locks?.query()) ?? {};
    const alive = new Set(held.map(({ name }) => name));
    const found = Object.keys(localStorage)
      .map(key => (key.startsWith(`${area}new-`) ? key.slice(area.length) : ownName))
      .filter(name => name !== ownName && !alive.has(`${DRAFTS}.${name}`))
      .flatMap(name => {
        const kept = readDraft(owner, name);
        return kept ? [{ name, kept }] : [];
      })
      .sort((a, b) => b.kept.at - a.kept.at);
    return found[0] ?? null;
  } catch {
    return null;
  }
}
