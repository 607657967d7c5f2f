import type { Json as OptionJson } from "@placard/connectors";
import type { CallToAction, ContentType, NetworkName } from "@placard/networks";
import { type Draft, type Priority, sortableInstant } from "../../change.ts";
import { monthOf } from "../../http/paging.ts";
import { idTime } from "../../ids.ts";
import type { Item, Json } from "../../ports/store/store.ts";
import type { HeldSlot } from "../scheduling/index.ts";
import type { Author } from "./authors.ts";

export interface ThreadItem {
  readonly text: string;
  /** Absent in items of the first days, which have none. */
  readonly mediaIds?: readonly string[];
}

/** What one network, or one account, gets instead. What is left out is as in the post. */
export interface Override {
  readonly network: NetworkName | null;
  readonly accountId: string | null;
  readonly text?: string;
  readonly mediaIds?: readonly string[];
  readonly thread?: readonly ThreadItem[];
  readonly firstComment?: string | null;
  readonly title?: string | null;
  readonly callToAction?: CallToAction | null;
  readonly hashtags?: readonly string[];
  readonly options?: Readonly<Record<string, OptionJson>>;
}

/** When, with the local time and zone it was meant in. */
export interface Schedule {
  /** ms since the epoch, on the workspace's clock. */
  readonly at: number;
  readonly localTime: string;
  readonly timeZone: string;
  readonly priority: Priority;
  /** The slot it stands in, and where it holds it; absent in schedules of the first days, which stand in none. */
  readonly slot?: HeldSlot | null;
}

/** Where a post stands with its editors, until it is scheduled. */
export type EditorialState = "draft" | "pending_approval" | "approved" | "rejected";

/** The time an author wishes. `at` is when it would have been at the time of asking: one that means now, or the next slot, is found anew when it is approved. */
export interface ProposedSchedule extends Pick<Schedule, "at" | "localTime" | "timeZone" | "priority"> {
  readonly means: "time" | "now" | "next_slot";
}

/** One round of approval: of what the post says now. Absent of a draft. */
export interface Approval {
  readonly state: Exclude<EditorialState, "draft">;
  readonly submittedBy: Author;
  /** ms since the epoch, on the workspace's clock. */
  readonly submittedAt: number;
  readonly decidedBy: Author | null;
  readonly decidedAt: number | null;
  /** What was said with the last step. */
  readonly comment: string | null;
  readonly proposed: ProposedSchedule | null;
}

export type OriginKind = "manual" | "generated" | "template";

/** How a post came to be; never changes. */
export interface Origin {
  readonly kind: OriginKind;
  /** The model that wrote it, and what it was asked; of a generated post. */
  readonly model: string | null;
  readonly prompt: string | null;
  /** The post it was made from. */
  readonly parentPostId: string | null;
  /** The template it was filled from; absent in posts of the first days. */
  readonly templateId?: string | null;
}
export const WRITTEN_BY_HAND: Origin = { kind: "manual", model: null, prompt: null, parentPostId: null, templateId: null };

