import { faultsOf } from "../../http/input.ts";
import { workspaceOperation } from "../../http/operation.ts";
import type { Module } from "../../module.ts";
import { invalid } from "../../problems.ts";
import { SlotParams } from "../scheduling/index.ts";
import { approvePost, rejectPost, type Said, submitPost } from "./approval.ts";
import { type BulkRow, bulkSchedule, isFaults } from "./bulk.ts";
import { commentOperations } from "./comment-routes.ts";
import { commentEvents } from "./comment-schema.ts";
import { CSV_COLUMNS, isThreadColumn, readCsv } from "./csv.ts";
import { postsOfCsv } from "./csv-posts.ts";
import { derivePosts } from "./derive.ts";
import { listNextSlots } from "./queue.ts";
import { NO_CONTENT, type Origin, type PostContent, type ThreadItem } from "./records.ts";
import { remainsWork } from "./remains.ts";
import {
  ApproveBody,
  BULK_MOST,
  BulkBody,
  BulkSchema,
  CalendarQuery,
  CalendarSchema,
  CreateBody,
  CsvBody,
  CsvQuery,
  NextSlotsQuery,
  NextSlotsSchema,
  PostListSchema,
  PostParams,
  PostQuery,
  PostSchema,
  PreviewSchema,
  postEvents,
  RejectBody,
  ScheduleBody,
  SubmitBody,
  UpdateBody,
  ValidationSchema,
  VersionListSchema,
  VersionParams,
  VersionQuery,
  VersionSchema,
} from "./schema.ts";
import {
  createPost,
  deletePost,
  duplicatePost,
  getPost,
  listCalendar,
  listPosts,
  previewPost,
  schedulePost,
  unschedulePost,
  updatePost,
  validateContent,
} from "./service.ts";
import { getVersion, listVersions, restoreVersion } from "./versions.ts";

const tag = "Posts";

type CreateInput = (typeof CreateBody)["_output"];
type UpdateInput = (typeof UpdateBody)["_output"];

const threadItem = (item: NonNullable<UpdateInput["thread"]>[number]): ThreadItem => ({
  text: item.text,
  ...(item.media_ids !== undefined && { mediaIds: item.media_ids }),
});

/** The fields a request names, in our words; what it leaves out is left out. */
function contentChanges(body: UpdateInput): Partial<PostContent> {
  return {
    ...(body.text !== undefined && { text: body.text }),
    ...(body.media_ids !== undefined && { mediaIds: body.media_ids }),
    ...(body.thread !== undefined && { thread: body.thread.map(threadItem) }),
    ...(body.first_comment !== undefined && { firstComment: body.first_comment }),
    ...(body.title !== undefined && { title: body.title }),
    ...(body.call_to_action !== undefined && { callToAction: body.call_to_action }),
    ...(body.hashtags !== undefined && { hashtags: body.hashtags }),
    ...(body.content_type !== undefined && { contentType: body.content_type }),
    ...(body.language !== undefined && { language: body.language }),
    ...(body.account_ids !== undefined && { accountIds: body.account_ids }),
    ...(body.campaign_id !== undefined && { campaignId: body.campaign_id }),
    ...(body.tags !== undefined && { tags: body.tags }),
    ...(body.metadata !== undefined && { metadata: body.metadata }),
    ...(body.overrides !== undefined && {
      overrides: body.overrides.map(override => ({
        network: override.network ?? null,
        accountId: override.account_id ?? null,
        ...(override.text !== undefined && { text: override.text }),
        ...(override.media_ids !== undefined && { mediaIds: override.media_ids }),
        ...(override.thread !== undefined && { thread: override.thread.map(threadItem) }),
        ...(override.first_comment !== undefined && { firstComment: override.first_comment }),
        ...(override.title !== undefined && { title: override.title }),
        ...(override.call_to_action !== undefined && { callToAction: override.call_to_action }),
        ...(override.hashtags !== undefined && { hashtags: override.hashtags }),
        ...(override.options !== undefined && { options: override.options }),
      })),
    }),
  };
}

const newContent = ({ schedule: _, origin: __, ...body }: CreateInput): PostContent => ({
  ...NO_CONTENT,
  ...contentChanges(body),
});
const originOf = ({ origin }: CreateInput): Origin => ({
  kind: origin?.kind ?? "manual",
  model: origin?.model ?? null,
  prompt: origin?.prompt ?? null,
  parentPostId: origin?.parent_post_id ?? null,
  templateId: origin?.template_id ?? null,
});

