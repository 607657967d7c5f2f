/** Counts in a store, read as a whole, what became of everything, and whether anything is missing or there twice. */

const counter = counts => name => {
  counts[name] = (counts[name] ?? 0) + 1;
};

/**
 * Targets, posts and deliveries by status, events by type, and faults in words: a log with gaps, an event that is there twice, a published target that was
 * not told of exactly once, a post that was not told of when it was made.
 */
export async function tallyOf(store) {
  const [targets, posts, deliveries, events] = [{}, {}, {}, {}];
  const counted = { target: counter(targets), post: counter(posts), delivery: counter(deliveries), event: counter(events) };
  const logs = new Map();
  const heads = new Map();
  const told = new Map();
  const ids = new Set();
  const published = [];
  const faults = [];
  let outbox = 0;
  let items = 0;
  let bytes = 0;
  for await (const page of store.readAll()) {
    for (const { pk, sk, data } of page) {
      items += 1;
      bytes += pk.length + sk.length + JSON.stringify(data).length;
      const bar = pk.indexOf("|");
      const [tenant, kind] = bar < 0 ? [null, pk] : [pk.slice(0, bar), pk.slice(bar + 1)];
      if (kind.startsWith("outbox#")) outbox += 1;
      else if (tenant === null) continue;
      else if (sk === "target") {
        counted.target(data.parts[0].state);
        if (data.parts[0].state === "published") published.push(data.id);
      } else if (sk === "post") counted.post(data.status);
      else if (sk === "delivery") counted.delivery(data.status);
      else if (kind === "log") heads.set(tenant, data.seq);
      else if (kind.startsWith("log#")) {
        if (ids.has(data.id)) faults.push(`the event ${data.id} is there twice`);
        ids.add(data.id);
        counted.event(data.type);
        logs.set(tenant, (logs.get(tenant) ?? 0) + 1);
        if (data.type === "target.published") told.set(data.data.target.id, (told.get(data.data.target.id) ?? 0) + 1);
      }
    }
  }
  // Places are unique by their key: as many as the head says means none is missing.
  for (const [tenant, seq] of heads)
    if (logs.get(tenant) !== seq) faults.push(`the log of ${tenant} has ${logs.get(tenant) ?? 0} events of ${seq}`);
  if (outbox === 0)
    for (const id of published)
      if (told.get(id) !== 1) faults.push(`of ${id}, which is published, ${told.get(id) ?? 0} events tell`);
  return { targets, posts, deliveries, events, outbox, items, bytes, faults: faults.slice(0, 10), faultCount: faults.length };
}
