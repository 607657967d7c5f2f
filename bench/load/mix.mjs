/** What callers do all day, at a fixed rate: 60 % reads, 20 % posts made and scheduled, 10 % posts changed, 10 % administration. Beside it a bare server. */

import { printTable, printTarget } from "../measure.mjs";
import { startServer } from "../over-http.mjs";
import { postBody } from "../placard.mjs";
import { relayed, using } from "./installation.mjs";
import { figure, ms } from "./tables.mjs";

const DAY_MS = 86_400_000;

/** Kinds of requests; there is no inbound area yet, so accounts and their health take its share beside the administration of webhooks. */
function kindsOf({ token, homes, endpoints }) {
  const auth = { Authorization: `Bearer ${token}` };
  const json = { "Content-Type": "application/json" };
  const at = Date.now() + 30 * DAY_MS;
  const of = (make, homesTaken = homes) =>
    homesTaken.map(home => ({ ...make(home), headers: { ...auth, "Placard-Workspace": home.workspace } }));
  const days = `from=${new Date(at - DAY_MS).toISOString()}&to=${new Date(at + 7 * DAY_MS).toISOString()}`;
  const read = (name, share, route, requests) => ({ name, share, method: "GET", route, status: 200, requests });
  const organization = requests => requests.map(path => ({ method: "GET", path, headers: auth }));
  const eachPost = make =>
    homes.flatMap(home =>
      of(
        () => null,
        home.posts.map(() => home),
      ).map((one, place) => ({ ...one, ...make(home.posts[place]) })),
    );
  return [
    read(
      "read a post",
      0.2,
      "/v1/posts/:id",
      eachPost(post => ({ method: "GET", path: `/v1/posts/${post}` })),
    ),
    read(
      "list posts",
      0.2,
      "/v1/posts",
      of(() => ({ method: "GET", path: "/v1/posts?limit=20" })),
    ),
    read(
      "calendar of a week",
      0.2,
      "/v1/calendar",
      of(() => ({ method: "GET", path: `/v1/calendar?${days}` })),
    ),
    {
      name: "create and schedule",
      share: 0.2,
      method: "POST",
      route: "/v1/posts",
      status: 201,
      once: true,
      headers: json,
      requests: of(({ account }) => ({ method: "POST", path: "/v1/posts", body: JSON.stringify(postBody(account, at)) })),
    },
    {
      name: "update a post",
      share: 0.1,
      method: "PATCH",
      route: "/v1/posts/:id",
      status: 200,
      headers: json,
      requests: eachPost(post => ({
        method: "PATCH",
        path: `/v1/posts/${post}`,
        body: JSON.stringify({ text: "Fresh bread from half past six: the oven is new, and so is the baker." }),
      })),
    },
    read("list endpoints", 0.02, "/v1/webhook-endpoints", organization(["/v1/webhook-endpoints"])),
    read("read an endpoint", 0.01, "/v1/webhook-endpoints/:id", organization(endpoints.map(id => `/v1/webhook-endpoints/${id}`))),
    read("list deliveries", 0.02, "/v1/webhook-deliveries", organization(["/v1/webhook-deliveries?limit=20"])),
    {
      name: "change an endpoint",
      share: 0.01,
      method: "PATCH",
      route: "/v1/webhook-endpoints/:id",
      status: 200,
      headers: json,
      requests: endpoints.map(id => ({
        method: "PATCH",
        path: `/v1/webhook-endpoints/${id}`,
        headers: auth,
        body: JSON.stringify({ description: "Production" }),
      })),
    },
    read(
      "list accounts",
      0.02,
      "/v1/accounts",
      of(() => ({ method: "GET", path: "/v1/accounts" })),
    ),
    read(
      "health of an account",
      0.02,
      "/v1/accounts/:id/health",
      of(({ account }) => ({ method: "GET", path: `/v1/accounts/${account}/health` })),
    ),
  ];
}

