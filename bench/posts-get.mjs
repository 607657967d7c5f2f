/**
 * `posts.get` with an API key through the whole stack, over HTTP on loopback, 64 connections, beside a bare Hono route on the same server
 * (`@hono/node-server`) that answers with the same body. Each server has a process of its own; the load comes from this one.
 */
import { load, startServer } from "./load.mjs";
import { interleaved, medianOf, printTable, printTarget, ratioOf } from "./measure.mjs";

const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 3);

const placard = await startServer("./posts-get-server.mjs", "placard");
const { url, token, workspace } = placard.ready;
const headers = { Authorization: `Bearer ${token}`, "Placard-Workspace": workspace };
const body = await (await fetch(url, { headers })).text();
const bare = await startServer("./posts-get-server.mjs", "bare", body);
const { pathname } = new URL(url);
const bareUrl = `${bare.ready.origin}${pathname}`;
if ((await (await fetch(bareUrl, { headers })).text()) !== body) throw new Error("The sides do not answer the same.");

const sides = await interleaved(ROUNDS, {
  placard: () => load(placard, { url, headers, duration: SECONDS }),
  bare: () => load(bare, { url: bareUrl, headers, duration: SECONDS }),
});
await Promise.all([placard.close(), bare.close()]);

const row = (name, side) => [
  name,
  medianOf(side, "rate").toFixed(0),
  medianOf(side, "cpu").toFixed(0),
  medianOf(side, "p50").toFixed(1),
  medianOf(side, "p99").toFixed(1),
];
printTable(
  ["side", "requests/s", "CPU µs a request", "p50 ms", "p99 ms"],
  [row("posts.get, API key", sides.placard), row("bare Hono route, same body", sides.bare)],
);
const ratio = ratioOf(sides.placard, sides.bare, "rate");
console.log(`\n${ROUNDS} rounds of ${SECONDS} s, ${body.length} bytes a body.`);
printTarget(
  "posts.get at least 0.5 of a bare Hono route",
  `${ratio.toFixed(2)} (by CPU ${(1 / ratioOf(sides.placard, sides.bare, "cpu")).toFixed(2)})`,
  ratio >= 0.5,
);
