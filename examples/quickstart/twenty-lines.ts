import { Placard } from "@placard/sdk";

const placard = new Placard({
  apiKey: process.env.PLACARD_KEY ?? "",
  baseUrl: process.env.PLACARD_URL ?? "http://127.0.0.1:4700",
});

// A customer of yours, and an account of theirs: here on the built-in sandbox network.
const customer = await placard.workspaces.create({ name: "Bakery Lange", time_zone: "Europe/Berlin" });
const bakery = placard.workspace(customer.id);
const credentials = { handle: `bakery-${Date.now()}`, password: crypto.randomUUID() };
const { account } = await bakery.accounts.connect({ network: "sandbox", credentials });

// Next week. With a test key the clock can be moved, so next week is now.
const at = new Date(Date.now() + 7 * 86_400_000).toISOString();
const post = await bakery.posts.create({ text: "Fresh bread! 🥖", account_ids: account ? [account.id] : [], schedule: { at } });
await bakery.test.advanceClock({ to: at });

const live = await bakery.posts.get(post.id);
console.log(live.status, live.targets[0]?.url); // published http://127.0.0.1:…/posts/…