/** One answer of each kind, which the bare server gives. */
async function samplesOf(origin, kinds) {
  const samples = [];
  for (const { method, route, status, headers, requests } of kinds) {
    const [{ path, body, headers: own }] = requests;
    const answer = await fetch(origin + path, { method, headers: { ...headers, ...own }, body });
    if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    samples.push({ method, route, status, body: await answer.text() });
  }
  return samples;
}

export async function mix(installation, generator, { rate, seconds, workspaces, posts }) {
  // They disturb nobody: an event type that does not happen here.
  const endpoints = Array.from({ length: 5 }, (_, number) => `https://receiver-${number}.example.com/hooks`);
  const home = await installation.serve.ask("furnish", { workspaces, mode: "live", posts, endpoints: [] });
  const made = [];
  for (const url of endpoints) {
    const answer = await fetch(`${installation.origin}/v1/webhook-endpoints`, {
      method: "POST",
      headers: { Authorization: `Bearer ${home.token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ url, event_types: ["post.failed"] }),
    });
    made.push((await answer.json()).id);
  }
  const kinds = kindsOf({ ...home, endpoints: made });
  const samples = await samplesOf(installation.origin, kinds);
  await relayed(installation);
  const before = await installation.serve.ask("tally");
  const load = { rate, seconds, kinds };
  const warm = Math.min(5, seconds);
  const warmed = await generator.ask("run", { ...load, origin: installation.origin, seconds: warm });
  const measured = await using(installation, () => generator.ask("run", { ...load, origin: installation.origin }));
  const settled = await relayed(installation);
  const after = await installation.serve.ask("tally");

  const bare = await startServer("./load/bare-server.mjs");
  await bare.ask("answer", { samples });
  await generator.ask("run", { ...load, origin: bare.ready.origin, seconds: warm });
  const beside = await using({ processes: [bare] }, () => generator.ask("run", { ...load, origin: bare.ready.origin }));
  await bare.close();

  printTable(
    ["kind", "requests", "p50 ms", "p95 ms", "p99 ms", "max ms", "errors", "bare Hono p50", "p95", "p99"],
    [...measured.kinds, { name: "all", errors: measured.errors, ...measured.all }].map((kind, place) => {
      const other = beside.kinds[place] ?? beside.all;
      return [
        kind.name,
        kind.count,
        ...["p50", "p95", "p99", "max"].map(name => ms(kind[name])),
        kind.errors,
        ...["p50", "p95", "p99"].map(name => ms(other[name])),
      ];
    }),
  );
  const answered = measured.all.count;
  console.log(
    `\n${rate} requests/s for ${seconds} s over ${workspaces} workspaces with ${posts} posts each. Placard took ${figure(measured.cores)} cores ` +
      `(${figure(measured.cpu / answered)} µs a request, its background work with it), ${figure(measured.resident / 1e6)} MB; ` +
      `bare Hono ${figure(beside.cores)} cores. ` +
      `The generator was late by ${ms(measured.lateMs)} ms at worst. ` +
      `The last event was in its log ${settled === null ? "not within two minutes" : `${figure(settled)} s later`}.`,
  );
  const creates = [warmed, measured].reduce(
    (sum, { kinds: ran }) => sum + ran.find(({ name }) => name === "create and schedule").count,
    0,
  );
  const newPosts = (after.posts.scheduled ?? 0) - (before.posts.scheduled ?? 0);
  const newEvents = (after.events["post.created"] ?? 0) - (before.events["post.created"] ?? 0);
  printTarget(
    "error rate 0",
    `${measured.errors} of ${answered + measured.errors}, ${measured.notSent} not sent`,
    measured.errors + measured.notSent === 0,
  );
  for (const problem of measured.problems) console.log(`  ${problem}`);
  printTarget(
    "every post answered with 201 is there and told of, once",
    `${creates} answered, ${newPosts} there, ${newEvents} told, ${after.faultCount} faults in the logs`,
    creates === newPosts && creates === newEvents && after.faultCount === 0,
  );
  for (const fault of after.faults) console.log(`  ${fault}`);
  return measured.errors + measured.notSent === 0;
}
