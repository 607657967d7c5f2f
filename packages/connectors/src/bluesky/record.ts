import { z } from "zod";
import type { Io, Json, MediaBytes, NotSent, Part, Refused } from "../contract.ts";
import { problemOf, problems, refusalOf } from "./errors.ts";
import { facetsOf, mentionedHandles } from "./facets.ts";
import { tidOf } from "./tid.ts";
import type { Xrpc, XrpcResult } from "./xrpc.ts";

export const POSTS = "app.bsky.feed.post";
/** What the lexicon `app.bsky.embed.video` accepts. */
const VIDEO = "video/mp4";

const json: z.ZodType<Json> = z.json();

/** What a reply needs of the posts it answers; also what a published part leaves to its children. */
export const referenceSchema = z.object({ uri: z.string(), cid: z.string() });
export type Reference = z.infer<typeof referenceSchema>;

const handleSchema = z.object({
  /** The record key: it follows from the part's key, so whatever is sent twice lands on the same record. */
  rkey: z.string(),
  /** The whole record, so that whatever is sent twice is the same to the byte. */
  record: z.record(z.string(), json),
  /** When its media were uploaded (ms since the epoch). */
  uploadedAt: z.number(),
});

/** All that a create needs: stored with the part when it is armed, and never changed after. */
export type PostHandle = z.infer<typeof handleSchema>;

/** Null when it is not a handle of this connector. */
export function handleOf(handle: Json | null): PostHandle | null {
  return handleSchema.safeParse(handle).data ?? null;
}

const optionsSchema = z.object({
  langs: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  link: z.string().optional(),
});

const blobSchema = z.object({
  blob: z.object({
    $type: z.literal("blob"),
    ref: z.object({ $link: z.string() }),
    mimeType: z.string(),
    size: z.number(),
  }),
});
type Blob = z.infer<typeof blobSchema>["blob"];

/**
 * How long an upload that no record uses yet is counted on. The server deletes it "within a time window (eg, minutes)"
 * (https://docs.bsky.app/docs/api/com-atproto-repo-upload-blob). Uploads are addressed by their content: done again, they are the same.
 */
const UPLOADS_KEPT_MS = 5 * 60_000;

/** Builds the record: uploads its media, resolves whom it mentions. Another record each time, under the same key: what a create may have used must be kept. */
export async function newHandle(io: Io, as: Xrpc, asNobody: Xrpc, part: Part): Promise<PostHandle | NotSent | Refused> {
  const options = optionsSchema.safeParse(part.options);
  const parent = part.parent === null ? null : referenceSchema.safeParse(part.parent);
  const root = part.root === null ? parent : referenceSchema.safeParse(part.root);
  if (!options.success || parent?.success === false || root?.success === false) {
    return refused("content", problems.internal({ message: "The part's options or references are not Bluesky's." }));
  }

  // Half a surrogate pair has no bytes in UTF-8, and positions are counted in them.
  const text = part.text.toWellFormed();
  const uploads = await upload(io, as, part.mediaIds);
  if ("kind" in uploads) return uploads;
  const dids = await resolveHandles(io, asNobody, mentionedHandles(text));
  if ("kind" in dids) return dids;

  const { langs = part.language === null ? [] : [part.language], tags = [], link } = options.data;
  const facets = facetsOf(text, handle => dids.get(handle) ?? null);
  const embed = uploads.length > 0 ? mediaEmbed(uploads) : link === undefined ? null : linkEmbed(link, part.title);
  return {
    rkey: tidOf(part.key),
    record: {
      $type: POSTS,
      text,
      createdAt: new Date(io.time.now()).toISOString(),
      ...(facets.length > 0 ? { facets } : {}),
      ...(langs.length > 0 ? { langs } : {}),
      ...(tags.length > 0 ? { tags } : {}),
      ...(embed === null ? {} : { embed }),
      ...(parent === null || root === null ? {} : { reply: { root: root.data, parent: parent.data } }),
    },
    uploadedAt: io.time.now(),
  };
}

