import { countText, findHashtags, findLinks, findMentions } from "@placard/networks";
import {
  type Change,
  Conflict,
  commit,
  create,
  erase,
  join,
  type NewEvent,
  type Priority,
  replace,
  retrying,
} from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { type ListBody, monthsBetween, pageOver } from "../../http/paging.ts";
import { idTime } from "../../ids.ts";
import type { Item, Json, Page } from "../../ports/store/store.ts";
import { checkVersion, type Fault, invalid, lacking, notFound, Refusal } from "../../problems.ts";
import { type AccountRecord, avatarUrlOf, getAccounts } from "../accounts/index.ts";
import { hasCampaign } from "../campaigns/index.ts";
import { type FrozenMedia, libraryOf, rememberUses, urlsOf } from "../media/index.ts";
import {
  getTargets,
  hasLeft,
  inFlight,
  planErased,
  planRewritten,
  planTargets,
  type Rewriting,
  type TargetRecord,
  targetOf,
} from "../publishing/index.ts";
import { localTimeOf, type PlacePlan, planPlace, resolveLocalTime, type Standing } from "../scheduling/index.ts";
import { hasTemplate } from "../templates/index.ts";
import { authorOf } from "./authors.ts";
import {
  contentsOf,
  contentTypeFor,
  fitting,
  issuesOf,
  type Library,
  missingMedia,
  type PostIssue,
  structureFaults,
  withoutMissing,
} from "./contents.ts";
import { approvalOfChanged, assertApproved, assertNeedsNoApproval, keepsTime, moveApproval } from "./editorial.ts";
import { changedFields, toListedPost, toPost } from "./present.ts";
import { FURTHEST_MS, nextSlot, placeOf, standingInCalendar } from "./queue.ts";
import {
  type Approval,
  calendarOfMonth,
  calendarTime,
  contentOf,
  mediaIdsOf,
  type Origin,
  type PostContent,
  type PostRecord,
  type PostStatus,
  type ProposedSchedule,
  postDraft,
  postKey,
  postOf,
  postsOfMonth,
  type Schedule,
} from "./records.ts";
import { planRemains } from "./remains.ts";
import { postStatus, statusOf } from "./status.ts";
import { planFirstVersion, planNextVersion } from "./version-records.ts";

/** When, as a caller says it. */
export interface When {
  readonly at?: string | undefined;
  readonly local_time?: string | undefined;
  readonly time_zone?: string | undefined;
  readonly now?: boolean | undefined;
  readonly next_slot?: boolean | undefined;
  readonly priority?: Priority | undefined;
}

/** How far in the past a time may lie and still mean now: the way of a request and a clock that is a little behind. */
const TOLERANCE_MS = 60_000;

/** So often is a place in the queue looked for when others take it meanwhile: a team may queue a batch at once. */
export const QUEUE_TRIES = 40;
/** How often a change of that schedule is planned again after a conflict; as usual where undefined. */
export const triesFor = (when: When | undefined): number | undefined => (when?.next_slot === true ? QUEUE_TRIES : undefined);

/** What a schedule is made for. */
interface Scheduled {
  readonly accountIds: readonly string[];
  /** The post, where it is there already: what it said of priority stands where `when` says nothing, and its own place counts as free. */
  readonly post: PostRecord | null;
  readonly standing: Standing;
}

/** Whether an instant is over on the workspace's clock, and does not mean now. */
export const hasPassed = (ctx: Ctx, at: number): boolean => at < ctx.time.workspace.now() - TOLERANCE_MS;

/** The schedule a caller means. @throws {Refusal} `time_in_past`, `validation_failed`, `no_slots`, `queue_full` */
async function resolveWhen(ctx: Ctx, when: When, path: string, { accountIds, post, standing }: Scheduled): Promise<Schedule> {
  const priority = when.priority ?? post?.schedule?.priority ?? "normal";
  if (when.next_slot === true) return { ...(await nextSlot(ctx, accountIds, post?.id ?? null, standing)), priority };
  return { ...resolveTime(ctx, when, path), priority };
}

