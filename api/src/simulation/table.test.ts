import { storeConformance } from "../ports/store/conformance.ts";
import { checkBatchGet, checkKey, checkQuery, checkWrite } from "../ports/store/limits.ts";
import { StoreBusy, type WholeStore } from "../ports/store/store.ts";
import { Table } from "./table.ts";

/** The table as a store that answers at once, with the limits of the port: a simulation leaves them out, for measuring every write costs more than it. */
function storeOver(table: Table): WholeStore {
  let closed = false;
  const open = async <T>(check: () => void, read: () => T): Promise<T> => {
    if (closed) throw new StoreBusy("The store is closed.");
    check();
    return read();
  };
  return {
    readsOneInstant: true,
    async *readAll() {
      yield await open(
        () => undefined,
        () => [...table.all()],
      );
    },
    get: key =>
      open(
        () => checkKey(key),
        () => table.get(key),
      ),
    batchGet: keys =>
      open(
        () => checkBatchGet(keys),
        () => keys.map(key => table.get(key)),
      ),
    query: query =>
      open(
        () => checkQuery(query),
        () => table.query(query),
      ),
    queryIndex: (index, query) =>
      open(
        () => checkQuery(query),
        () => table.queryIndex(index, query),
      ),
    write: operations =>
      open(
        () => checkWrite(operations),
        // As a driver keeps them: what was written is not what was given.
        () => table.write(JSON.parse(JSON.stringify(operations))),
      ),
    ping: () =>
      open(
        () => undefined,
        () => undefined,
      ),
    close: async () => {
      closed = true;
    },
  };
}

let table: Table | null = null;
storeConformance("simulated table", async ({ now }) => {
  table ??= new Table(now);
  return storeOver(table);
});