/** The same handle with its media on the server: what an earlier try uploaded long ago may have been deleted. */
export async function renewed(io: Io, as: Xrpc, part: Part, handle: PostHandle): Promise<PostHandle | NotSent | Refused> {
  if (part.mediaIds.length === 0 || io.time.now() - handle.uploadedAt < UPLOADS_KEPT_MS) return handle;
  const uploads = await upload(io, as, part.mediaIds);
  if ("kind" in uploads) return uploads;
  const embedded = JSON.stringify(handle.record.embed ?? null);
  if (uploads.some(({ blob }) => !embedded.includes(JSON.stringify(blob.ref.$link)))) {
    const userMessage = "A file of this post was changed after it was first sent. Please make a new post.";
    return refused(
      "content",
      problems.content({ code: "media_changed", message: "The media are not those of the record.", userMessage }),
    );
  }
  return { ...handle, uploadedAt: io.time.now() };
}

interface Upload {
  readonly blob: Blob;
  readonly media: MediaBytes;
}

async function upload(io: Io, as: Xrpc, mediaIds: readonly string[]): Promise<readonly Upload[] | NotSent | Refused> {
  const uploads: Upload[] = [];
  for (const mediaId of mediaIds) {
    const media = await io.media(mediaId);
    if (media === null) {
      const userMessage = "A file of this post is no longer there.";
      return refused(
        "content",
        problems.content({ code: "media_missing", message: `There is no media ${mediaId}.`, userMessage }),
      );
    }
    if (!media.contentType.startsWith("image/") && media.contentType !== VIDEO) {
      const userMessage = "Bluesky takes images and MP4 videos.";
      return refused(
        "content",
        problems.content({ code: "media_unsupported", message: `${media.contentType} is no image and no MP4.`, userMessage }),
      );
    }
    const result = await as({
      method: "com.atproto.repo.uploadBlob",
      input: { bytes: media.bytes, contentType: media.contentType },
    });
    const uploaded = result.kind === "ok" ? blobSchema.safeParse(result.value) : null;
    if (uploaded?.success === true) uploads.push({ blob: uploaded.data.blob, media });
    else return notPrepared(result, io);
  }
  return uploads;
}

/** The DIDs of handles; a handle that the server does not know is left out. */
async function resolveHandles(
  io: Io,
  xrpc: Xrpc,
  handles: readonly string[],
): Promise<ReadonlyMap<string, string> | NotSent | Refused> {
  const dids = new Map<string, string>();
  for (const handle of handles) {
    const result = await xrpc({ method: "com.atproto.identity.resolveHandle", query: { handle } });
    // "Unable to resolve handle" and "must be a valid handle" are both a plain 400 InvalidRequest.
    if (result.kind === "error" && result.status === 400) continue;
    const resolved = result.kind === "ok" ? z.object({ did: z.string() }).safeParse(result.value) : null;
    if (resolved?.success === true) dids.set(handle, resolved.data.did);
    else return notPrepared(result, io);
  }
  return dids;
}

/** A step of the preparation that did not succeed: it may be done again. */
function notPrepared(result: XrpcResult, io: Io): NotSent | Refused {
  if (result.kind === "error") return refusalOf(result, io.time.now());
  if (result.kind === "ok")
    return refused("retry", problems.networkDown({ message: "The answer is not what the protocol says." }));
  const problem = problemOf(result, io.time.now());
  return result.kind === "failed" && result.failure.reach === "not_sent"
    ? { kind: "not_sent", problem }
    : refused("retry", problem);
}

function refused(action: Refused["action"], problem: Refused["problem"]): Refused {
  return { kind: "refused", action, retryAt: null, problem };
}

/** One video, or images: a post holds no mixture. The server keeps a video as it keeps any blob; the AppView makes it playable when it first sees the post. */
function mediaEmbed(uploads: readonly Upload[]) {
  const video = uploads.find(({ media }) => media.contentType === VIDEO);
  if (video) return { $type: "app.bsky.embed.video", video: video.blob, ...described(video) };
  return { $type: "app.bsky.embed.images", images: uploads.map(image => ({ image: image.blob, ...described(image) })) };
}

const described = ({ media: { altText, width, height } }: Upload) => ({
  alt: altText ?? "",
  ...(width === null || height === null ? {} : { aspectRatio: { width, height } }),
});

function linkEmbed(link: string, title: string | null) {
  return {
    $type: "app.bsky.embed.external",
    external: { uri: link, title: title ?? URL.parse(link)?.hostname ?? link, description: "" },
  };
}
