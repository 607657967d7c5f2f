import { z } from "zod";
import type { Account, CreateOutcome, Io, Json, LookupOutcome, Part, PrepareOutcome, Problem, Published } from "../contract.ts";
import { type Handle, handleOf, MediaAnswer, PostAnswer, referencedId, secretOf } from "./answers.ts";
import { call, type Place } from "./http.ts";
import { type NoAnswer, problemOf, problems, refusalOf } from "./problems.ts";

/**
 * Chooses the key and uploads the media. The key of the first try is the part's own. When a lookup has burned it, the next try needs another: whether
 * it is burned is asked of the sandbox and not remembered, so that no crash between burning and remembering can leave a part that can never be sent.
 */
export async function prepare(io: Io, place: Place, account: Account, part: Part, json: Json | null): Promise<PrepareOutcome> {
  const token = secretOf(account)?.accessToken;
  if (token === undefined) return noCredentials();
  const saved = handleOf(json);
  const handle: { keys: string[]; media: Record<string, string> } = {
    keys: [...(saved?.keys ?? [part.key])],
    media: { ...saved?.media },
  };

  if (saved !== null) {
    const path = `/v1/posts/by-key/${encodeURIComponent(currentKey(saved))}`;
    const answer = await call(io, place, { method: "GET", path, token });
    if (answer.kind === "error" && answer.status === 410 && answer.code === "key_burned") {
      handle.keys.push(`${part.key}~${handle.keys.length + 1}`);
    } else if (answer.kind !== "ok" && !isMissing(answer)) return notPrepared(answer);
  }

  for (const mediaId of part.mediaIds) {
    const known = handle.media[mediaId];
    if (known !== undefined) {
      const answer = await call(io, place, { method: "GET", path: `/v1/media/${encodeURIComponent(known)}`, token });
      if (answer.kind === "ok") continue;
      if (!isMissing(answer)) return notPrepared(answer);
    }
    const media = await io.media(mediaId);
    if (media === null) {
      const message = `The media ${mediaId} is not in the library.`;
      const problem = problems.content({
        code: "media_missing",
        message,
        userMessage: "A picture or video of this post is no longer there.",
      });
      return { kind: "refused", action: "content", retryAt: null, problem };
    }
    const path = media.altText === null ? "/v1/media" : `/v1/media?${new URLSearchParams({ alt_text: media.altText })}`;
    const answer = await call(io, place, {
      method: "POST",
      path,
      token,
      body: { bytes: media.bytes, contentType: media.contentType },
    });
    if (answer.kind !== "ok") return notPrepared(answer);
    const uploaded = MediaAnswer.safeParse(answer.value);
    if (!uploaded.success) return notPrepared({ kind: "unreadable", status: 200 });
    handle.media[mediaId] = uploaded.data.id;
    // Kept at once, so that a failure of the next one does not send this one again. Without media the arming write keeps the handle early enough.
    await io.save(structuredClone(handle));
  }
  return { kind: "prepared", handle };
}

/** Sends the post once, under its key. */
export async function create(io: Io, place: Place, account: Account, part: Part, json: Json): Promise<CreateOutcome> {
  const token = secretOf(account)?.accessToken;
  if (token === undefined) return noCredentials();
  const handle = handleOf(json);
  const mediaIds = part.mediaIds.flatMap(id => handle?.media[id] ?? []);
  if (handle === null || mediaIds.length < part.mediaIds.length) {
    const problem = problems.internal({ message: "The part was not prepared: its handle lacks the key or media." });
    return { kind: "refused", action: "retry", retryAt: null, problem };
  }
  const replyTo = referencedId(part.parent);
  if (part.parent !== null && replyTo === null) {
    const problem = problems.internal({ message: "The part before this one has a reference that is not a sandbox's." });
    return { kind: "refused", action: "policy", retryAt: null, problem };
  }
  const draft = {
    text: part.text,
    title: part.title,
    language: part.language,
    kind: part.kind === "first_comment" ? "comment" : "post",
    reply_to: replyTo,
    media_ids: mediaIds,
    options: part.options,
  };
  const answer = await call(io, place, {
    method: "POST",
    path: "/v1/posts",
    token,
    idempotencyKey: currentKey(handle),
    body: { json: draft },
  });
  switch (answer.kind) {
    case "ok": {
      const post = PostAnswer.safeParse(answer.value);
      return post.success
        ? { kind: "accepted", published: publishedOf(post.data), budgets: answer.budgets }
        : unknown("Sandbox accepted the post with an answer that is not a post.");
    }
    case "unreadable":
      return unknown(`Sandbox answered ${answer.status} with a body that cannot be read.`);
    case "failed":
      return answer.failure.reach === "not_sent"
        ? { kind: "not_sent", problem: problemOf(answer) }
        : unknown(`The request ended without an answer: ${answer.failure.code}.`);
    case "error": {
      // Only the sandbox's own no is a no: 5xx, redirects, 408 and answers without its codes come from whatever stands between, too.
      if (answer.status >= 500 || answer.status < 400 || answer.status === 408 || answer.code === null) {
        return unknown(`Sandbox answered ${answer.status}${answer.code === null ? "" : ` ${answer.code}`}.`);
      }
      if (answer.code === "duplicate_post") {
        const told = { networkCode: answer.code, networkMessage: answer.message };
        const problem = problems.duplicate({ message: "Sandbox says that the same was posted already.", ...told });
        return { kind: "duplicate", problem, published: null, budgets: answer.budgets };
      }
      return refusalOf(answer);
    }
  }
}

