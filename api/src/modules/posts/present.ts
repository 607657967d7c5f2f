import { isDeepStrictEqual } from "node:util";
import type { CallToAction } from "@placard/networks";
import { sortableInstant } from "../../change.ts";
import type { Json } from "../../ports/store/store.ts";
import { type TargetRecord, toTarget } from "../publishing/index.ts";
import { toAuthor } from "./authors.ts";
import type { ContentField, Override, PostContent, PostRecord, PostStatus, ProposedSchedule, ThreadItem } from "./records.ts";
import { statusOf } from "./status.ts";

type Shown = { readonly [key: string]: Json };

/** A post as callers see it, its status derived from the targets given. */
export function toPost(post: PostRecord, targets: readonly TargetRecord[], workspaceId: string): Shown {
  return {
    ...summary(post, statusOf(post, targets), workspaceId),
    targets: targets.map(target => toTarget(target, workspaceId)),
  };
}

/** A post as lists show it: with the status the relay last derived, and its targets by id. */
export function toListedPost(post: PostRecord, workspaceId: string): Shown {
  return {
    ...summary(post, post.status, workspaceId),
    targets: post.targets.map(({ id, accountId, network }) => ({ id, account_id: accountId, network })),
  };
}

function summary(post: PostRecord, status: PostStatus, workspaceId: string): Shown {
  return {
    id: post.id,
    workspace_id: workspaceId,
    status,
    ...toContent(post),
    schedule: post.schedule && {
      at: sortableInstant(post.schedule.at),
      local_time: post.schedule.localTime,
      time_zone: post.schedule.timeZone,
      priority: post.schedule.priority,
      slot_id: post.schedule.slot?.id ?? null,
    },
    approval: post.approval && {
      state: post.approval.state,
      submitted_by: toAuthor(post.approval.submittedBy),
      submitted_at: sortableInstant(post.approval.submittedAt),
      decided_by: post.approval.decidedBy && toAuthor(post.approval.decidedBy),
      decided_at: post.approval.decidedAt === null ? null : sortableInstant(post.approval.decidedAt),
      comment: post.approval.comment,
    },
    proposed_schedule: toProposed(post.approval?.proposed ?? null),
    origin: {
      kind: post.origin.kind,
      model: post.origin.model,
      prompt: post.origin.prompt,
      parent_post_id: post.origin.parentPostId,
      template_id: post.origin.templateId ?? null,
    },
    created_at: sortableInstant(post.createdAt),
    updated_at: sortableInstant(post.updatedAt),
  };
}

/** What a post says, as callers see it. */
export function toContent(content: PostContent): Readonly<Record<ContentField, Json>> {
  return {
    text: content.text,
    media_ids: content.mediaIds,
    thread: content.thread.map(toThreadItem),
    first_comment: content.firstComment,
    title: content.title,
    call_to_action: toCallToAction(content.callToAction),
    hashtags: content.hashtags,
    content_type: content.contentType,
    language: content.language,
    account_ids: content.accountIds,
    overrides: content.overrides.map(toOverride),
    campaign_id: content.campaignId,
    tags: content.tags,
    metadata: content.metadata,
  };
}

/** The fields in which two contents differ, in the order in which a post shows them. The order of keys in options and metadata says nothing. */
export function changedFields(before: PostContent, after: PostContent): ContentField[] {
  const asStored = (content: PostContent): Readonly<Record<ContentField, Json>> => JSON.parse(JSON.stringify(toContent(content)));
  const [old, now] = [asStored(before), asStored(after)];
  return (Object.keys(now) as ContentField[]).filter(field => !isDeepStrictEqual(old[field], now[field]));
}

const toProposed = (proposed: ProposedSchedule | null): Json =>
  proposed && {
    at: sortableInstant(proposed.at),
    local_time: proposed.localTime,
    time_zone: proposed.timeZone,
    priority: proposed.priority,
    means: proposed.means,
  };

const toThreadItem = ({ text, mediaIds = [] }: ThreadItem): Json => ({ text, media_ids: mediaIds });
const toCallToAction = (action: CallToAction | null): Json => action && { text: action.text, url: action.url ?? null };

function toOverride(override: Override): Json {
  return {
    ...(override.network !== null && { network: override.network }),
    ...(override.accountId !== null && { account_id: override.accountId }),
    ...(override.text !== undefined && { text: override.text }),
    ...(override.mediaIds !== undefined && { media_ids: override.mediaIds }),
    ...(override.thread !== undefined && { thread: override.thread.map(toThreadItem) }),
    ...(override.firstComment !== undefined && { first_comment: override.firstComment }),
    ...(override.title !== undefined && { title: override.title }),
    ...(override.callToAction !== undefined && { call_to_action: toCallToAction(override.callToAction) }),
    ...(override.hashtags !== undefined && { hashtags: override.hashtags }),
    ...(override.options !== undefined && { options: override.options }),
  };
}
