/**
 * What a post costs on DynamoDB, from its making to its webhooks: the writes and reads that the service asks of the store's port, counted in DynamoDB's units by
 * its published rules, and the bytes that stay. (DynamoDB Local's own count follows other rules: 64 leases in one transaction are 4 units to it.)
 *
 * - A write in a transaction takes 2 units a KB begun of the item, before or after, whichever is larger; a delete as much as what it deletes.
 * - An index takes 1 unit for an entry that comes, goes or changes, 2 for one that moves. Ours project keys and expiry only.
 * - A consistent read takes 1 unit for 4 KB begun of an item, a query for 4 KB begun in all; a query of an index half of that.
 */
import { indexAttributes, toAttributes } from "../api/src/ports/store/dynamodb-items.ts";
import { INDEXES } from "../api/src/ports/store/store.ts";
import { printTable } from "./measure.mjs";
import { ask, furnish, openPlacard, postBody, relayed } from "./placard.mjs";

const ENDPOINTS = Number(process.argv[2] ?? 1);
const POSTS = 20;
const IDLE_S = 10;

const nameOf = ({ pk, sk }) => `${pk}\u0000${sk}`;
const bytesOf = attributes =>
  Object.entries(attributes).reduce((sum, [name, { S, N }]) => {
    const value = S === undefined ? Math.ceil(N.replace(/[-.]/g, "").length / 2) + 1 : Buffer.byteLength(S);
    return sum + name.length + value;
  }, 0);
const units = (bytes, size) => Math.max(1, Math.ceil(bytes / size));

/** The table as the writes so far made it, by key: what an item was decides what its next write costs. */
const table = new Map();

/** Attributes after an operation; null where the item is gone. */
function after(operation, before) {
  switch (operation.op) {
    case "put": {
      const text = JSON.stringify(operation.item.data);
      return { ...toAttributes(operation.item, text), ...(before?.n && operation.item.count === undefined && { n: before.n }) };
    }
    case "delete":
      return null;
    case "add": {
      const { key, by, expires } = operation;
      if (before) return { ...before, v: { N: String(Number(before.v.N) + 1) }, n: { N: String(Number(before.n?.N ?? 0) + by) } };
      return toAttributes({ ...key, version: 1, data: null, count: by, ...(expires !== undefined && { expires }) }, "null");
    }
    case "check":
      return before;
  }
}

/** What one index takes for an item that changes; the entry holds the item's key, its own and the expiry. */
function indexUnits(index, before, now) {
  const names = indexAttributes(index);
  const entry = attributes => {
    if (!attributes?.[names.pk]) return null;
    const { pk, sk, ttl } = attributes;
    return { pk, sk, ...(ttl && { ttl }), [names.pk]: attributes[names.pk], [names.sk]: attributes[names.sk] };
  };
  const [old, next] = [entry(before), entry(now)];
  if (JSON.stringify(old) === JSON.stringify(next)) return 0;
  const moves = old && next && (old[names.pk].S !== next[names.pk].S || old[names.sk].S !== next[names.sk].S);
  const of = one => (one === null ? 0 : units(bytesOf(one), 1024));
  return moves ? of(old) + of(next) : Math.max(of(old), of(next));
}

/** Units of a whole write, and how many bytes more the table holds after it, by kind of item. */
function costOf(operations) {
  const cost = { operations: operations.length, table: 0, indexes: 0 };
  for (const operation of operations) {
    const key = operation.op === "put" ? operation.item : operation.key;
    const before = table.get(nameOf(key)) ?? null;
    const now = after(operation, before);
    cost.table += 2 * units(Math.max(before ? bytesOf(before) : 0, now ? bytesOf(now) : 0), 1024);
    for (const index of INDEXES) cost.indexes += indexUnits(index, before, now);
    if (now) table.set(nameOf(key), now);
    else table.delete(nameOf(key));
  }
  return cost;
}

/** Which step of a post's life a write is, by what it writes. */
function stepOf(operations) {
  const of = kind => operations.find(({ op, item }) => op === "put" && item.pk.includes(`|${kind}`))?.item;
  if (operations.some(({ item }) => item?.pk.endsWith("|log") && item.sk === "head")) return "events to the log";
  const target = of("target#");
  if (of("post#") && target) return "create and schedule";
  if (target) return target.data.parts[0].state === "published" ? "publish: done" : "publish: arm";
  if (of("delivery#")) return "webhook delivered";
  return "other";
}

const steps = new Map();
const reads = { units: 0, count: 0 };
/** Posts whose status says that they are published. */
const settledPosts = new Set();
let written = 0;
let counting = false;