/** The time an author wishes for what they submit. @throws {Refusal} what {@link resolveWhen} refuses with */
async function propose(ctx: Ctx, wish: When, path: string, scheduling: Scheduled): Promise<ProposedSchedule> {
  const { at, localTime, timeZone, priority } = await resolveWhen(ctx, wish, path, scheduling);
  const means = wish.now === true ? "now" : wish.next_slot === true ? "next_slot" : "time";
  return { at, localTime, timeZone, priority, means };
}

/** @throws {Refusal} `time_in_past`, `validation_failed` */
function resolveTime(ctx: Ctx, when: When, path: string): Omit<Schedule, "priority"> {
  const now = ctx.time.workspace.now();
  const timeZone = when.time_zone ?? ctx.workspace.timeZone;
  const at =
    when.now === true ? now : when.at !== undefined ? Date.parse(when.at) : resolveLocalTime(when.local_time ?? "", timeZone);
  if (at === null || Number.isNaN(at))
    throw invalid([
      {
        path: `${path}local_time`,
        code: "not_valid",
        message: "There is no such time.",
        fix: "Use a real date and time, for example 2026-11-24T09:00.",
      },
    ]);
  if (at > now + FURTHEST_MS)
    throw invalid([
      {
        path: path === "" ? "at" : `${path}at`,
        code: "too_big",
        message: "It is more than five years ahead.",
        fix: "Use an earlier time.",
      },
    ]);
  if (hasPassed(ctx, at))
    throw new Refusal(
      "time_in_past",
      `${new Date(at).toISOString()} has passed: the workspace's clock shows ${new Date(now).toISOString()}.`,
      {
        extra: { workspace_time: new Date(now).toISOString() },
      },
    );
  return { at, localTime: localTimeOf(at, timeZone), timeZone };
}

const missing = (path: string, kind: string, id: string, restored: number | null): Fault => ({
  path,
  code: "not_found",
  message: `There is no ${kind} ${id} in this workspace.`,
  fix:
    restored === null
      ? `Use an id from ${kind === "media" ? kind : `${kind}s`}.list.`
      : `Version ${restored} names it, so it cannot come back as it was: give posts.update what you want of its content.`,
});

/** What a content names that is there. */
interface Named {
  readonly accounts: readonly AccountRecord[];
  readonly library: Library;
}

/**
 * The accounts the post goes to, and its media. What `before` named already is not looked for again: the posts of a campaign that is gone stay, and their parents may go.
 * `restored` is the number of the version that the content is from, where it is from one.
 * @throws {Refusal} `validation_failed` naming every fault of the content, and all that it names and is not here.
 */
async function checkContent(
  ctx: Ctx,
  content: PostContent,
  origin: Origin,
  before?: PostRecord,
  restored: number | null = null,
): Promise<Named> {
  const { accountIds, campaignId } = content;
  const { parentPostId, templateId } = origin;
  const faults = structureFaults(content, origin);
  const [found, library] = await Promise.all([getAccounts(ctx, accountIds), libraryOf(ctx, mediaIdsOf(content))]);
  for (const { path, id } of missingMedia(content, library)) faults.push(missing(path, "media", id, restored));
  for (const [index, account] of found.entries())
    if (!account) faults.push(missing(`account_ids.${index}`, "account", accountIds[index] ?? "", restored));
  if (campaignId !== null && campaignId !== before?.campaignId && !(await hasCampaign(ctx, campaignId)))
    faults.push(missing("campaign_id", "campaign", campaignId, restored));
  if (templateId && !before && !(await hasTemplate(ctx, templateId)))
    faults.push(missing("origin.template_id", "template", templateId, restored));
  if (parentPostId !== null && !before && !(await hasPost(ctx, parentPostId)))
    faults.push(missing("origin.parent_post_id", "post", parentPostId, restored));
  if (faults.length > 0) throw invalid(faults);
  return { accounts: found.filter(account => account !== null), library };
}

/** Whether a post of this workspace can be named. */
export async function hasPost(ctx: Ctx, id: string): Promise<boolean> {
  const { pk, sk } = postKey(id);
  return (await ctx.store.get(pk, sk)) !== null;
}

/** Writing alone is for drafts: what is due, becomes due or was due goes out in the workspace's name. @throws {Refusal} `missing_scope` */
function assertMayPublish(ctx: Ctx): void {
  if (!ctx.actor.scopes.has("posts:publish")) throw lacking(["posts:publish"]);
}

