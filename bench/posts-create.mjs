/**
 * `posts.create` over HTTP on loopback: 64 connections, 1,000 workspaces, each post scheduled on one account and durable before it is answered, the
 * worker running beside; against bare `node:sqlite` (synchronous=FULL) that writes the same items, 64 posts in one transaction, and does nothing else.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBareSqlite } from "./bare-sqlite.mjs";
import { cpuSince, interleaved, medianOf, printTable, printTarget, ratioOf } from "./measure.mjs";
import { CONNECTIONS, load, startServer } from "./over-http.mjs";

const ROUNDS = Number(process.argv[2] ?? 5);
const POSTS = Number(process.argv[3] ?? 10_000);

const placard = await startServer("./posts-create-server.mjs");
const { url, token, requests } = placard.ready;
const { items } = await placard.ask("sample");
const folder = mkdtempSync(join(process.env.PLACARD_BENCH_DIR ?? tmpdir(), "placard-bench-create-"));
const bare = openBareSqlite(join(folder, "bare.db"));

const perRequest = requests.map(({ workspace, body }) => ({
  method: "POST",
  headers: { Authorization: `Bearer ${token}`, "Placard-Workspace": workspace, "Content-Type": "application/json" },
  body,
}));
let connection = 0;
/** Each connection goes through all workspaces, beginning at one of its own. */
const setupClient = client => {
  const from = Math.floor((connection++ % CONNECTIONS) * (perRequest.length / CONNECTIONS));
  client.setRequests([...perRequest.slice(from), ...perRequest.slice(0, from)]);
};

async function createPosts() {
  const before = await placard.ask("settled");
  const figures = await load(placard, { url, amount: POSTS, setupClient, requests: [perRequest[0]] });
  const after = await placard.ask("settled");
  return {
    ...figures,
    operations: (after.operations - before.operations) / POSTS,
    settledCpu: (after.cpu - before.cpu) / POSTS,
  };
}

const workspaces = requests.map(({ workspace }) => workspace);
const [own] = /ws_[0-9a-z]{26}/.exec(items[0].pk) ?? [];
const ids = [...new Set(JSON.stringify(items).match(/(?:post|tgt|evt)_[0-9a-z]{26}/g))];
const outboxId = items.at(-1).sk;
let made = 0;
/** The same items for another post: ids of the same length that rise as real ones do, in the next workspace. */
function itemsOfNext() {
  const number = made++;
  let text = JSON.stringify(items).replaceAll(own, workspaces[number % workspaces.length]);
  for (const id of ids) text = text.replaceAll(id, `${id.slice(0, -12)}${String(number).padStart(12, "0")}`);
  text = text.replaceAll(outboxId, `${outboxId.slice(0, -12)}${String(number).padStart(12, "0")}`);
  return JSON.parse(text);
}

async function writeBare() {
  const posts = Array.from({ length: POSTS }, itemsOfNext);
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  for (let from = 0; from < POSTS; from += CONNECTIONS)
    bare.transaction(from, Math.min(from + CONNECTIONS, POSTS), number => {
      for (const item of posts[number]) bare.put(item);
    });
  const seconds = (performance.now() - start) / 1000;
  return { rate: POSTS / seconds, cpu: cpuSince(cpu) / POSTS };
}

const sides = await interleaved(ROUNDS, { placard: createPosts, bare: writeBare });
await placard.close();
bare.close();
rmSync(folder, { recursive: true });

const bytes = items.reduce((sum, item) => sum + JSON.stringify(item.data).length, 0);
printTable(
  ["side", "posts/s", "CPU µs a post", "p50 ms", "p99 ms"],
  [
    [
      "posts.create over HTTP, worker beside",
      medianOf(sides.placard, "rate").toFixed(0),
      medianOf(sides.placard, "cpu").toFixed(0),
      medianOf(sides.placard, "p50").toFixed(1),
      medianOf(sides.placard, "p99").toFixed(1),
    ],
    [
      "bare node:sqlite, FULL, 64 a transaction",
      medianOf(sides.bare, "rate").toFixed(0),
      medianOf(sides.bare, "cpu").toFixed(0),
      "",
      "",
    ],
  ],
);
console.log(
  `\n${ROUNDS} rounds of ${POSTS} posts; a post is ${items.length} items with ${bytes} bytes of data, on both sides. With the relay's work Placard made ` +
    `${medianOf(sides.placard, "operations").toFixed(1)} operations a post, ${medianOf(sides.placard, "settledCpu").toFixed(0)} µs CPU until the last event was in its log.`,
);
const ratio = ratioOf(sides.placard, sides.bare, "rate");
const cpu = 1 / ratioOf(sides.placard, sides.bare, "cpu");
printTarget("posts.create at least 0.3 of bare node:sqlite", `${ratio.toFixed(2)} (by CPU ${cpu.toFixed(2)})`, ratio >= 0.3);
