import { expect, it } from "vitest";
import { CountRow, Database } from "./database.ts";

const insert = (database: Database, id: string) =>
  database.run(
    "INSERT INTO faults (id, operation, kind, settings, times, remaining, created_at) VALUES (?, 'any', 'slow', '{}', 1, 1, 0)",
    id,
  );
const count = (database: Database) => database.get(CountRow, "SELECT count(*) AS n FROM faults")?.n;

it("keeps all of a transaction or nothing, the inner ones included", () => {
  const database = new Database(null);
  database.transact(() => {
    insert(database, "a");
    database.transact(() => insert(database, "b"));
  });
  expect(count(database)).toBe(2);
  expect(() =>
    database.transact(() => {
      insert(database, "c");
      database.transact(() => insert(database, "d"));
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(count(database)).toBe(2);
  expect(() => database.transact(() => insert(database, "a"))).toThrow("UNIQUE");
  database.transact(() => insert(database, "e"));
  expect(count(database)).toBe(3);
  database.close();
});
