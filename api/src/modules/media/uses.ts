import { commit } from "../../change.ts";
import type { Ctx, Service } from "../../ctx.ts";
import type { Store } from "../../ports/store/store.ts";

/** Which of these posts cannot go out, or out again, without the media. */
export type MediaNeed = (ctx: Ctx, mediaId: string, postIds: readonly string[]) => Promise<readonly string[]>;

const needs = new WeakMap<Store, MediaNeed>();

/** Registers who knows what posts need: `app` passes it, for the library knows no posts. */
export function askForNeed(service: Pick<Service, "systemStore">, need: MediaNeed): void {
  needs.set(service.systemStore, need);
}

const USE = "use#";
const usesOf = (id: string): string => `media#${id}`;

/** So many posts are told where posts stand in the way. */
const TOLD = 20;
const PAGE = 100;

/**
 * Remembers that a post is to use these media: written before the post is, for its own transaction is full enough. That a post names them in the end is
 * asked of the post; so a use that came to nothing does no harm.
 */
export async function rememberUses(ctx: Ctx, postId: string, ids: readonly string[]): Promise<void> {
  const writes = ids.map(id => ({
    op: "put" as const,
    version: 1,
    draft: { pk: usesOf(id), sk: `${USE}${postId}`, data: null },
  }));
  if (writes.length > 0) await commit(ctx, { writes, events: [] });
}

/** Posts that need the media, as many as are told. */
export async function postsNeeding(ctx: Ctx, id: string): Promise<readonly string[]> {
  const need = needs.get(ctx.systemStore);
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ctx.store.query({ pk: usesOf(id), prefix: USE, limit: PAGE, ...(cursor !== undefined && { cursor }) });
    const posts = page.items.map(({ sk }) => sk.slice(USE.length));
    if (need && posts.length > 0) found.push(...(await need(ctx, id, posts)));
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined && found.length < TOLD);
  return found.slice(0, TOLD);
}

/** What else lies with a media: uses, and the renditions that were made of it. */
export async function companionsOf(ctx: Ctx, id: string): Promise<readonly { readonly pk: string; readonly sk: string }[]> {
  const { items } = await ctx.store.query({ pk: usesOf(id), limit: PAGE });
  return items.filter(({ sk }) => sk !== "media").map(({ sk }) => ({ pk: usesOf(id), sk }));
}