/** What keeps a post from being scheduled. @throws {Refusal} `content_invalid`, `account_needs_reconnect`, `post_not_schedulable` */
function assertSchedulable(post: PostContent, { accounts, library }: Named): void {
  if (accounts.length === 0) throw new Refusal("post_not_schedulable", "The post goes nowhere yet. Give account_ids first.");
  const away = accounts.filter(account => account.status !== "connected");
  if (away.length > 0)
    throw new Refusal(
      "account_needs_reconnect",
      `${away.map(account => `${account.handle} on ${account.network}`).join(", ")}: connect again first.`,
      {
        extra: { account_ids: away.map(account => account.id) },
      },
    );
  const errors = issuesOf(post, accounts, library).filter(issue => issue.severity === "error");
  if (errors.length > 0)
    throw new Refusal(
      "content_invalid",
      errors.length === 1 ? (errors[0]?.message ?? "") : `${errors.length} things keep the networks from taking it; see errors.`,
      {
        faults: errors.map(({ path, code, message, fix }) => ({ path, code, message, fix })),
      },
    );
}

const postEvent = (type: string, post: PostRecord, targets: readonly TargetRecord[], ctx: Ctx): NewEvent => {
  const shown = toListedPost({ ...post, status: statusOf(post, targets) }, ctx.workspace.id);
  return { type, data: { post: shown, metadata: post.metadata, workspace_id: ctx.workspace.id } };
};

const idOfTargets = (targets: readonly TargetRecord[]): PostRecord["targets"] =>
  targets.map(({ id, accountId, network }) => ({ id, accountId, network }));

/** A post with what lies beside it. */
export interface Found {
  readonly item: Item;
  readonly post: PostRecord;
  readonly targetItems: readonly Item[];
  readonly targets: readonly TargetRecord[];
}

/** @throws {Refusal} `not_found` */
export async function findPost(ctx: Ctx, id: string): Promise<Found> {
  const { pk, sk } = postKey(id);
  const item = await ctx.store.get(pk, sk);
  if (!item) throw notFound("post");
  const post = postOf(item);
  const targetItems = (
    await getTargets(
      ctx,
      post.targets.map(target => target.id),
    )
  ).filter(found => found !== null);
  return { item, post, targetItems, targets: targetItems.map(targetOf) };
}

export interface Answer {
  readonly body: Json;
  readonly version: number;
}

export async function getPost(ctx: Ctx, id: string): Promise<Answer> {
  const { item, post, targets } = await findPost(ctx, id);
  return { body: toPost(post, targets, ctx.workspace.id), version: item.version };
}

/** A post that is to be written, with all that is written with it. */
export interface Written {
  readonly post: PostRecord;
  readonly named: Named;
  /** Another post that holds its slot, where a person said the time. */
  readonly sharedWith: string | null;
  readonly change: Change;
  readonly body: Json;
}

/** Plans a new post, scheduled where `when` is given. `standing` tells of what stands in the queue beside what is stored. */
export async function planCreated(
  ctx: Ctx,
  content: PostContent,
  origin: Origin,
  when: When | undefined,
  standing: Standing,
): Promise<Written> {
  if (when) assertMayPublish(ctx);
  if (when) assertNeedsNoApproval(ctx);
  const named = await checkContent(ctx, content, origin);
  const { accountIds } = content;
  if (when) assertSchedulable(content, named);
  const due = when ? await resolveWhen(ctx, when, "schedule.", { accountIds, post: null, standing }) : null;
  const contents = fitting(contentsOf(content, named.accounts, named.library));
  const now = ctx.time.workspace.now();
  const id = ctx.ids.next("post");
  const place = await placed(ctx, id, null, due, accountIds, when);
  const planned = planTargets({ id, metadata: content.metadata }, contents, due, now, () => ctx.ids.next("target"));
  const post: PostRecord = {
    ...content,
    schema: 4,
    id,
    origin,
    targets: idOfTargets(planned.targets),
    schedule: due && { ...due, slot: place.slot },
    status: due ? "scheduled" : "draft",
    approval: null,
    versions: 1,
    createdBy: authorOf(ctx.actor).id,
    createdAt: now,
    updatedAt: now,
  };
  const told = [
    postEvent("post.created", post, planned.targets, ctx),
    ...(due ? [postEvent("post.scheduled", post, planned.targets, ctx)] : []),
  ];
  const writes = [create(postDraft(post)), planFirstVersion(post, authorOf(ctx.actor)), ...place.writes];
  const change: Change = { writes, events: told };
  const body = toPost(post, planned.targets, ctx.workspace.id);
  return { post, named, sharedWith: place.sharedWith, change: join(change, planned.change), body };
}

