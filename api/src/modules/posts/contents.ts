import {
  type ContentType,
  composeText,
  type Issue,
  type MediaInput,
  type MediaKindRule,
  maxParts,
  mediaKindOf,
  networks,
  resolveContentType,
  validatePost,
} from "@placard/networks";
import { type Fault, invalid } from "../../problems.ts";
import type { AccountRecord } from "../accounts/index.ts";
import { type FrozenMedia, type MediaRecord, renditionFor } from "../media/index.ts";
import { optionsSchema } from "../networks/index.ts";
import type { Content } from "../publishing/index.ts";
import { contentOf, mediaIdsOf, type Origin, type Override, type PostContent } from "./records.ts";

/** The media that a content names and that are there, by id. */
export type Library = ReadonlyMap<string, MediaRecord>;

/** The post as one account gets it: what the override for the account says, else that for its network, else the post itself. */
export function versionFor(post: PostContent, account: Pick<AccountRecord, "id" | "network">) {
  const ofNetwork = post.overrides.find(override => override.accountId === null && override.network === account.network);
  const ofAccount = post.overrides.find(override => override.accountId === account.id);
  const pick = <K extends "text" | "mediaIds" | "thread" | "firstComment" | "title" | "callToAction" | "hashtags">(
    name: K,
    usual: NonNullable<Override[K]> | PostContent[K],
  ) => {
    if (ofAccount?.[name] !== undefined) return ofAccount[name];
    return ofNetwork?.[name] !== undefined ? ofNetwork[name] : usual;
  };
  const said = {
    text: pick("text", post.text) ?? "",
    callToAction: pick("callToAction", post.callToAction) ?? null,
    hashtags: pick("hashtags", post.hashtags) ?? [],
  };
  return {
    text: composeText(said, account.network),
    mediaIds: pick("mediaIds", post.mediaIds) ?? [],
    thread: pick("thread", post.thread) ?? [],
    firstComment: pick("firstComment", post.firstComment) ?? null,
    title: pick("title", post.title) ?? null,
    options: { ...ofNetwork?.options, ...ofAccount?.options },
  };
}

const found = (library: Library, ids: readonly string[] = []): MediaRecord[] => ids.flatMap(id => library.get(id) ?? []);

/** A media in the words of the networks' facts. */
const asInput = (media: MediaRecord): MediaInput => ({
  id: media.id,
  type: mediaKindOf(media.contentType),
  contentType: media.contentType,
  bytes: media.bytes,
  width: media.width,
  height: media.height,
  durationMs: media.durationMs,
  altText: media.altText,
});

/** What the post becomes on the account's network, which decides what its media must be. */
export function contentTypeFor(post: PostContent, account: Pick<AccountRecord, "id" | "network">, library: Library): ContentType {
  const { mediaIds, thread } = versionFor(post, account);
  const media = found(library, mediaIds).map(asInput);
  return resolveContentType({ network: account.network, contentType: post.contentType, media, thread });
}

/** The rule of the account's network for images of such a post. */
function imageRule(
  post: PostContent,
  account: Pick<AccountRecord, "id" | "network">,
  library: Library,
): MediaKindRule | undefined {
  return networks[account.network].contentTypes[contentTypeFor(post, account, library)]?.media.kinds.image;
}

/** What each account is to publish, part by part. */
export function contentsOf(post: PostContent, accounts: readonly AccountRecord[], library: Library): Content[] {
  return accounts.map(account => {
    const { text, mediaIds, thread, firstComment, title, options } = versionFor(post, account);
    const rule = imageRule(post, account, library);
    const frozen = (media: MediaRecord): FrozenMedia => ({
      id: media.id,
      altText: media.altText,
      rendition: renditionFor(media, rule),
    });
    const part = (kind: Content["parts"][number]["kind"], body: string, ids: readonly string[] = []) => ({
      kind,
      text: body,
      media: found(library, ids).map(frozen),
      title: kind === "post" ? title : null,
      language: post.language,
      options,
    });
    return {
      accountId: account.id,
      network: account.network,
      parts: [
        part("post", text, mediaIds),
        ...thread.map(item => part("thread_item", item.text, item.mediaIds)),
        ...(firstComment === null ? [] : [part("first_comment", firstComment)]),
      ],
    };
  });
}

