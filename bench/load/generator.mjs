/**
 * The load: a process of its own that sends requests at a fixed rate, whatever becomes of those before (an open loop). A request's latency counts from the
 * instant at which it should have been sent, so a server that stalls is charged with everything that waited meanwhile. It speaks to this machine alone.
 */
import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { quantile } from "../measure.mjs";
import { serveQuestions } from "../over-http.mjs";
import { onThisMachine } from "./on-this-machine.mjs";

/** More requests than this are never under way or waiting for a connection: the rest is counted as not sent, and the run has failed. */
const MOST_WAITING = 20_000;
const MOST_CONNECTIONS = 2000;
const TIMEOUT_MS = 30_000;
const ERRORS_KEPT = 5;

/** Sends one request; resolves to status and body when the last byte is there. */
function send(agent, origin, { method, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const sent = request(origin + path, { agent, method, headers, timeout: TIMEOUT_MS }, answer => {
      const chunks = [];
      answer.on("data", chunk => chunks.push(chunk));
      answer.once("end", () => resolve({ status: answer.statusCode, chunks }));
      answer.once("error", reject);
    });
    sent.once("timeout", () => sent.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    sent.once("error", reject);
    sent.end(body);
  });
}

/** Kinds in the order of their turns, so that every stretch of requests has the shares that were asked for. */
function turnsOf(kinds) {
  const turns = [];
  const owed = kinds.map(() => 0);
  for (let turn = 0; turn < 1000; turn++) {
    for (const [place, { share }] of kinds.entries()) owed[place] += share;
    const next = owed.indexOf(Math.max(...owed));
    owed[next] -= 1;
    turns.push(next);
  }
  return turns;
}

/**
 * `rate` requests a second for `seconds`. Each kind has a share (together 1), its requests, which take turns, and the status that is success; `once` gives
 * each request an idempotency key of its own.
 */
async function run({ origin, rate, seconds, connections = 256, kinds }) {
  onThisMachine(origin);
  const agent = new Agent({ keepAlive: true, maxSockets: Math.min(connections, MOST_CONNECTIONS), scheduling: "fifo" });
  const total = Math.round(rate * seconds);
  const turns = turnsOf(kinds);
  const taken = kinds.map(() => 0);
  const figures = kinds.map(() => ({ latencies: [], errors: 0 }));
  const problems = [];
  let underWay = 0;
  let [notSent, late] = [0, 0];
  let done;
  const over = new Promise(resolve => {
    done = resolve;
  });
  const start = performance.now() + 50;
  let next = 0;
  const failed = (place, what) => {
    figures[place].errors += 1;
    if (problems.length < ERRORS_KEPT) problems.push(`${kinds[place].name}: ${what}`);
  };
  const fire = (number, intended) => {
    const place = turns[number % turns.length];
    const kind = kinds[place];
    if (underWay >= MOST_WAITING) {
      notSent += 1;
      return;
    }
    underWay += 1;
    const one = kind.requests[taken[place]++ % kind.requests.length];
    const headers = { ...kind.headers, ...one.headers, ...(kind.once && { "Idempotency-Key": randomUUID() }) };
    send(agent, origin, { ...one, headers })
      .then(
        ({ status, chunks }) => {
          if (status === kind.status) figures[place].latencies.push(performance.now() - intended);
          else failed(place, `${status} ${Buffer.concat(chunks).toString().slice(0, 300)}`);
        },
        error => failed(place, error.message),
      )
      .then(() => {
        underWay -= 1;
        if (underWay === 0 && next === total) done();
      });
  };
  const tick = () => {
    const now = performance.now();
    for (; next < total; next++) {
      const intended = start + (next * 1000) / rate;
      if (intended > now) break;
      late = Math.max(late, now - intended);
      fire(next, intended);
    }
    if (next < total) setTimeout(tick, 1);
    else if (underWay === 0) done();
  };
  setTimeout(tick, 50);
  await over;
  agent.destroy();
  const measured = (performance.now() - start) / 1000;
  return {
    kinds: kinds.map(({ name }, place) => ({ name, errors: figures[place].errors, ...distribution(figures[place].latencies) })),
    all: distribution(figures.flatMap(({ latencies }) => latencies)),
    errors: figures.reduce((sum, { errors }) => sum + errors, 0),
    notSent,
    problems,
    seconds: measured,
    /** How long this process itself was late at worst: what it measured is no better than this. */
    lateMs: late,
  };
}

const distribution = values => ({
  count: values.length,
  ...(values.length > 0 && {
    p50: quantile(values, 0.5),
    p95: quantile(values, 0.95),
    p99: quantile(values, 0.99),
    max: quantile(values, 1),
  }),
});

/** Live streams that are open: each with the places it was told of, and when. */
let streams = [];

/** Opens streams of server-sent events, some at a time; resolves when all have said `connected`. */
async function open({ origin, clients }) {
  onThisMachine(origin);
  if (clients.length > MOST_CONNECTIONS) throw new Error(`at most ${MOST_CONNECTIONS} streams`);
  const waiting = [...clients.entries()];
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) streams.push(await openOne(origin, one[1]));
    }),
  );
  return { open: streams.length };
}

function openOne(origin, { token, workspace }) {
  const stream = { workspace, places: [], latencies: [], ended: false, asked: null };
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, "placard-workspace": workspace };
    stream.asked = request(`${origin}/v1/events/stream`, { headers, agent: false }, answer => {
      if (answer.statusCode !== 200) return reject(new Error(`a stream was answered with ${answer.statusCode}`));
      let text = "";
      answer.on("close", () => {
        stream.ended = true;
      });
      answer.on("error", () => answer.destroy());
      answer.setEncoding("utf8").on("data", piece => {
        const now = performance.timeOrigin + performance.now();
        text += piece;
        for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
          const frame = text.slice(0, end);
          text = text.slice(end + 2);
          if (frame.includes("event: connected\n")) resolve(stream);
          const at = /"timestamp":"([^"]+)"/.exec(frame)?.[1];
          if (at === undefined) continue;
          stream.places.push(Number(/^id: (\d+)/.exec(frame)?.[1]));
          stream.latencies.push(now - Date.parse(at));
        }
      });
    });
    stream.asked.once("error", reject).end();
  });
}

/** What the streams were told since they were opened, by workspace; a stream that heard something else than its neighbours shows by its count. */
function heard() {
  const latencies = streams.flatMap(stream => stream.latencies);
  const gaps = streams.filter(({ places }) => places.some((place, at) => at > 0 && place !== places[at - 1] + 1)).length;
  const byWorkspace = {};
  for (const { workspace, places } of streams) {
    byWorkspace[workspace] ??= { least: places.length, most: places.length };
    byWorkspace[workspace].least = Math.min(byWorkspace[workspace].least, places.length);
    byWorkspace[workspace].most = Math.max(byWorkspace[workspace].most, places.length);
  }
  return { ...distribution(latencies), gaps, ended: streams.filter(({ ended }) => ended).length, byWorkspace };
}

function hangUp() {
  for (const { asked } of streams) asked.destroy();
  streams = [];
  return {};
}

serveQuestions({}, { run, open, heard, hangUp }, async () => hangUp());