/** The post's place in the slots of its accounts. @throws {Conflict} another post took the place of the queue meanwhile. */
async function placed(
  ctx: Ctx,
  id: string,
  before: PostRecord | null,
  due: Schedule | null,
  accountIds: readonly string[],
  when: When | null | undefined,
): Promise<PlacePlan> {
  if (!due && !before?.schedule?.slot) return { writes: [], slot: null, sharedWith: null };
  const place = await planPlace(ctx, id, before && placeOf(before), due && { at: due.at, accountIds });
  if (when?.next_slot === true && place.sharedWith !== null) throw new Conflict("the slot was taken meanwhile");
  return place;
}

/** Commits a post that was planned, with the answer that is kept for it. */
export async function commitCreated<T>(ctx: Ctx, { post, change }: Written, answer: T, version: number | null): Promise<T> {
  await rememberUses(ctx, post.id, mediaIdsOf(post));
  return commit(ctx, change, answer, version);
}

/** Writes a post, and schedules it in the same commit where `when` is given. */
export const createPost = (ctx: Ctx, content: PostContent, origin: Origin, when: When | undefined): Promise<Answer> =>
  retrying(
    ctx,
    async () => {
      const standing = standingInCalendar(ctx, content.accountIds, null);
      const written = await planCreated(ctx, content, origin, when, standing);
      return { body: await commitCreated(ctx, written, written.body, 1), version: 1 };
    },
    triesFor(when),
  );

/** What a post is to be: `when` null takes it back from its schedule, and left out leaves that as it is. */
interface Rewritten {
  readonly content: PostContent;
  readonly when?: When | null;
  /** The step of approval this is. It needs no right to publish: a decision is a right of its own. */
  readonly approval?: Approval;
  /** The time that is wished with it. */
  readonly wish?: When;
  readonly told: readonly string[];
  /** The number of the version the content is from, where it is from one. */
  readonly restored?: number;
}

/** Reads a post, plans its next state, its targets and its next version, and commits them together. */
export async function rewrite(
  ctx: Ctx,
  id: string,
  ifMatch: number | null,
  why: Rewriting,
  plan: (found: Found) => Promise<Rewritten>,
  tries?: number,
): Promise<Answer> {
  return retrying(
    ctx,
    async () => {
      const found = await findPost(ctx, id);
      checkVersion(found.item, ifMatch);
      const next = await plan(found);
      const { content, wish, told, restored = null } = next;
      const { accountIds } = content;
      const status = statusOf(found.post, found.targets);
      if (status === "cancelled")
        throw new Refusal("post_not_editable", "The post was cancelled, which is final. Duplicate it to write a new one.");
      const changed = changedFields(found.post, content);
      const keeps = changed.length === 0 || found.post.schedule === null || keepsTime(ctx, status, found.targets.some(hasLeft));
      const when = keeps ? next.when : null;
      const scheduled = when === undefined ? found.post.schedule !== null : when !== null;
      if (!next.approval && (found.post.schedule ?? scheduled)) assertMayPublish(ctx);
      const named = await checkContent(ctx, content, found.post.origin, found.post, restored);
      if (scheduled || next.approval?.state === "pending_approval") assertSchedulable(content, named);
      const scheduling = { accountIds, post: found.post, standing: standingInCalendar(ctx, accountIds, id) };
      const { schedule: before } = found.post;
      const path = next.approval ? "schedule." : "";
      const proposed = wish ? await propose(ctx, wish, path, scheduling) : (next.approval?.proposed ?? null);
      const due = when ? await resolveWhen(ctx, when, path, scheduling) : when === null ? null : before;
      const contents = fitting(contentsOf(content, named.accounts, named.library));
      const now = ctx.time.workspace.now();
      const planned = planRewritten({ id, metadata: content.metadata }, found.targetItems, contents, why, due, now, () =>
        ctx.ids.next("target"),
      );
      const stays = when === undefined && accountIds.join() === found.post.accountIds.join();
      const place = stays ? { writes: [], slot: before?.slot ?? null } : await placed(ctx, id, found.post, due, accountIds, when);
      const approval = next.approval
        ? moveApproval(found.post.approval, { ...next.approval, proposed })
        : changed.length > 0
          ? approvalOfChanged(found.post.approval)
          : found.post.approval;
      const versions = planNextVersion(found.post, content, changed, { author: authorOf(ctx.actor), now, restored });
      const post: PostRecord = {
        ...found.post,
        ...contentOf(content),
        targets: idOfTargets(planned.targets),
        schedule: due && { ...due, slot: place.slot },
        status: statusOf({ approval }, planned.targets),
        approval,
        versions: versions.count,
        updatedAt: now,
      };
      const change: Change = {
        writes: [replace(postDraft(post), found.item), ...versions.writes, ...place.writes],
        events: told.map(type => postEvent(type, post, planned.targets, ctx)),
      };
      const body = toPost(post, planned.targets, ctx.workspace.id);
      const version = found.item.version + 1;
      const known = mediaIdsOf(found.post);
      await rememberUses(
        ctx,
        id,
        mediaIdsOf(content).filter(one => !known.includes(one)),
      );
      return { body: await commit(ctx, join(change, planned.change), body, version), version };
    },
    tries,
  );
}

