import type { CreatePostRequest, Post } from "@placard/sdk/core";

/** An item of a thread. */
export interface Part {
  readonly text: string;
  readonly mediaIds: readonly string[];
}

/** What one network gets instead of what all get. What is left out is as for all. */
export interface Override {
  readonly text?: string;
  readonly mediaIds?: readonly string[];
  readonly thread?: readonly Part[];
  readonly firstComment?: string;
  readonly options?: Readonly<Record<string, OptionValue>>;
}
export type OptionValue = string | number | boolean | readonly string[];

/** What a person writes, as the composer holds it. Texts are never null: an empty one is none. */
export interface Draft {
  readonly text: string;
  /** Of the library; one that is on its way there stands under the name of its upload. */
  readonly mediaIds: readonly string[];
  readonly thread: readonly Part[];
  readonly firstComment: string;
  readonly title: string;
  readonly accountIds: readonly string[];
  /** By the network's name. */
  readonly overrides: Readonly<Record<string, Override>>;
  /** Of single accounts: the composer shows none, and gives them back as they were. */
  readonly accountOverrides: NonNullable<CreatePostRequest["overrides"]>;
  readonly campaignId: string | null;
  readonly tags: readonly string[];
  /** The template that its text came from. */
  readonly templateId: string | null;
}

export const EMPTY: Draft = {
  text: "",
  mediaIds: [],
  thread: [],
  firstComment: "",
  title: "",
  accountIds: [],
  overrides: {},
  accountOverrides: [],
  campaignId: null,
  tags: [],
  templateId: null,
};

/** Whether nothing was written or chosen yet: then there is nothing to keep, to restore, or to lose. */
export const isBlank = (draft: Draft): boolean =>
  mediaIn(draft).length === 0 &&
  [
    draft.text,
    draft.firstComment,
    draft.title,
    ...draft.thread.map(({ text }) => text),
    ...Object.values(draft.overrides).map(one => one.text ?? ""),
  ].every(text => text.trim() === "");

/** How a file that is being uploaded is named until it has its id. */
export const UPLOAD = "upload:";
export const isUpload = (id: string): boolean => id.startsWith(UPLOAD);

/** All media of a draft, each once. */
export const mediaIn = (draft: Draft): string[] => [
  ...new Set(
    [draft, ...Object.values(draft.overrides)].flatMap(({ mediaIds = [], thread = [] }) => [
      ...mediaIds,
      ...thread.flatMap(part => part.mediaIds),
    ]),
  ),
];

/** The draft with each of its media as `replace` says: another id, or null for none. The same draft where nothing changes. */
export function withMedia(draft: Draft, replace: (id: string) => string | null): Draft {
  if (mediaIn(draft).every(id => replace(id) === id)) return draft;
  const list = (ids: readonly string[]): string[] => [...new Set(ids.map(replace))].filter(id => id !== null);
  const parts = (thread: readonly Part[]): Part[] => thread.map(part => ({ ...part, mediaIds: list(part.mediaIds) }));
  const overrides = Object.entries(draft.overrides).map(([network, own]) => [
    network,
    { ...own, ...(own.mediaIds && { mediaIds: list(own.mediaIds) }), ...(own.thread && { thread: parts(own.thread) }) },
  ]);
  return { ...draft, mediaIds: list(draft.mediaIds), thread: parts(draft.thread), overrides: Object.fromEntries(overrides) };
}

