import { create, type Draft, type Write } from "../../change.ts";
import type { Item, Json } from "../../ports/store/store.ts";
import { type Author, authorById } from "./authors.ts";
import { changedFields } from "./present.ts";
import { type ContentField, contentOf, NO_CONTENT, type PostContent, type PostRecord, versionsOfPost } from "./records.ts";

/** What a post said from one change of its content to the next. Written with the change, and never changed itself. */
export interface VersionRecord {
  readonly schema: 1;
  /** 1, 2, 3, … without a gap. */
  readonly number: number;
  readonly author: Author;
  /** ms since the epoch, on the workspace's clock. */
  readonly createdAt: number;
  /** The fields that differ from the version before; of the first, those that say something. */
  readonly changed: readonly ContentField[];
  /** The version this one repeats, where it was restored. */
  readonly restoredFrom: number | null;
  /** All of it, and so no larger than the post: within an item of the store. */
  readonly content: PostContent;
}

/** Numbers in keys have one length, so that the order of text is theirs. */
export const versionKey = (postId: string, number: number) => ({
  pk: versionsOfPost(postId),
  sk: String(number).padStart(9, "0"),
});

const versionDraft = (postId: string, version: VersionRecord): Draft => ({
  ...versionKey(postId, version.number),
  data: version as unknown as Json,
});

/** The version of an item this module wrote. A field that is younger than it says nothing. */
export function versionOf(item: Item): VersionRecord {
  const version = item.data as unknown as VersionRecord;
  return { ...version, content: { ...NO_CONTENT, ...version.content } };
}

/** The first version of a post that is as it was first written. */
export const planFirstVersion = (post: PostRecord, author: Author): Write =>
  create(
    versionDraft(post.id, {
      schema: 1,
      number: 1,
      author,
      createdAt: post.updatedAt,
      changed: changedFields(NO_CONTENT, post),
      restoredFrom: null,
      content: contentOf(post),
    }),
  );

/**
 * The next version, where any field is changed, and how many there are then. A post that is older than versions gets its first one now, of what it said until
 * this change.
 */
export function planNextVersion(
  before: PostRecord,
  content: PostContent,
  changed: readonly ContentField[],
  { author, now, restored }: { readonly author: Author; readonly now: number; readonly restored: number | null },
): { readonly count: number; readonly writes: readonly Write[] } {
  if (changed.length === 0) return { count: before.versions, writes: [] };
  const first = before.versions === 0 ? [planFirstVersion(before, authorById(before.createdBy))] : [];
  const number = before.versions + first.length + 1;
  const version: VersionRecord = {
    schema: 1,
    number,
    author,
    createdAt: now,
    changed,
    restoredFrom: restored,
    content: contentOf(content),
  };
  return { count: number, writes: [...first, create(versionDraft(before.id, version))] };
}