/** What its author says. */
export interface PostContent {
  readonly text: string;
  /** Of the library, in the order in which they are shown. */
  readonly mediaIds: readonly string[];
  readonly thread: readonly ThreadItem[];
  readonly firstComment: string | null;
  readonly title: string | null;
  /** Follow the text of the post itself, on every network that has no version of its own. */
  readonly callToAction: CallToAction | null;
  /** Without `#`. */
  readonly hashtags: readonly string[];
  readonly contentType: ContentType | null;
  readonly language: string | null;
  readonly accountIds: readonly string[];
  readonly overrides: readonly Override[];
  readonly campaignId: string | null;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** A post that says nothing. */
export const NO_CONTENT: PostContent = {
  text: "",
  mediaIds: [],
  thread: [],
  firstComment: null,
  title: null,
  callToAction: null,
  hashtags: [],
  contentType: null,
  language: null,
  accountIds: [],
  overrides: [],
  campaignId: null,
  tags: [],
  metadata: {},
};

/** What a post says, field by field, with its name on the wire: versions, their differences and a duplicate hold all of these and nothing else. */
export const CONTENT_FIELDS = {
  text: "text",
  mediaIds: "media_ids",
  thread: "thread",
  firstComment: "first_comment",
  title: "title",
  callToAction: "call_to_action",
  hashtags: "hashtags",
  contentType: "content_type",
  language: "language",
  accountIds: "account_ids",
  overrides: "overrides",
  campaignId: "campaign_id",
  tags: "tags",
  metadata: "metadata",
} as const satisfies Record<keyof PostContent, string>;
export type ContentField = (typeof CONTENT_FIELDS)[keyof PostContent];
const CONTENT_NAMES = Object.keys(CONTENT_FIELDS) as (keyof PostContent)[];

/** What a post says, without what else is known of it. */
export const contentOf = (post: PostContent): PostContent =>
  Object.fromEntries(CONTENT_NAMES.map(name => [name, post[name]])) as unknown as PostContent;

/** Every media a content names anywhere, each once. */
export const mediaIdsOf = ({ mediaIds, thread, overrides }: PostContent): string[] => [
  ...new Set(
    [{ mediaIds, thread }, ...overrides].flatMap(one => [
      ...(one.mediaIds ?? []),
      ...(one.thread ?? []).flatMap(item => item.mediaIds ?? []),
    ]),
  ),
];

export type PostStatus =
  | EditorialState
  | "scheduled"
  | "publishing"
  | "published"
  | "partly_published"
  | "failed"
  | "uncertain"
  | "cancelled";

/** A post as it lies in the store. Its targets lie beside it, an item each; arming and completing never touch this one. */
export interface PostRecord extends PostContent {
  readonly schema: 4;
  readonly id: string;
  readonly origin: Origin;
  readonly targets: readonly { readonly id: string; readonly accountId: string; readonly network: NetworkName }[];
  readonly schedule: Schedule | null;
  /** As the relay last derived it from its targets: what lists show. A read of the post derives it anew. */
  readonly status: PostStatus;
  /** Where it stands with its editors; null of a draft, and of what was scheduled without. */
  readonly approval: Approval | null;
  /** How many versions it has, which is the number of the newest; 0 until the next change of one that is older than versions. */
  readonly versions: number;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const postKey = (id: string) => ({ pk: `post#${id}`, sk: "post" });
export const postsOfMonth = (month: string): string => `posts#${month}`;
/** Scheduled and published posts by the month they are due in, and those that wait for approval by the time that is wished: the calendar. */
export const calendarOfMonth = (month: string): string => `calendar#${month}`;

/** Where a post stands in the calendar, in ms: when it is due, or while it waits for approval, when its author wishes it to be. */
export const calendarTime = ({ schedule, status, approval }: PostRecord): number | null =>
  schedule?.at ?? (status === "pending_approval" ? (approval?.proposed?.at ?? null) : null);

export function postDraft(post: PostRecord): Draft {
  const at = calendarTime(post);
  return {
    ...postKey(post.id),
    data: post as unknown as Json,
    list: { pk: postsOfMonth(monthOf(idTime(post.id))), sk: post.id },
    ...(at !== null && { view: { pk: calendarOfMonth(monthOf(at)), sk: `${sortableInstant(at)}#${post.id}` } }),
  };
}

/** What belongs to one post and is read page by page: each has a partition of its own. */
export const versionsOfPost = (id: string): string => `versions#${id}`;
export const commentsOfPost = (id: string): string => `comments#${id}`;

/** What a post of the third schema did not say. */
const SINCE_THIRD = { mediaIds: [] };
/** What a post of the second schema did not say either. */
const SINCE_SECOND = { approval: null, versions: 0 };
/** What a post of the first schema did not say either. */
const SINCE_FIRST = { callToAction: null, hashtags: [], campaignId: null, origin: WRITTEN_BY_HAND };

/** The record of an item this module wrote, brought up to the present schema. */
export function postOf(item: Item): PostRecord {
  const post = item.data as unknown as PostRecord | (Partial<PostRecord> & { readonly schema: 1 | 2 | 3 });
  if (post.schema === 4) return post;
  const schedule = post.schedule ? { ...post.schedule, priority: post.schedule.priority ?? "normal" } : null;
  return { ...SINCE_THIRD, ...SINCE_SECOND, ...SINCE_FIRST, ...post, schedule, schema: 4 } as PostRecord;
}