/** What a network gets: its own texts where it has some, else those for all. */
export interface Version {
  readonly text: string;
  readonly mediaIds: readonly string[];
  readonly thread: readonly Part[];
  readonly firstComment: string;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** @param network null for what all get */
export function versionOf(draft: Draft, network: string | null): Version {
  const own = network === null ? undefined : draft.overrides[network];
  return {
    text: own?.text ?? draft.text,
    mediaIds: own?.mediaIds ?? draft.mediaIds,
    thread: own?.thread ?? draft.thread,
    firstComment: own?.firstComment ?? draft.firstComment,
    options: own?.options ?? {},
  };
}

/** Whether a network says something of its own. */
export function isOwn(draft: Draft, network: string): boolean {
  const { options: _, ...texts } = draft.overrides[network] ?? {};
  return Object.keys(texts).length > 0;
}

/** The draft with this change for a network, or for all. */
export function changed(draft: Draft, network: string | null, change: Override): Draft {
  if (network === null) {
    const { options: _, ...texts } = change;
    return { ...draft, ...texts };
  }
  return { ...draft, overrides: { ...draft.overrides, [network]: { ...draft.overrides[network], ...change } } };
}

/** The draft in which a network says what all say again; its options stay. */
export function withoutOwn(draft: Draft, network: string): Draft {
  const { [network]: own, ...others } = draft.overrides;
  return { ...draft, overrides: own?.options ? { ...others, [network]: { options: own.options } } : others };
}

/** As the API takes it. Overrides of networks that it does not go to are left out: an account taken away and put back finds its own text again until then. */
export function bodyOf(draft: Draft, networks: ReadonlySet<string>): CreatePostRequest {
  const overrides = Object.entries(draft.overrides)
    .filter(([network, own]) => networks.has(network) && Object.keys(own).length > 0)
    .map(([network, own]) => ({
      network: network as NonNullable<NonNullable<CreatePostRequest["overrides"]>[number]["network"]>,
      ...(own.text !== undefined && { text: own.text }),
      ...(own.mediaIds !== undefined && { media_ids: [...own.mediaIds] }),
      ...(own.thread !== undefined && { thread: written(own.thread) }),
      ...(own.firstComment !== undefined && { first_comment: orNull(own.firstComment) }),
      ...(own.options !== undefined && { options: own.options as Record<string, string | number | boolean | string[]> }),
    }));
  return {
    text: draft.text,
    media_ids: [...draft.mediaIds],
    thread: written(draft.thread),
    first_comment: orNull(draft.firstComment),
    title: orNull(draft.title),
    account_ids: [...draft.accountIds],
    overrides: [...overrides, ...draft.accountOverrides],
    campaign_id: draft.campaignId,
    tags: [...draft.tags],
  };
}

const orNull = (text: string): string | null => (text.trim() === "" ? null : text);
/** Items of a thread in which nothing stands are none. */
export const writtenParts = (thread: readonly Part[]): Part[] =>
  thread.filter(({ text, mediaIds }) => text.trim() !== "" || mediaIds.length > 0);
const written = (thread: readonly Part[]): { text: string; media_ids: string[] }[] =>
  writtenParts(thread).map(({ text, mediaIds }) => ({ text, media_ids: [...mediaIds] }));
const partsOf = (thread: NonNullable<ComposerStart["thread"]>): Part[] =>
  thread.map(({ text, media_ids }) => ({ text, mediaIds: media_ids ?? [] }));

/** What the page has a new post begin with, of what the API takes. */
export type ComposerStart = Readonly<
  Partial<
    Pick<
      CreatePostRequest,
      "text" | "media_ids" | "thread" | "first_comment" | "title" | "account_ids" | "campaign_id" | "tags" | "overrides"
    >
  >
>;

/** A new post. Of the accounts only those that are there to be chosen; where the page names none and there is only one, that. */
export function startOf(start: ComposerStart, usable: readonly string[]): Draft {
  const named = start.account_ids?.filter(id => usable.includes(id));
  return {
    ...EMPTY,
    ...writtenOf(start),
    accountIds: named ?? (usable.length === 1 ? [...usable] : []),
  };
}

/** A post of the API as a draft. */
export const draftOf = (post: Post): Draft => ({
  ...EMPTY,
  ...writtenOf(post),
  accountIds: post.account_ids,
  templateId: post.origin.template_id,
});

function writtenOf(post: ComposerStart): Omit<Draft, "accountIds" | "templateId"> {
  const overrides: Record<string, Override> = {};
  for (const own of post.overrides ?? []) {
    if (own.network === undefined) continue;
    overrides[own.network] = {
      ...(own.text !== undefined && { text: own.text }),
      ...(own.media_ids !== undefined && { mediaIds: own.media_ids }),
      ...(own.thread !== undefined && { thread: partsOf(own.thread) }),
      ...(own.first_comment !== undefined && { firstComment: own.first_comment ?? "" }),
      ...(own.options !== undefined && { options: own.options }),
    };
  }
  return {
    text: post.text ?? "",
    mediaIds: post.media_ids ?? [],
    thread: partsOf(post.thread ?? []),
    firstComment: post.first_comment ?? "",
    title: post.title ?? "",
    overrides,
    accountOverrides: (post.overrides ?? []).filter(own => own.network === undefined),
    campaignId: post.campaign_id ?? null,
    tags: post.tags ?? [],
  };
}