/** One thing a network would say of the post, with the account it is about. */
export interface PostIssue extends Issue {
  readonly accountId: string;
}

/** Every issue on every account at once, with the paths of the request's own fields. */
export function issuesOf(post: PostContent, accounts: readonly AccountRecord[], library: Library): PostIssue[] {
  return accounts.flatMap(account => {
    const version = versionFor(post, account);
    const rule = imageRule(post, account, library);
    // Judged as it will be sent: what a rendition mends is no fault of its author.
    const asSent = (media: MediaRecord): MediaInput => {
      const rendition = renditionFor(media, rule);
      return rendition ? { ...asInput(media), ...rendition, type: "image", bytes: null } : asInput(media);
    };
    const at = post.overrides.findIndex(override => override.accountId === account.id);
    const of = post.overrides.findIndex(override => override.accountId === null && override.network === account.network);
    const issues = validatePost({
      network: account.network,
      text: version.text,
      media: found(library, version.mediaIds).map(asSent),
      thread: version.thread.map(item => ({ text: item.text, media: found(library, item.mediaIds).map(asSent) })),
      firstComment: version.firstComment,
      title: version.title,
      ...(post.contentType !== null && { contentType: post.contentType }),
      options: version.options,
    });
    return issues.map(issue => ({ ...issue, path: overriddenPath(issue.path, post.overrides, at, of), accountId: account.id }));
  });
}

/** An issue of a field that an override sets is an issue of the override. */
function overriddenPath(path: string, overrides: readonly Override[], ofAccount: number, ofNetwork: number): string {
  const field = path.split(".")[0] ?? "";
  const name = field === "first_comment" ? "firstComment" : field === "media_ids" ? "mediaIds" : field;
  for (const index of [ofAccount, ofNetwork]) {
    const override = overrides[index];
    if (override && name in override) return `overrides.${index}.${path}`;
  }
  return path;
}

/**
 * The most a post may say, in bytes of JSON; its origin and metadata, which events carry, count twice. Above the longest text of any network (email:
 * 100,000), and low enough that a post, and the two events of writing and scheduling it, fit into an item of the store (400 kB).
 */
const CONTENT_MOST = 180_000;
/** The most one account's parts may have with their options, which each part carries; a target and its event fit into an item. */
const PARTS_MOST = 250_000;
/** The most all accounts' parts may have: they are written in one transaction (4 MB) with the post, two versions of it, its events and the kept answer. */
const ALL_PARTS_MOST = 2_800_000;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const tooLarge = (path: string, bytes: number, most: number): Fault => ({
  path,
  code: "too_long",
  message: `It has ${bytes} bytes.`,
  fix: `Use at most ${most} bytes of text, options and metadata.`,
});

/** The contents, where they fit into the store. @throws {Refusal} `validation_failed` */
export function fitting(contents: readonly Content[]): readonly Content[] {
  const sizes = contents.map(bytesOf);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const faults = sizes.flatMap((size, index) => (size > PARTS_MOST ? [tooLarge(`account_ids.${index}`, size, PARTS_MOST)] : []));
  if (faults.length === 0 && all > ALL_PARTS_MOST) faults.push(tooLarge("account_ids", all, ALL_PARTS_MOST));
  if (faults.length > 0) throw invalid(faults);
  return contents;
}

/** Every list of media a post has, with its path. */
function* mediaLists(post: PostContent): Generator<readonly [path: string, ids: readonly string[]]> {
  for (const [prefix, one] of [
    ["", post] as const,
    ...post.overrides.map((one, index) => [`overrides.${index}.`, one] as const),
  ]) {
    if (one.mediaIds) yield [`${prefix}media_ids`, one.mediaIds];
    for (const [index, item] of (one.thread ?? []).entries())
      if (item.mediaIds) yield [`${prefix}thread.${index}.media_ids`, item.mediaIds];
  }
}

