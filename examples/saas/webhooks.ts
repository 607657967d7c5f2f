import { NotFoundError, type Placard } from "@placard/sdk";
import { type WebhookReceiver, webhooks } from "@placard/sdk/webhooks";
import type { Memory, Notice } from "./memory.ts";
import type { Notices } from "./notices.ts";

const EVENTS = ["post.published", "post.partly_published", "post.failed"] as const;
const DESCRIPTION = "Harbor's bell";

interface Wanted {
  readonly url: string;
  readonly event_types: (typeof EVENTS)[number][];
  readonly workspace_ids: string[];
}

/** Has Placard tell Harbor what becomes of posts: one endpoint, found again at the next start, wherever Harbor listens then. */
export async function registerWebhook(placard: Placard, memory: Memory, url: string, workspaceIds: string[]): Promise<string> {
  const wanted: Wanted = { url, event_types: [...EVENTS], workspace_ids: workspaceIds };
  const known = memory.it.webhook;
  if (known) {
    try {
      await placard.webhookEndpoints.update(known.id, { ...wanted, status: "enabled" });
      return known.secret;
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error; // somebody deleted it: another takes its place
    }
  }
  const { id, secret } = await endpointOf(placard, wanted);
  memory.it.webhook = { id, secret };
  memory.keep();
  return secret;
}

/** A new endpoint, or the one of a Harbor that has lost its memory, with a secret that this one knows. */
async function endpointOf(placard: Placard, wanted: Wanted): Promise<{ id: string; secret: string }> {
  const endpoints = await placard.webhookEndpoints.list().toArray();
  const lost = endpoints.find(({ description }) => description === DESCRIPTION);
  if (!lost) return placard.webhookEndpoints.create({ ...wanted, description: DESCRIPTION });
  await placard.webhookEndpoints.update(lost.id, { ...wanted, status: "enabled" });
  return placard.webhookEndpoints.rotateSecret(lost.id);
}

/** Answers deliveries: whatever Placard has not signed is refused, the rest rings the studio's bell. */
export function receiveWebhooks(receiving: {
  readonly secret: string;
  readonly placard: Placard;
  readonly notices: Notices;
  /** The studio whose workspace it is. */
  readonly studioOf: (workspaceId: string) => string | null;
}): WebhookReceiver {
  const { secret, placard, notices, studioOf } = receiving;

  const tell = async (kind: Notice["kind"], title: string, post: { id: string; workspace_id: string }, id: string) => {
    const studioId = studioOf(post.workspace_id);
    if (studioId === null) return;
    // An event says what happened; how the post stands now, its text and its address say the API.
    const now = await placard.workspace(post.workspace_id).posts.get(post.id);
    notices.tell(studioId, {
      id,
      kind,
      title,
      text: firstLine(now.text),
      // Where it is live; else where one sees why not, and mends it.
      url: now.targets.find(({ url }) => url !== null)?.url ?? `/social#post=${now.id}`,
      at: new Date().toISOString(),
    });
  };

  return webhooks({ secret })
    .on("post.published", ({ data }, { id }) => tell("published", "Published", data.post, id))
    .on("post.partly_published", ({ data }, { id }) => tell("failed", "Published on some channels only", data.post, id))
    .on("post.failed", ({ data }, { id }) => tell("failed", "Not published", data.post, id));
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