/** Changes what was said; its targets are rewritten with it, or it answers `target_in_flight`. */
export const updatePost = (ctx: Ctx, id: string, changes: Partial<PostContent>, ifMatch: number | null): Promise<Answer> =>
  rewrite(ctx, id, ifMatch, "content", async ({ post }) => ({
    content: { ...post, ...changes },
    told: ["post.updated"],
  }));

export const schedulePost = (ctx: Ctx, id: string, when: When, ifMatch: number | null): Promise<Answer> =>
  rewrite(
    ctx,
    id,
    ifMatch,
    "schedule",
    async ({ post }) => {
      assertApproved(ctx, post);
      return { content: post, when, told: ["post.scheduled"] };
    },
    triesFor(when),
  );

export const unschedulePost = (ctx: Ctx, id: string, ifMatch: number | null): Promise<Answer> =>
  rewrite(ctx, id, ifMatch, "schedule", async ({ post, targets }) => {
    if (!post.schedule || (!targets.some(target => inFlight(target) || hasLeft(target)) && postStatus(targets) !== "scheduled"))
      throw new Refusal("post_not_scheduled", `The post is ${postStatus(targets)}; there is no schedule to take back.`);
    return { content: post, when: null, told: ["post.updated"] };
  });

/** Deletes a post and its targets here. What was published stays on the networks. @throws {Refusal} `target_in_flight` */
export async function deletePost(ctx: Ctx, id: string, ifMatch: number | null): Promise<void> {
  await retrying(ctx, async () => {
    const { item, post, targetItems, targets } = await findPost(ctx, id);
    checkVersion(item, ifMatch);
    if (postStatus(targets) === "scheduled") assertMayPublish(ctx);
    const { writes } = await placed(ctx, id, post, null, [], null);
    const change: Change = {
      writes: [erase(postKey(id), item), planRemains(id, ctx.timer.now()), ...writes],
      events: [postEvent("post.deleted", post, targets, ctx)],
    };
    await commit(ctx, join(change, planErased(targetItems)));
  });
}

/** A new draft that says the same and names the post it was made from. Accounts, media, a campaign and a template that are gone since are left out. */
export async function duplicatePost(ctx: Ctx, id: string): Promise<Answer> {
  const { post } = await findPost(ctx, id);
  const found = await getAccounts(ctx, post.accountIds);
  const accountIds = post.accountIds.filter((_, index) => found[index] !== null);
  const overrides = post.overrides.filter(override => override.accountId === null || accountIds.includes(override.accountId));
  const campaignId = post.campaignId !== null && (await hasCampaign(ctx, post.campaignId)) ? post.campaignId : null;
  const content: PostContent = { ...contentOf(post), accountIds, overrides, campaignId };
  const { templateId } = post.origin;
  const origin = {
    ...post.origin,
    parentPostId: post.id,
    templateId: templateId && (await hasTemplate(ctx, templateId)) ? templateId : null,
  };
  const library = await libraryOf(ctx, mediaIdsOf(content));
  return createPost(ctx, withoutMissing(content, library), origin, undefined);
}