/** So many files one post may name, all its lists together: each is remembered with the library in one write. */
const MEDIA_MOST = 50;

function mediaFaults(post: PostContent): Fault[] {
  const faults: Fault[] = [];
  for (const [path, ids] of mediaLists(post))
    for (const [index, id] of ids.entries())
      if (ids.indexOf(id) < index)
        faults.push({
          path: `${path}.${index}`,
          code: "duplicate",
          message: "It stands in it twice.",
          fix: "Name each media once.",
        });
  const all = mediaIdsOf(post).length;
  if (all > MEDIA_MOST)
    faults.push({
      path: "media_ids",
      code: "too_long",
      message: `The post names ${all} different media with its thread and overrides.`,
      fix: `Use at most ${MEDIA_MOST}.`,
    });
  return faults;
}

/** Where a post names media that are not in the library, each with its id. */
export const missingMedia = (post: PostContent, library: Library): { readonly path: string; readonly id: string }[] =>
  [...mediaLists(post)].flatMap(([path, ids]) =>
    ids.flatMap((id, index) => (library.has(id) ? [] : [{ path: `${path}.${index}`, id }])),
  );

/** A content without the media that are gone. */
export function withoutMissing(post: PostContent, library: Library): PostContent {
  const there = (ids: readonly string[]) => ids.filter(id => library.has(id));
  const lists = <One extends Pick<Override, "mediaIds" | "thread">>(one: One): One => ({
    ...one,
    ...(one.mediaIds && { mediaIds: there(one.mediaIds) }),
    ...(one.thread && {
      thread: one.thread.map(item => ({ ...item, ...(item.mediaIds && { mediaIds: there(item.mediaIds) }) })),
    }),
  });
  return { ...lists(post), overrides: post.overrides.map(lists) };
}

/** What the request itself gets wrong, whatever a network would say: options that do not exist, overrides for nobody, too many parts. */
export function structureFaults(post: PostContent, origin: Origin): Fault[] {
  const faults: Fault[] = [];
  const bytes = bytesOf([contentOf(post), post.metadata, origin, origin]);
  if (bytes > CONTENT_MOST) faults.push(tooLarge("text", bytes, CONTENT_MOST));
  if (new Set(post.accountIds).size !== post.accountIds.length)
    faults.push({
      path: "account_ids",
      code: "duplicate",
      message: "An account stands in it twice.",
      fix: "Name each account once.",
    });
  faults.push(...mediaFaults(post));
  const seen = new Set<string>();
  for (const [index, override] of post.overrides.entries()) {
    const whom = override.accountId ?? override.network ?? "";
    if (seen.has(whom))
      faults.push({
        path: `overrides.${index}`,
        code: "duplicate",
        message: `There are two overrides for ${whom}.`,
        fix: "Join them into one.",
      });
    seen.add(whom);
    if (override.accountId !== null && !post.accountIds.includes(override.accountId))
      faults.push({
        path: `overrides.${index}.account_id`,
        code: "not_allowed",
        message: "The post does not go to this account.",
        fix: "Add it to account_ids, or remove the override.",
      });
    if (override.network !== null && override.options) {
      const parsed = optionsSchema(override.network).safeParse(override.options);
      if (!parsed.success)
        for (const issue of parsed.error.issues) {
          const path = issue.code === "unrecognized_keys" ? issue.keys[0] : issue.path.join(".");
          faults.push({
            path: `overrides.${index}.options.${path}`,
            code: "not_valid",
            message: issue.message,
            fix: `See the options of ${networks[override.network].label} in networks.get.`,
          });
        }
    }
  }
  const parts = 1 + post.thread.length + (post.firstComment === null ? 0 : 1);
  if (parts > maxParts)
    faults.push({
      path: "thread",
      code: "too_long",
      message: `The post would have ${parts} parts.`,
      fix: `Use at most ${maxParts} with the post itself and its first comment.`,
    });
  return faults;
}
