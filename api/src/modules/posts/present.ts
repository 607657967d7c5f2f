import type { CallToAction } from "@placard/networks";
import { sortableInstant } from "../../change.ts";
import type { Json } from "../../ports/store/store.ts";
import { type TargetRecord, toTarget } from "../publishing/index.ts";
import type { Override, PostRecord, PostStatus } from "./records.ts";
import { postStatus } from "./status.ts";

type Shown = { readonly [key: string]: Json };

/** A post as callers see it, its status derived from the targets given. */
export function toPost(post: PostRecord, targets: readonly TargetRecord[], workspaceId: string): Shown {
  return { ...summary(post, postStatus(targets), workspaceId), targets: targets.map(target => toTarget(target, workspaceId)) };
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
    text: post.text,
    thread: post.thread.map(item => ({ text: item.text })),
    first_comment: post.firstComment,
    title: post.title,
    call_to_action: toCallToAction(post.callToAction),
    hashtags: post.hashtags,
    content_type: post.contentType,
    language: post.language,
    account_ids: post.accountIds,
    overrides: post.overrides.map(toOverride),
    campaign_id: post.campaignId,
    tags: post.tags,
    metadata: post.metadata,
    schedule: post.schedule && {
      at: sortableInstant(post.schedule.at),
      local_time: post.schedule.localTime,
      time_zone: post.schedule.timeZone,
      priority: post.schedule.priority,
      slot_id: post.schedule.slot?.id ?? null,
    },
    origin: {
      kind: post.origin.kind,
      model: post.origin.model,
      prompt: post.origin.prompt,
      parent_post_id: post.origin.parentPostId,
    },
    created_at: sortableInstant(post.createdAt),
    updated_at: sortableInstant(post.updatedAt),
  };
}

const toCallToAction = (action: CallToAction | null): Json => action && { text: action.text, url: action.url ?? null };

function toOverride(override: Override): Json {
  return {
    ...(override.network !== null && { network: override.network }),
    ...(override.accountId !== null && { account_id: override.accountId }),
    ...(override.text !== undefined && { text: override.text }),
    ...(override.thread !== undefined && { thread: override.thread.map(item => ({ text: item.text })) }),
    ...(override.firstComment !== undefined && { first_comment: override.firstComment }),
    ...(override.title !== undefined && { title: override.title }),
    ...(override.callToAction !== undefined && { call_to_action: toCallToAction(override.callToAction) }),
    ...(override.hashtags !== undefined && { hashtags: override.hashtags }),
    ...(override.options !== undefined && { options: override.options }),
  };
}
