/**
 * `posts.get` with an API key through the whole stack, over HTTP on loopback, 64 connections, beside a bare Hono route on the same server
 * (`@hono/node-server`) that answers with the same bytes: once with the same body and headers, once with the body and its type alone.
 * Each server has a process of its own; the load comes from this one.
 */

import { interleaved, medianOf, printTable, printTarget, ratioOf } from "./measure.mjs";
import { load, startServer } from "./over-http.mjs";

const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 3);

const placard = await startServer("./posts-get-server.mjs", "placard");
const { url, token, workspace } = placard.ready;
const headers = { Authorization: `Bearer ${token}`, "Placard-Workspace": workspace };
const answer = await fetch(url, { headers });
const body = await answer.text();
/** Node adds these itself. */
const OF_NODE = ["date", "connection", "keep-alive", "content-length"];
const answered = Object.fromEntries([...answer.headers].filter(([name]) => !OF_NODE.includes(name)));
const { pathname } = new URL(url);

async function startBare(withHeaders) {
  const server = await startServer("./posts-get-server.mjs", "bare", body, JSON.stringify(withHeaders));
  const bareUrl = `${server.ready.origin}${pathname}`;
  if ((await (await fetch(bareUrl, { headers })).text()) !== body) throw new Error("The sides do not answer the same.");
  return { server, url: bareUrl };
}
const same = await startBare(answered);
const plain = await startBare({ "content-type": "application/json" });

const sides = await interleaved(ROUNDS, {
  placard: () => load(placard, { url, headers, duration: SECONDS }),
  same: () => load(same.server, { url: same.url, headers, duration: SECONDS }),
  plain: () => load(plain.server, { url: plain.url, headers, duration: SECONDS }),
});
await Promise.all([placard.close(), same.server.close(), plain.server.close()]);

const row = (name, side) => [
  name,
  medianOf(side, "rate").toFixed(0),
  medianOf(side, "cpu").toFixed(0),
  medianOf(side, "p50").toFixed(1),
  medianOf(side, "p99").toFixed(1),
  ratioOf(sides.placard, side, "rate").toFixed(2),
  (1 / ratioOf(sides.placard, side, "cpu")).toFixed(2),
];
printTable(
  ["side", "requests/s", "CPU µs a request", "p50 ms", "p99 ms", "Placard / this", "by CPU"],
  [
    row("posts.get, API key", sides.placard),
    row("bare Hono route, same body and headers", sides.same),
    row("bare Hono route, same body only", sides.plain),
  ],
);
const ratio = ratioOf(sides.placard, sides.same, "rate");
console.log(`\n${ROUNDS} rounds of ${SECONDS} s, ${body.length} bytes a body.`);
printTarget("posts.get at least 0.5 of a bare Hono route that returns the same bytes", ratio.toFixed(2), ratio >= 0.5);
