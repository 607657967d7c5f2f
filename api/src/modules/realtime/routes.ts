import { workspaceOperation } from "../../http/operation.ts";
import { invalid } from "../../problems.ts";
import { hubOf } from "./hub.ts";
import { placeOf, StreamQuery, StreamSchema } from "./schema.ts";

export const TAG = "Realtime";

/** A stream ends after this at the latest: clients come again, and so find their way to processes that were added. */
const LONGEST_STREAM_MS = 3600_000;

export const operations = [
  workspaceOperation(
    {
      id: "events.stream",
      method: "get",
      path: "/v1/events/stream",
      tag: TAG,
      summary: "Be told as it happens",
      description:
        "Server-sent events of the workspace, in order. The first frame is `connected`; each event comes with its `sequence` as `id`, and `Last-Event-ID` goes on behind the last one seen: nothing is left out and nothing comes twice. A frame `reset` says that the log does not reach back that far (90 days): read anew what you show. A comment comes every 15 s. The stream ends when its token does, within 20 s of a logout or of its key being revoked, after an hour, or when you read too slowly: connect again, as browsers do by themselves.",
      scopes: ["events:read"],
      query: StreamQuery,
      answer: {
        status: 200,
        schema: StreamSchema,
        description: "The stream; it has no end of its own.",
        contentType: "text/event-stream",
      },
      problems: ["busy"],
      idempotent: false,
    },
    async (ctx, { query, request }) => {
      const after = lastEventId(request.headers.get("Last-Event-ID"), query.last_event_id);
      const now = ctx.timer.now();
      const until = Math.min(now + LONGEST_STREAM_MS, tokenEnd(request.headers.get("Authorization")) ?? Number.POSITIVE_INFINITY);
      const types = query.type ? new Set<string>(query.type) : null;
      const body = await hubOf(ctx).stream(ctx, { after, types, until, recheck: request.recheck });
      const headers = {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store, no-transform",
        "X-Accel-Buffering": "no",
      };
      return { response: new Response(body, { headers }) };
    },
  ),
];

/** An empty header is what a client sends that has seen nothing yet. */
function lastEventId(header: string | null, query: string | undefined): number | null {
  const text = header === null || header === "" ? query : header;
  if (text === undefined) return null;
  const place = placeOf(text);
  if (place !== null) return place;
  throw invalid([
    {
      path: "header.Last-Event-ID",
      code: "wrong_format",
      message: "It is not an id of this stream.",
      fix: "Send the `id` of the last frame, or leave it out to begin with what happens from now on.",
    },
  ]);
}

/** When a token ends, in ms since the epoch; null for a key. The token was verified before the operation began: here only its `exp` is read. */
function tokenEnd(authorization: string | null): number | null {
  const payload = authorization?.match(/^Bearer +[\w-]+\.([\w-]+)\.[\w-]+$/i)?.[1];
  if (payload === undefined) return null;
  const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
  const exp = typeof claims === "object" && claims !== null && "exp" in claims ? claims.exp : null;
  return typeof exp === "number" ? exp * 1000 : null;
}
