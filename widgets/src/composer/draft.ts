import type { CreatePostRequest, Post } from "@placard/sdk/core";

/** What one network gets instead of what all get. What is left out is as for all. */
export interface Override {
  readonly text?: string;
  readonly thread?: readonly string[];
  readonly firstComment?: string;
  readonly options?: Readonly<Record<string, OptionValue>>;
}
export type OptionValue = string | number | boolean | readonly string[];

/** What a person writes, as the composer holds it. Texts are never null: an empty one is none. */
export interface Draft {
  readonly text: string;
  readonly thread: readonly string[];
  readonly firstComment: string;
  readonly title: string;
  readonly accountIds: readonly string[];
  /** By the network's name. */
  readonly overrides: Readonly<Record<string, Override>>;
  readonly campaignId: string | null;
  readonly tags: readonly string[];
}

export const EMPTY: Draft = {
  text: "",
  thread: [],
  firstComment: "",
  title: "",
  accountIds: [],
  overrides: {},
  campaignId: null,
  tags: [],
};

/** Whether nothing was written yet: then there is nothing to keep, to restore, or to lose. */
export const isBlank = (draft: Draft): boolean =>
  [
    draft.text,
    draft.firstComment,
    draft.title,
    ...draft.thread,
    ...Object.values(draft.overrides).map(one => one.text ?? ""),
  ].every(text => text.trim() === "");

/** What a network gets: its own texts where it has some, else those for all. */
export interface Version {
  readonly text: string;
  readonly thread: readonly string[];
  readonly firstComment: string;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** @param network null for what all get */
export function versionOf(draft: Draft, network: string | null): Version {
  const own = network === null ? undefined : draft.overrides[network];
  return {
    text: own?.text ?? draft.text,
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
      ...(own.thread !== undefined && { thread: written(own.thread) }),
      ...(own.firstComment !== undefined && { first_comment: orNull(own.firstComment) }),
      ...(own.options !== undefined && { options: own.options as Record<string, string | number | boolean | string[]> }),
    }));
  return {
    text: draft.text,
    thread: written(draft.thread),
    first_comment: orNull(draft.firstComment),
    title: orNull(draft.title),
    account_ids: [...draft.accountIds],
    overrides,
    campaign_id: draft.campaignId,
    tags: [...draft.tags],
  };
}

const orNull = (text: string): string | null => (text.trim() === "" ? null : text);
/** Items of a thread in which nothing stands are none. */
const written = (thread: readonly string[]): { text: string }[] =>
  thread.filter(text => text.trim() !== "").map(text => ({ text }));

/** A post of the API as a draft. Overrides of single accounts stay with the post: the composer has none, and says so where there are some. */
export function draftOf(post: Post): Draft {
  const overrides: Record<string, Override> = {};
  for (const own of post.overrides) {
    if (own.network === undefined) continue;
    overrides[own.network] = {
      ...(own.text !== undefined && { text: own.text }),
      ...(own.thread !== undefined && { thread: own.thread.map(({ text }) => text) }),
      ...(own.first_comment !== undefined && { firstComment: own.first_comment ?? "" }),
      ...(own.options !== undefined && { options: own.options }),
    };
  }
  return {
    text: post.text,
    thread: post.thread.map(({ text }) => text),
    firstComment: post.first_comment ?? "",
    title: post.title ?? "",
    accountIds: post.account_ids,
    overrides,
    campaignId: post.campaign_id,
    tags: post.tags,
  };
}