function around(service) {
  const store = service.systemStore;
  const read = (answer, unit) => {
    if (counting) {
      reads.units += unit;
      reads.count += 1;
    }
    return answer;
  };
  const sizeOf = item => (item ? bytesOf(toAttributes(item, JSON.stringify(item.data))) : 0);
  const systemStore = {
    ping: () => store.ping(),
    close: () => store.close(),
    get: async key => {
      const item = await store.get(key);
      return read(item, units(sizeOf(item), 4096));
    },
    batchGet: async keys => {
      const items = await store.batchGet(keys);
      return read(
        items,
        items.reduce((sum, item) => sum + units(sizeOf(item), 4096), 0),
      );
    },
    query: async query => {
      const page = await store.query(query);
      return read(
        page,
        units(
          page.items.reduce((sum, item) => sum + sizeOf(item), 0),
          4096,
        ),
      );
    },
    queryIndex: async (index, query) => {
      const page = await store.queryIndex(index, query);
      const bytes = page.items.reduce(
        (sum, { pk, sk, sort }) => sum + 2 * (pk.length + sk.length) + sort.length + query.pk.length + 20,
        0,
      );
      return read(page, units(bytes, 4096) / 2);
    },
    async write(operations) {
      const result = await store.write(operations);
      if (!result.ok) return result;
      const cost = costOf(operations);
      written += 1;
      for (const { item } of operations)
        if (item?.sk === "post" && item.data.status === "published") settledPosts.add(item.data.id);
      const step = stepOf(operations);
      if (!counting || step === "other") return result;
      const sum = steps.get(step) ?? { writes: 0, operations: 0, table: 0, indexes: 0 };
      steps.set(step, {
        writes: sum.writes + 1,
        operations: sum.operations + cost.operations,
        table: sum.table + cost.table,
        indexes: sum.indexes + cost.indexes,
      });
      return result;
    },
  };
  // Receivers that are live endpoints are on the Internet: these answer here.
  const network = { ...service.network, guarded: async () => new Response(null, { status: 204 }) };
  return { ...service, systemStore, network };
}

const placard = await openPlacard({ around });
const { app, service } = placard;
const { token, homes } = await furnish(app, POSTS);
for (let number = 0; number < ENDPOINTS; number++)
  await ask(app, "POST", "/v1/webhook-endpoints", { token, body: { url: `https://receiver.example.com/${number}` } });
await relayed(service);
await settle();

const idleFrom = performance.now();
counting = true;
await sleep(IDLE_S * 1000);
counting = false;
const idleS = (performance.now() - idleFrom) / 1000;
const idle = { units: reads.units / idleS, count: reads.count / idleS };
reads.units = 0;
reads.count = 0;

const bytesBefore = storedBytes();
const from = performance.now();
counting = true;
// One after the other, each in a workspace of its own: nothing is shared between posts, so this is the most a post can take.
for (const { workspace, account } of homes) {
  const at = Date.now() + 300;
  const post = await ask(app, "POST", "/v1/posts", { token, workspace, body: postBody(account, at) });
  while (!settledPosts.has(post.id)) await sleep(10);
}
await settle();
counting = false;
const elapsed = (performance.now() - from) / 1000;
const bytes = storedBytes();
await placard.close();

const rows = [...steps].map(([step, sum]) => [
  step,
  (sum.writes / POSTS).toFixed(1),
  (sum.operations / POSTS).toFixed(1),
  (sum.table / POSTS).toFixed(1),
  (sum.indexes / POSTS).toFixed(1),
  ((sum.table + sum.indexes) / POSTS).toFixed(1),
]);
const total = [...steps.values()].reduce((sum, { table: base, indexes }) => sum + base + indexes, 0) / POSTS;
printTable(
  ["step", "writes a post", "operations", "units of the table", "units of indexes", "units in all"],
  [...rows, ["all", "", "", "", "", total.toFixed(1)]],
);
console.log("");
printTable(
  ["kind of item", "items a post", "bytes of each, in the table", "and in indexes"],
  Object.entries(bytes).flatMap(([kind, { items, bytes: size, indexed }]) => {
    const before = bytesBefore[kind] ?? { items: 0, bytes: 0, indexed: 0 };
    const more = items - before.items;
    return more < POSTS / 2
      ? []
      : [
          [
            kind,
            (more / POSTS).toFixed(1),
            ((size - before.bytes) / more).toFixed(0),
            ((indexed - before.indexed) / more).toFixed(0),
          ],
        ];
  }),
);
console.log(
  `\n${POSTS} posts of ${JSON.stringify(postBody("", 0)).length} bytes, one after the other, each on one account, ` +
    `${ENDPOINTS} webhook endpoints. An idle installation reads ` +
    `${idle.units.toFixed(0)} units a second in ${idle.count.toFixed(0)} requests. Beyond that a post took ` +
    `${((reads.units - idle.units * elapsed) / POSTS).toFixed(1)} read units in ` +
    `${((reads.count - idle.count * elapsed) / POSTS).toFixed(1)} requests.`,
);

/** Bytes and entries of what the table holds, by kind of item. */
function storedBytes() {
  const kinds = {};
  for (const attributes of table.values()) {
    const { pk, sk } = attributes;
    const own = pk.S.slice(pk.S.indexOf("|") + 1);
    const kind = pk.S.includes("|")
      ? own.slice(0, own.search(/#|$/)) + (sk.S.startsWith("attempt#") ? " attempt" : "")
      : "of the system";
    kinds[kind] ??= { items: 0, bytes: 0, indexed: 0 };
    kinds[kind].items += 1;
    kinds[kind].bytes += bytesOf(attributes);
    for (const index of INDEXES) {
      const names = indexAttributes(index);
      const held = { pk, sk, [names.pk]: attributes[names.pk], [names.sk]: attributes[names.sk] };
      if (attributes[names.pk]) kinds[kind].indexed += bytesOf(held) + 100;
    }
  }
  return kinds;
}

/** Until nothing was written for a second. */
async function settle() {
  for (let before = -1; before !== written; ) {
    before = written;
    await sleep(1000);
  }
}

function sleep(time) {
  return new Promise(resolve => setTimeout(resolve, time));
}
