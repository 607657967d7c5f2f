/** Posts put into the store as items, past the API: many, quickly, and due when a benchmark wants. */

/** Wraps the store of a service: `onWrite(operations, write)` stands around each write. */
export const aroundWrites = onWrite => service => {
  const store = service.systemStore;
  const names = ["get", "batchGet", "query", "queryIndex", "ping", "close"];
  const passed = Object.fromEntries(names.map(name => [name, store[name].bind(store)]));
  const write = operations => onWrite(operations, () => store.write(operations));
  return { ...service, systemStore: { ...passed, write } };
};

/**
 * Copies of posts the API made, with new ids: gives a function that makes the items (post and target) of `count` posts, each due when `dueAt(number)` says.
 * Models take turns, so the copies are spread over their workspaces. `round` keeps the ids of several calls apart.
 */
export function copiesOf(models, count, round) {
  return function* (dueAt) {
    for (let number = 0; number < count; number++) {
      const { items, ids, at } = models[number % models.length];
      const due = dueAt(number);
      const suffix = `${round.toString(16).padStart(2, "0")}${number.toString(16).padStart(8, "0")}`;
      let text = JSON.stringify(items);
      for (const id of ids) text = text.replaceAll(id, id.slice(0, -10) + suffix);
      text = text.replaceAll(String(at), String(due)).replaceAll(new Date(at).toISOString(), new Date(due).toISOString());
      yield JSON.parse(text);
    }
  };
}

/** Writes the items of many posts, with as much in flight as the store takes. */
export async function insert(store, posts) {
  const IN_FLIGHT = 64;
  const AT_ONCE = 16;
  const lane = async () => {
    for (;;) {
      const operations = [];
      for (let taken = 0; taken < AT_ONCE; taken++) {
        const { value, done } = posts.next();
        if (done) break;
        for (const item of value) operations.push({ op: "put", item });
      }
      if (operations.length === 0) return;
      await store.write(operations);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}