const toIssue = ({ path, code, message, fix, severity, network, accountId }: PostIssue): Json => ({
  path,
  code,
  message,
  fix,
  severity,
  network,
  account_id: accountId,
});

/** What every network would say, and how long every part is there; changes nothing. */
export async function validateContent(ctx: Ctx, content: PostContent, origin: Origin): Promise<Json> {
  const { accounts, library } = await checkContent(ctx, content, origin);
  const issues = issuesOf(content, accounts, library);
  const counts = contentsOf(content, accounts, library).flatMap(({ accountId, network, parts }) =>
    parts.map((part, index) => {
      const { used, limit, remaining, unit } = countText(network, part.text);
      return { account_id: accountId, network, part: index, used, limit, remaining, unit };
    }),
  );
  return { valid: accounts.length > 0 && !issues.some(issue => issue.severity === "error"), issues: issues.map(toIssue), counts };
}

/** The post as it appears on each of its accounts. */
export async function previewPost(ctx: Ctx, id: string): Promise<Json> {
  const { post } = await findPost(ctx, id);
  const accounts = (await getAccounts(ctx, post.accountIds)).filter(account => account !== null);
  const library = await libraryOf(ctx, mediaIdsOf(post));
  const issues = issuesOf(post, accounts, library);
  const shownMedia = ({ id: mediaId, altText, rendition }: FrozenMedia): Json[] => {
    const media = library.get(mediaId);
    if (!media) return [];
    const { width, height } = rendition ?? media;
    const duration = media.durationMs === null ? null : media.durationMs / 1000;
    return [{ id: mediaId, kind: media.kind, ...urlsOf(ctx, media), alt_text: altText, width, height, duration_s: duration }];
  };
  return {
    post_id: id,
    accounts: contentsOf(post, accounts, library).map(({ accountId, network, parts }, index) => {
      const account = accounts[index];
      return {
        account_id: accountId,
        network,
        handle: account?.handle ?? "",
        display_name: account?.displayName ?? "",
        avatar_url: account ? avatarUrlOf(ctx, account) : null,
        content_type: contentTypeFor(post, { id: accountId, network }, library),
        title: parts[0]?.title ?? null,
        parts: parts.map(part => ({
          kind: part.kind,
          text: part.text,
          media: part.media.flatMap(shownMedia),
          entities: [
            ...findLinks(part.text, network).map(({ start, end }) => ({
              kind: "link",
              start,
              end,
              text: part.text.slice(start, end),
            })),
            ...findMentions(part.text, network).map(({ start, end }) => ({
              kind: "mention",
              start,
              end,
              text: part.text.slice(start, end),
            })),
            ...findHashtags(part.text, network).map(({ start, end }) => ({
              kind: "hashtag",
              start,
              end,
              text: part.text.slice(start, end),
            })),
          ].sort((a, b) => a.start - b.start),
        })),
        issues: issues.filter(issue => issue.accountId === accountId).map(toIssue),
      };
    }),
  };
}

/** Which of these posts cannot go out, or out again, without the media: all but those that are published everywhere, or cancelled. */
export async function postsNeedingMedia(ctx: Ctx, mediaId: string, postIds: readonly string[]): Promise<string[]> {
  const items = (await ctx.store.batchGet(postIds.map(postKey))).filter(item => item !== null);
  const needing: string[] = [];
  for (const post of items.map(postOf).filter(post => mediaIdsOf(post).includes(mediaId))) {
    const targets = await getTargets(
      ctx,
      post.targets.map(target => target.id),
    );
    const status = postStatus(targets.filter(item => item !== null).map(targetOf));
    if (status !== "published" && status !== "cancelled") needing.push(post.id);
  }
  return needing;
}

export interface PostFilter {
  readonly limit: number | undefined;
  readonly cursor: string | undefined;
  readonly status: readonly PostStatus[] | undefined;
  readonly network: readonly string[] | undefined;
  readonly account_id: string | undefined;
  readonly campaign_id: string | undefined;
}

