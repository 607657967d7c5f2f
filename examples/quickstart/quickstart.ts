/**
 * Placard in one file, with the SDK only: a workspace, an account, a post scheduled for ten seconds ahead, and the signed webhook that tells when it is live.
 *
 *   PLACARD_URL=http://127.0.0.1:4700 PLACARD_KEY=sk_test_… npm run quickstart
 */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Placard } from "@placard/sdk";
import { verifyWebhook, type WebhookEvent } from "@placard/sdk/webhooks";

const { PLACARD_URL: baseUrl = "http://127.0.0.1:4700", PLACARD_KEY: apiKey } = process.env;
if (!apiKey) throw new Error("Set PLACARD_KEY to the secret key that `npm start` printed.");
const placard = new Placard({ apiKey, baseUrl });

// 1. Your customer, and the customer's account. The sandbox network takes any new handle; a real one sends the person to its consent page.
const customer = `bakery-${randomBytes(3).toString("hex")}`;
const workspace = await placard.workspaces.create({ name: "Bakery Lange", external_id: customer, time_zone: "Europe/Berlin" });
const inWorkspace = placard.workspace(workspace.id);
const { account } = await inWorkspace.accounts.connect({
  network: "sandbox",
  credentials: { handle: customer, password: randomBytes(12).toString("hex") },
});
if (!account) throw new Error("The sandbox connects at once.");
console.log(`workspace  ${workspace.id}\naccount    ${account.handle} on ${account.network}`);

// 2. A little receiver of your own. It answers 2xx as soon as it has the event; whatever is not signed by us is refused.
let published: (event: WebhookEvent) => void;
const arrived = new Promise<WebhookEvent>(resolve => {
  published = resolve;
});
const receiver = createServer(async (request, response) => {
  try {
    published(await verifyWebhook(await bodyOf(request), request.headers, endpoint.secret));
    response.writeHead(204).end();
  } catch (error) {
    console.error("refused:", error);
    response.writeHead(400).end();
  }
});
await new Promise<void>(listening => receiver.listen(0, "127.0.0.1", listening));
const { port } = receiver.address() as AddressInfo;
const endpoint = await placard.webhookEndpoints.create({
  url: `http://127.0.0.1:${port}/placard`,
  event_types: ["post.published", "post.failed", "post.partly_published"],
  workspace_ids: [workspace.id],
});

// 3. The post, due in ten seconds.
const at = new Date(Date.now() + 10_000).toISOString();
const post = await inWorkspace.posts.create({
  text: "Fresh bread from 7 o'clock. 🥖",
  account_ids: [account.id],
  schedule: { at },
});
console.log(`post       ${post.id}, due at ${at}\nwaiting for the webhook …`);

// 4. Told, and verified.
const event = await arrived;
const live = await inWorkspace.posts.get(post.id);
console.log(`webhook    ${event.type}, signature verified\nlive       ${live.targets.map(target => target.url).join(" ")}`);

await placard.webhookEndpoints.delete(endpoint.id);
receiver.close();

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
