import type { CalendarListQuery, ListedPost } from "@placard/sdk/core";
import type { Session } from "../session/session.ts";
import { wallClock } from "../time/wall-clock.ts";
import type { Day } from "./days.ts";

export type PostStatus = ListedPost["status"];
export type Network = ListedPost["targets"][number]["network"];

/** What of the calendar is wanted. */
export interface Filter {
  readonly accountId: string | null;
  readonly status: PostStatus | null;
  readonly campaignId: string | null;
}
export const EVERYTHING: Filter = { accountId: null, status: null, campaignId: null };

/** A post at its time. */
export interface Entry {
  readonly post: ListedPost;
  readonly at: string;
  /** On the wall clock of the calendar's zone: `2026-11-24T09:00:00`. */
  readonly local: string;
}

/** The API gives so many at once. */
const PAGE = 250;
/** So many are shown of one view at most: forty posts on each day of a month. More says so, and is narrowed by a filter. */
export const MOST = 2_000;

/** The posts of a span of days, by the day they stand on in the calendar's zone. */
export interface Span {
  readonly byDay: ReadonlyMap<Day, readonly Entry[]>;
  readonly count: number;
  /** There are more than {@link MOST}. */
  readonly cut: boolean;
}

export const NOTHING: Span = { byDay: new Map(), count: 0, cut: false };

/**
 * Reads what stands between two days of the zone, the last included. Asks for a day more on both ends: where the days begin and end as instants is the zone's
 * affair, and the answer tells each post's day.
 */
export async function readSpan(
  api: Session["api"],
  first: Day,
  last: Day,
  timeZone: string,
  filter: Filter,
  signal: AbortSignal,
): Promise<Span> {
  const day = 24 * 60 * 60_000;
  const query: CalendarListQuery = {
    from: new Date(Date.parse(`${first}T00:00:00Z`) - day).toISOString(),
    to: new Date(Date.parse(`${last}T00:00:00Z`) + 2 * day).toISOString(),
    time_zone: timeZone,
    limit: PAGE,
    ...(filter.accountId !== null && { account_id: filter.accountId }),
    ...(filter.status !== null && { status: [filter.status] }),
    ...(filter.campaignId !== null && { campaign_id: filter.campaignId }),
  };
  const entries: Entry[] = [];
  let cut = false;
  for await (const { post, at, local_time: local } of api.call("GET /v1/calendar query page", query, { signal })) {
    const on = local.slice(0, 10);
    if (on < first || on > last) continue;
    if (entries.length === MOST) {
      cut = true;
      break;
    }
    entries.push({ post, at, local });
  }
  return { ...grouped(entries), cut };
}

/** Entries by their day, each day's in the order of their times. */
export function grouped(entries: readonly Entry[]): Omit<Span, "cut"> {
  const byDay = new Map<Day, Entry[]>();
  for (const entry of [...entries].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    const day = entry.local.slice(0, 10);
    const known = byDay.get(day);
    if (known) known.push(entry);
    else byDay.set(day, [entry]);
  }
  return { byDay, count: entries.length };
}

/** The days, zone and filter of what is shown. */
export interface Shown {
  readonly first: Day;
  readonly last: Day;
  readonly timeZone: string;
  readonly filter: Filter;
}

/** The span with a post as it has become: at its time, at another, or gone. Nothing has to be read for it. */
export function withPost(span: Span, post: ListedPost, deleted: boolean, { first, last, timeZone, filter }: Shown): Span {
  const others = [...span.byDay.values()].flat().filter(entry => entry.post.id !== post.id);
  const at = post.schedule?.at ?? post.proposed_schedule?.at;
  if (deleted || at === undefined || !matches(post, filter)) return { ...grouped(others), cut: span.cut };
  const local = `${wallClock(Date.parse(at), timeZone)}:00`;
  const day = local.slice(0, 10);
  return { ...grouped(day < first || day > last ? others : [...others, { post, at, local }]), cut: span.cut };
}

const matches = (post: ListedPost, { accountId, status, campaignId }: Filter): boolean =>
  (accountId === null || post.account_ids.includes(accountId)) &&
  (status === null || post.status === status) &&
  (campaignId === null || post.campaign_id === campaignId);

/** The span with a post at another time: what is shown before the API has answered. */
export function moved(span: Span, postId: string, local: string): Span {
  const entries = [...span.byDay.values()]
    .flat()
    .map(entry => (entry.post.id === postId ? { ...entry, local: `${local}:00`, at: `${local}:00.000Z` } : entry));
  return { ...grouped(entries), cut: span.cut };
}

/** Whether a post can be moved: it is scheduled, and none of it is on its way. */
export const canMove = ({ status }: { readonly status: PostStatus }): boolean => status === "scheduled";