const said = ({ comment, schedule }: (typeof SubmitBody)["_output"] | (typeof ApproveBody)["_output"]): Said => ({
  comment: comment ?? null,
  schedule: schedule ?? null,
});

/** A body of posts.create as what it says, or every fault of it. */
function postOfBody(said: unknown): BulkRow["post"] {
  const { data, error } = CreateBody.safeParse(said, { reportInput: true });
  if (!data) return faultsOf(error, "");
  return { content: newContent(data), origin: originOf(data), when: data.schedule };
}

export const posts: Module = {
  tag: {
    name: tag,
    description: "What a person writes once, with what networks and accounts get instead; when it is due; what became of it.",
  },
  events: [...postEvents, ...commentEvents],
  subscribers: [derivePosts],
  work: [remainsWork],
  operations: [
    workspaceOperation(
      {
        id: "posts.create",
        method: "post",
        path: "/v1/posts",
        tag,
        summary: "Write a post",
        description:
          "A draft, or with `schedule` at once scheduled, in one step. A draft may break a network's rules; what is scheduled must not: then every issue is told and nothing is stored.",
        scopes: ["posts:write"],
        body: CreateBody,
        answer: { status: 201, schema: PostSchema, description: "The post." },
        problems: [
          "approval_required",
          "content_invalid",
          "time_in_past",
          "account_needs_reconnect",
          "post_not_schedulable",
          "no_slots",
          "queue_full",
          "missing_scope",
          "conflict",
        ],
        versioned: true,
      },
      async (ctx, { body }) => createPost(ctx, newContent(body), originOf(body), body.schedule),
    ),
    workspaceOperation(
      {
        id: "posts.list",
        method: "get",
        path: "/v1/posts",
        tag,
        summary: "List posts",
        description: "Newest first. Filters are applied to what was read, so a page may be short.",
        scopes: ["posts:read"],
        query: PostQuery,
        answer: { status: 200, schema: PostListSchema, description: "A page of posts." },
        problems: [],
      },
      async (ctx, { query }) => {
        const { limit, cursor, status, network, account_id, campaign_id, q, from, to } = query;
        return { body: await listPosts(ctx, { limit, cursor, status, network, account_id, campaign_id, q, from, to }) };
      },
    ),
    workspaceOperation(
      {
        id: "posts.validate",
        method: "post",
        path: "/v1/posts/validate",
        tag,
        summary: "Ask what the networks would say",
        description:
          "A dry run of posts.create: every issue of every account, and the length of every part as each network counts. Stores nothing.",
        scopes: ["posts:read"],
        body: CreateBody,
        answer: { status: 200, schema: ValidationSchema, description: "Issues and lengths." },
        problems: [],
        idempotent: false,
      },
      async (ctx, { body }) => ({ body: await validateContent(ctx, newContent(body), originOf(body)) }),
    ),
    workspaceOperation(
      {
        id: "posts.bulkSchedule",
        method: "post",
        path: "/v1/posts/bulk-schedule",
        tag,
        summary: "Write many posts",
        description:
          "Each row stands alone: one that is refused touches no other, and the answer tells of each. Repeated with its Idempotency-Key, also after a crash in the middle, no row is written twice. A dry run stores nothing, and tells everything, also rows that want the same slot.",
        scopes: ["posts:write", "posts:publish"],
        body: BulkBody,
        answer: { status: 200, schema: BulkSchema, description: "What became of each row." },
        problems: [],
      },
      async (ctx, { body }) => {
        const rows = body.posts.map(
          (said, index): BulkRow => ({ row: index + 1, line: null, post: postOfBody(said), nameOf: path => path }),
        );
        return { body: await bulkSchedule(ctx, rows, body.dry_run ?? false) };
      },
    ),
    workspaceOperation(
      {
        id: "posts.bulkScheduleCsv",
        method: "post",
        path: "/v1/posts/bulk-schedule-csv",
        tag,
        summary: "Write many posts from a CSV",
        description: `A header and at most ${BULK_MOST} rows, in UTF-8, with commas, semicolons or tabs. Columns: ${CSV_COLUMNS.filter(name => !isThreadColumn(name)).join(", ")}, thread_1 to thread_24. A file that cannot be read is refused with every fault and its place; each row of one that can is treated as by posts.bulkSchedule.`,
        scopes: ["posts:write", "posts:publish"],
        query: CsvQuery,
        body: CsvBody,
        text: "text/csv",
        answer: { status: 200, schema: BulkSchema, description: "What became of each row." },
        problems: [],
      },
      async (ctx, { body, query }) => {
        const { rows: read, faults } = await readCsv(body, () => ctx.time.real.sleep(0));
        if (faults.length > 0) throw invalid(faults);
        const meant = await postsOfCsv(ctx, read);
        const rows = meant.map((one, index): BulkRow => {
          const post = postOfBody(one.body);
          const faults = [...one.faults, ...(isFaults(post) ? post : [])];
          return { row: index + 1, line: one.line, post: faults.length > 0 ? faults : post, nameOf: one.columnOf };
        });
        return { body: await bulkSchedule(ctx, rows, query.dry_run === "true") };
      },
    ),
    workspaceOperation(
      {
        id: "posts.get",
        method: "get",
        path: "/v1/posts/{post_id}",
        tag,
        summary: "Read a post",
        description: "With its targets and every part's state.",
        scopes: ["posts:read"],
        params: PostParams,
        answer: { status: 200, schema: PostSchema, description: "The post." },
        problems: ["not_found"],
        versioned: true,
      },
      async (ctx, { params }) => getPost(ctx, params.post_id),
    ),
    workspaceOperation(
      {
        id: "posts.update",
        method: "patch",
        path: "/v1/posts/{post_id}",
        tag,
        summary: "Change a post",
        description:
          "Fields that are left out stay; what differs then makes a new version, and one that waits for approval or is approved a draft again: see `status`. A scheduled post changes together with all its targets, or answers `target_in_flight`. Published posts are not changed.",
        scopes: ["posts:write"],
        params: PostParams,
        body: UpdateBody,
        answer: { status: 200, schema: PostSchema, description: "The post." },
        problems: [
          "approval_required",
          "not_found",
          "content_invalid",
          "post_not_editable",
          "target_in_flight",
          "account_needs_reconnect",
          "post_not_schedulable",
          "conflict",
        ],
        versioned: true,
      },
      async (ctx, { params, body, request }) => updatePost(ctx, params.post_id, contentChanges(body), request.ifMatch),
    ),
    workspaceOperation(
      {
        id: "posts.delete",
        method: "delete",
        path: "/v1/posts/{post_id}",
        tag,
        summary: "Delete a post",
        description: "With its targets: what is scheduled is not published any more. What is on the networks stays there.",
        scopes: ["posts:write"],
        params: PostParams,
        answer: { status: 204, schema: null, description: "Deleted." },
        problems: ["not_found", "target_in_flight", "conflict"],
        versioned: true,
      },
      async (ctx, { params, request }) => {
        await deletePost(ctx, params.post_id, request.ifMatch);
        return {};
      },
    ),
    workspaceOperation(
      {
        id: "posts.duplicate",
        method: "post",
        path: "/v1/posts/{post_id}/duplicate",
        tag,
        summary: "Duplicate a post",
        description: "A new draft that says the same to the same accounts.",
        scopes: ["posts:write"],
        params: PostParams,
        answer: { status: 201, schema: PostSchema, description: "The new post." },
        problems: ["not_found"],
        versioned: true,
      },
      async (ctx, { params }) => duplicatePost(ctx, params.post_id),
    ),
    workspaceOperation(
      {
        id: "posts.preview",
        method: "get",
        path: "/v1/posts/{post_id}/preview",
        tag,
        summary: "See a post as each account shows it",
        description: "Parts with their links, mentions and hashtags, and what the network would say.",
        scopes: ["posts:read"],
        params: PostParams,
        answer: { status: 200, schema: PreviewSchema, description: "The preview." },
        problems: ["not_found"],
      },
      async (ctx, { params }) => ({ body: await previewPost(ctx, params.post_id) }),
    ),
    workspaceOperation(
      {
        id: "posts.schedule",
        method: "post",
        path: "/v1/posts/{post_id}/schedule",
        tag,
        summary: "Schedule a post",
        description:
          "Or move it to another time. A local time keeps its wall clock across daylight saving. With `next_slot` it takes the first free slot of its accounts, which no other post that is queued gets.",
        scopes: ["posts:publish"],
        params: PostParams,
        body: ScheduleBody,
        answer: { status: 200, schema: PostSchema, description: "The post." },
        problems: [
          "approval_required",
          "not_found",
          "content_invalid",
          "time_in_past",
          "post_not_editable",
          "target_in_flight",
          "account_needs_reconnect",
          "post_not_schedulable",
          "no_slots",
          "queue_full",
          "conflict",
        ],
        versioned: true,
      },
      async (ctx, { params, body, request }) => schedulePost(ctx, params.post_id, body, request.ifMatch),
    ),
    workspaceOperation(
      {
        id: "posts.unschedule",
        method: "post",
        path: "/v1/posts/{post_id}/unschedule",
        tag,
        summary: "Take a post back from its schedule",
        description: "It is a draft again, or `approved` where it was.",
        scopes: ["posts:publish"],
        params: PostParams,
        answer: { status: 200, schema: PostSchema, description: "The post." },
        problems: ["not_found", "post_not_scheduled", "post_not_editable", "target_in_flight", "conflict"],
        versioned: true,
      },
      async (ctx, { params, request }) => unschedulePost(ctx, params.post_id, request.ifMatch),
    ),
    workspaceOperation(
      {
        id: "posts.publish",
        method: "post",
        path: "/v1/posts/{post_id}/publish",
        tag,
        summary: "Publish a post now",
        description:
          "The same as posts.schedule with `now`. It answers before the networks do: follow the events, or read the post.",
        scopes: ["posts:publish"],
        params: PostParams,
        answer: { status: 202, schema: PostSchema, description: "The post, on its way." },
        problems: [
          "approval_required",
          "not_found",
          "content_invalid",
          "post_not_editable",
          "target_in_flight",
          "account_needs_reconnect",
          "post_not_schedulable",
          "conflict",
        ],
        versioned: true,
      },
      async (ctx, { params, request }) => schedulePost(ctx, params.post_id, { now: true }, request.ifMatch),
    ),
    workspaceOperation(
      {
        id: "slots.next",
        method: "get",
        path: "/v1/accounts/{account_id}/slots/next",
        tag: "Slots",
        summary: "See which slots are free next",
        description:
          "In the order of time, at most a year ahead. A post that is scheduled at exactly a slot's time holds it, however it came there.",
        scopes: ["slots:read"],
        params: SlotParams,
        query: NextSlotsQuery,
        answer: { status: 200, schema: NextSlotsSchema, description: "The slots." },
        problems: ["not_found"],
      },
      async (ctx, { params, query }) => ({
        body: await listNextSlots(ctx, params.account_id, {
          after: query.after === undefined ? null : Date.parse(query.after),
          limit: query.limit ?? 10,
          includeTaken: query.include_taken === "true",
        }),
      }),
    ),
    workspaceOperation(
      {
        id: "posts.submit",
        method: "post",
        path: "/v1/posts/{post_id}/submit",
        tag,
        summary: "Submit a post for approval",
        description:
          "A draft, or what was rejected, such as it could be scheduled. With `schedule` the time its author wishes: approval schedules it then.",
        scopes: ["posts:write"],
        params: PostParams,
        body: SubmitBody,
        answer: { status: 200, schema: PostSchema, description: "The post, `pending_approval`." },
        problems: [
          "not_found",
          "post_not_submittable",
          "content_invalid",
          "time_in_past",
          "post_not_editable",
          "account_needs_reconnect",
          "post_not_schedulable",
          "no_slots",
          "queue_full",
          "conflict",
        ],
        versioned: true,
      },
      async (ctx, { params, body, request }) => submitPost(ctx, params.post_id, said(body), request.ifMatch),
    ),
    workspaceOperation(
      {
        id: "posts.approve",
        method: "post",
        path: "/v1/posts/{post_id}/approve",
        tag,
        summary: "Approve a post",
        description:
          "What was submitted, as it is. Where a time was wished, or is given here, it is scheduled with that, in one step; else it is `approved`, and posts.schedule gives it a time. Nobody approves what they submitted themselves, except an API key, which acts for a system.",
        scopes: ["posts:approve"],
        params: PostParams,
        body: ApproveBody,
        answer: { status: 200, schema: PostSchema, description: "The post, `approved` or `scheduled`." },
        problems: [
          "not_found",
          "post_not_pending",
          "own_submission",
          "content_invalid",
          "time_in_past",
          "post_not_editable",
          "target_in_flight",
          "account_needs_reconnect",
          "post_not_schedulable",
          "no_slots",
          "queue_full",
          "conflict",
        ],
        versioned: true,
      },
      async (ctx, { params, body, request }) => approvePost(ctx, params.post_id, said(body), request.ifMatch),
    ),
    workspaceOperation(
      {
        id: "posts.reject",
        method: "post",
        path: "/v1/posts/{post_id}/reject",
        tag,
        summary: "Reject a post",
        description: "What was submitted, with the reason. Its author may change it, and submits it again.",
        scopes: ["posts:approve"],
        params: PostParams,
        body: RejectBody,
        answer: { status: 200, schema: PostSchema, description: "The post, `rejected`." },
        problems: ["not_found", "post_not_pending", "post_not_editable", "target_in_flight", "conflict"],
        versioned: true,
      },
      async (ctx, { params, body, request }) => rejectPost(ctx, params.post_id, body.comment, request.ifMatch),
    ),
    workspaceOperation(
      {
        id: "posts.versions.list",
        method: "get",
        path: "/v1/posts/{post_id}/versions",
        tag,
        summary: "List the versions of a post",
        description:
          "Newest first. Every change of what a post says makes one; the same content saved again, and a change of its time, make none. A post that is older than versions has its first when it is changed next, of what it said until then.",
        scopes: ["posts:read"],
        params: PostParams,
        query: VersionQuery,
        answer: { status: 200, schema: VersionListSchema, description: "A page of versions." },
        problems: ["not_found"],
      },
      async (ctx, { params, query: { limit, cursor } }) => ({ body: await listVersions(ctx, params.post_id, { limit, cursor }) }),
    ),
    workspaceOperation(
      {
        id: "posts.versions.get",
        method: "get",
        path: "/v1/posts/{post_id}/versions/{number}",
        tag,
        summary: "Read a version of a post",
        description: "All it said then, and what it changed of the version before: field by field, the text word by word.",
        scopes: ["posts:read"],
        params: VersionParams,
        answer: { status: 200, schema: VersionSchema, description: "The version." },
        problems: ["not_found"],
      },
      async (ctx, { params }) => ({ body: await getVersion(ctx, params.post_id, params.number) }),
    ),
    workspaceOperation(
      {
        id: "posts.versions.restore",
        method: "post",
        path: "/v1/posts/{post_id}/versions/{number}/restore",
        tag,
        summary: "Restore a version of a post",
        description:
          "The post says again what it said then, in a new version, by the rules of posts.update. Where accounts or the campaign it names are gone, it is refused with every one of them named. Its time stays as it is.",
        scopes: ["posts:write"],
        params: VersionParams,
        answer: { status: 200, schema: PostSchema, description: "The post." },
        problems: [
          "approval_required",
          "not_found",
          "content_invalid",
          "post_not_editable",
          "target_in_flight",
          "account_needs_reconnect",
          "post_not_schedulable",
          "conflict",
        ],
        versioned: true,
      },
      async (ctx, { params, request }) => restoreVersion(ctx, params.post_id, params.number, request.ifMatch),
    ),
    ...commentOperations,
    workspaceOperation(
      {
        id: "calendar.list",
        method: "get",
        path: "/v1/calendar",
        tag,
        summary: "See what is due in a range",
        description:
          "Scheduled and published posts in the order of time, with the wall clock of a zone. What waits for approval stands at the time that is wished.",
        scopes: ["posts:read"],
        query: CalendarQuery,
        answer: { status: 200, schema: CalendarSchema, description: "A page of the calendar." },
        problems: [],
      },
      async (ctx, { query }) => {
        const { limit, cursor, status, network, account_id, campaign_id, from, to, time_zone } = query;
        return {
          body: await listCalendar(ctx, { limit, cursor, status, network, account_id, campaign_id, from, to, time_zone }),
        };
      },
    ),
  ],
};