const fits = (post: PostRecord, filter: PostFilter): boolean =>
  (!filter.status || filter.status.includes(post.status)) &&
  (!filter.network || post.targets.some(target => filter.network?.includes(target.network))) &&
  (filter.account_id === undefined || post.accountIds.includes(filter.account_id)) &&
  (filter.campaign_id === undefined || post.campaignId === filter.campaign_id);

/** Newest first. */
export async function listPosts(
  ctx: Ctx,
  query: PostFilter & { q: string | undefined; from: string | undefined; to: string | undefined },
): Promise<ListBody<Json>> {
  const from = Math.max(query.from === undefined ? 0 : Date.parse(query.from), idTime(ctx.workspace.id));
  const to = Math.min(query.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(query.to), ctx.timer.now() + TOLERANCE_MS);
  const words = query.q?.toLocaleLowerCase();
  return pageOver(
    ctx,
    {
      limit: query.limit,
      cursor: query.cursor,
      binding: [
        "posts",
        query.status ?? null,
        query.network ?? null,
        query.account_id ?? null,
        query.campaign_id ?? null,
        query.q ?? null,
        query.from ?? null,
        query.to ?? null,
      ],
    },
    monthsBetween(to, from).map(postsOfMonth),
    (pk, limit, cursor) => ctx.store.list("list", { pk, limit, order: "desc", ...(cursor !== null && { cursor }) }),
    items =>
      items
        .map(postOf)
        .filter(
          post =>
            idTime(post.id) >= from &&
            idTime(post.id) < to &&
            fits(post, query) &&
            (words === undefined || post.text.toLocaleLowerCase().includes(words)),
        )
        .map(post => toListedPost(post, ctx.workspace.id)),
  );
}

/** The longest view of the calendar. */
const VIEW_MS = 400 * 86_400_000;

/** What is due, or was, in a range; in the order of time. */
export async function listCalendar(
  ctx: Ctx,
  query: PostFilter & { from: string; to: string; time_zone: string | undefined },
): Promise<ListBody<Json>> {
  const from = Date.parse(query.from);
  const to = Date.parse(query.to);
  if (to <= from || to - from > VIEW_MS)
    throw invalid([
      {
        path: "query.to",
        code: "out_of_range",
        message: "It must come after `from`, at most 400 days.",
        fix: "Ask for a shorter range.",
      },
    ]);
  const zone = query.time_zone ?? ctx.workspace.timeZone;
  const binding = [
    "calendar",
    query.from,
    query.to,
    zone,
    query.status ?? null,
    query.network ?? null,
    query.account_id ?? null,
    query.campaign_id ?? null,
  ];
  return pageOver(
    ctx,
    { limit: query.limit, cursor: query.cursor, binding },
    monthsBetween(to - 1, from)
      .reverse()
      .map(calendarOfMonth),
    (pk, limit, cursor) =>
      ctx.store.list("view", {
        pk,
        limit,
        from: new Date(from).toISOString(),
        to: `${new Date(to - 1).toISOString()}~`,
        ...(cursor !== null && { cursor }),
      }),
    items =>
      items
        .map(postOf)
        .filter(post => fits(post, query))
        .map(post => {
          const at = calendarTime(post) ?? 0;
          return {
            at: new Date(at).toISOString(),
            local_time: localTimeOf(at, zone),
            post: toListedPost(post, ctx.workspace.id),
          };
        }),
  );
}

/** Why a workspace with these posts must not be deleted, or null. Looks at everything that is still to come, month by month. */
export async function waitingPosts(ctx: Ctx): Promise<string | null> {
  const now = ctx.time.workspace.now();
  for (const month of monthsBetween(now + FURTHEST_MS, now - VIEW_MS).reverse()) {
    let cursor: string | null = null;
    do {
      const page: Page<Item> = await ctx.store.list("view", {
        pk: calendarOfMonth(month),
        limit: 1000,
        ...(cursor !== null && { cursor }),
      });
      const waiting = page.items.map(postOf).find(post => post.status === "scheduled" || post.status === "publishing");
      if (waiting) return `Post ${waiting.id} is ${waiting.status}. Unschedule or delete what is still to be published first.`;
      cursor = page.cursor;
    } while (cursor !== null);
  }
  return null;
}
