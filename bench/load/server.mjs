/**
 * One process of the installation under load: `dev` with everything in it, `serve` or `worker`. It furnishes what a scenario needs, notes what was
 * published when, and afterwards counts in the store what became of everything.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { inFlight, quantile } from "../measure.mjs";
import { serveQuestions } from "../over-http.mjs";
import { ask, furnish, modelsOf, NETWORK, openPlacard, postBody } from "../placard.mjs";
import { aroundWrites, copiesOf, insert } from "../stored.mjs";
import { tallyOf } from "./tally.mjs";

const { command, settings } = JSON.parse(process.argv[2]);

/** Lag of each target in ms, from its due instant until the write that says "published" is durable; the flood's apart. */
const lags = { flood: [], others: [] };
/** When each of the others was due, in the same order. */
const dues = [];
let flooding = null;
let published = { first: 0, last: 0 };
/** How often the network was asked to create each part: once, or it was published twice. */
const created = new Map();
/** What bounds it: how long each durable write of a target took, in ms, and how late the event loop is. */
const writes = [];
const loop = monitorEventLoopDelay({ resolution: 5 });

const noting = aroundWrites(async (operations, write) => {
  const target = operations.find(({ op, item }) => op === "put" && item.pk.includes("|target#"))?.item;
  const asked = performance.now();
  const result = await write();
  if (target) writes.push(performance.now() - asked);
  if (!result.ok || target?.data.parts[0].state !== "published") return result;
  const now = performance.timeOrigin + performance.now();
  if (lags.others.length + lags.flood.length === 0) published = { first: now, last: now };
  published.last = now;
  const lag = now - target.data.scheduledAt;
  if (flooding !== null && target.pk.startsWith(flooding)) lags.flood.push(lag);
  else {
    lags.others.push(lag);
    dues.push(target.data.scheduledAt);
  }
  return result;
});

function counting(service) {
  const connector = service.connectors.get(NETWORK);
  const create = (io, account, part) => {
    created.set(part.key, (created.get(part.key) ?? 0) + 1);
    return connector.create(io, account, part);
  };
  return { ...service, connectors: new Map([[NETWORK, { ...connector, create }]]) };
}

const placard = await openPlacard({
  command,
  settings,
  work: command !== "serve",
  around: service => counting(noting(service)),
});
const listening = command === "worker" ? null : await placard.listen();
let home = null;
/** Keeps the ids of what is inserted apart. */
let round = 0;

const summary = values => ({
  count: values.length,
  p50: values.length > 0 ? quantile(values, 0.5) : null,
  p95: values.length > 0 ? quantile(values, 0.95) : null,
  p99: values.length > 0 ? quantile(values, 0.99) : null,
  max: values.length > 0 ? quantile(values, 1) : null,
});

/** The others' median lag by tenth of the time over which they were due: whether it grows, or came of one stall. */
function tenths() {
  const first = dues.reduce((least, due) => Math.min(least, due), Number.POSITIVE_INFINITY);
  const span = dues.reduce((most, due) => Math.max(most, due), 0) - first + 1;
  const parts = Array.from({ length: 10 }, () => []);
  for (const [place, due] of dues.entries()) parts[Math.floor((10 * (due - first)) / span)].push(lags.others[place]);
  return parts.map(part => (part.length > 0 ? quantile(part, 0.5) : null));
}

const answers = {
  /** An organization and its workspaces, with `posts` scheduled posts in each, and `endpoints` at these URLs. */
  async furnish({ workspaces, mode, posts = 0, endpoints = [] }) {
    const { app } = placard;
    home = await furnish(app, workspaces, mode);
    const { token, homes } = home;
    const at = Date.now() + 30 * 86_400_000;
    const ids = homes.map(() => []);
    await inFlight(homes.length * posts, 32, async number => {
      const place = number % homes.length;
      const { workspace, account } = homes[place];
      const { id } = await ask(app, "POST", "/v1/posts", { token, workspace, body: postBody(account, at + number * 60_000) });
      ids[place].push(id);
    });
    const told = [];
    for (const url of endpoints) told.push((await ask(app, "POST", "/v1/webhook-endpoints", { token, body: { url } })).id);
    return { token, homes: homes.map((one, place) => ({ ...one, posts: ids[place] })), endpoints: told };
  },
  /** Puts targets past the API into the store. `batches` say how many, in which workspaces (from, to), and when: spread evenly over `overMs` from `at` on. */
  async insert({ batches }) {
    const far = Date.now() + 30 * 86_400_000;
    const models = await modelsOf(placard, home, far);
    for (const { targets, from, to, at, overMs } of batches) {
      const items = copiesOf(models.slice(from, to), targets, round++);
      await insert(
        placard.service.systemStore,
        items(number => Math.floor(at + (number * overMs) / targets)),
      );
    }
    return {};
  },
  /** Notes from now on; `flood` names the workspace that is to be told apart. */
  note({ flood }) {
    flooding = flood;
    lags.flood.length = 0;
    lags.others.length = 0;
    dues.length = 0;
    writes.length = 0;
    loop.enable();
    return {};
  },
  progress: () => ({ flood: lags.flood.length, others: lags.others.length }),
  lags: () => ({
    flood: summary(lags.flood),
    others: summary(lags.others),
    seconds: (published.last - published.first) / 1000,
    tenths: tenths(),
    writes: summary(writes),
    loopMs: loop.percentile(99) / 1e6,
    askedTwice: [...created.values()].filter(times => times > 1).length,
  }),
  /** How many batches of events wait to be moved to the logs. */
  async outbox() {
    let waiting = 0;
    for (let shard = 0; shard < 64; shard++) {
      const pk = `outbox#${String(shard).padStart(2, "0")}`;
      waiting += (await placard.service.systemStore.query({ pk, limit: 1000 })).items.length;
    }
    return { waiting };
  },
  tally: () => tallyOf(placard.store),
};

serveQuestions({ origin: listening ? `http://127.0.0.1:${listening.port}` : null }, answers, () => placard.close());