const KeyUsed = z.object({ post: PostAnswer });
const KeyBurned = z.object({ key: z.string(), state: z.literal("burned") });

/**
 * Learns what came of a create. Every key the part was sent with is burned: the sandbox then either shows the post that the key made, or has
 * promised that none ever will be made with it, late requests included. That promise, in its own words, is the proof of absence.
 */
export async function lookup(io: Io, place: Place, account: Account, part: Part, json: Json | null): Promise<LookupOutcome> {
  const token = secretOf(account)?.accessToken;
  if (token === undefined) return { kind: "unreachable", problem: noCredentials().problem };
  for (const key of handleOf(json)?.keys ?? [part.key]) {
    const answer = await call(io, place, { method: "POST", path: `/v1/posts/by-key/${encodeURIComponent(key)}/burn`, token });
    if (answer.kind === "ok") {
      if (KeyBurned.safeParse(answer.value).data?.key === key) continue;
      return {
        kind: "unreachable",
        problem: problems.networkDown({ message: "Sandbox did not confirm that the key is burned." }),
      };
    }
    const used = answer.kind === "error" && answer.code === "key_used" ? KeyUsed.safeParse(answer.body).data : undefined;
    return used === undefined
      ? { kind: "unreachable", problem: problemOf(answer) }
      : { kind: "found", published: publishedOf(used.post) };
  }
  // Without a handle the next try would take the part's own key, which is burned now.
  return { kind: "absent", provenBy: "key", ...(json === null && { handle: { keys: [part.key], media: {} } }) };
}

/** Deletes a post; one that is not there any more is gone as well. */
export async function remove(
  io: Io,
  place: Place,
  account: Account,
  published: { readonly externalId: string },
): Promise<{ readonly kind: "removed" } | { readonly kind: "refused"; readonly problem: Problem }> {
  const token = secretOf(account)?.accessToken;
  if (token === undefined) return { kind: "refused", problem: noCredentials().problem };
  const answer = await call(io, place, {
    method: "DELETE",
    path: `/v1/posts/${encodeURIComponent(published.externalId)}`,
    token,
  });
  const isGone = answer.kind === "ok" || isMissing(answer) || (answer.kind === "error" && answer.code === "deleted");
  return isGone ? { kind: "removed" } : { kind: "refused", problem: problemOf(answer) };
}

/** The sandbox itself says that it has no such thing; a 404 of something else says nothing. */
function isMissing(answer: NoAnswer): boolean {
  return answer.kind === "error" && answer.status === 404 && answer.code === "not_found";
}

function currentKey(handle: Handle): string {
  return handle.keys[handle.keys.length - 1] ?? "";
}

function publishedOf(post: PostAnswer): Published {
  return { externalId: post.id, url: post.url, reference: { id: post.id }, publishedAt: post.created_at };
}

/** Preparing may be repeated freely, so a request whose end is not known is one to repeat. */
function notPrepared(answer: NoAnswer): PrepareOutcome {
  if (answer.kind === "error" && answer.status >= 400) return refusalOf(answer);
  const problem = problemOf(answer);
  if (answer.kind === "failed" && answer.failure.reach === "not_sent") return { kind: "not_sent", problem };
  return { kind: "refused", action: "retry", retryAt: null, problem };
}

function unknown(message: string): CreateOutcome {
  return { kind: "unknown", problem: problems.outcomeUnknown({ message }) };
}

function noCredentials() {
  const problem = problems.reconnect({ message: "The account's credentials do not hold a sandbox's tokens." });
  return { kind: "refused", action: "reconnect", retryAt: null, problem } as const;
}
