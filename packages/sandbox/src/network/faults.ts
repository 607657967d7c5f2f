import { z } from "zod";
import type { Database } from "../database.ts";
import { newId } from "./ids.ts";

/** What a fault can be tied to. `read` is every read that has no name of its own here; `any` is everything. */
export const OPERATIONS = ["any", "create", "lookup", "media", "token", "login", "revoke", "me", "delete", "read"] as const;
export type Operation = (typeof OPERATIONS)[number];

export const FAULT_KINDS = [
  "status",
  "timeout",
  "reset_before",
  "reset_after",
  "slow",
  "rate_limit",
  "duplicate",
  "unreadable",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const Settings = z.object({
  /** The status that `status` answers with. */
  status: z.number().int().min(400).max(599).default(500),
  /** The error code that `status` answers with; null gives the usual one of the status. */
  code: z.string().max(64).nullable().default(null),
  /** `slow`: how long it waits before it does the thing. `timeout`: how long it holds the connection. In ms. */
  delay_ms: z.number().int().min(0).max(120_000).nullable().default(null),
  /** `rate_limit` and `status`: seconds in the header Retry-After. */
  retry_after_s: z.number().int().min(0).max(86_400).nullable().default(null),
  /** Whether the thing is done although the answer says otherwise; null is the kind's own default. */
  applied: z.boolean().nullable().default(null),
});

/** A fault as it is asked for. */
export const FaultInput = Settings.extend({
  account: z.string().max(200).nullable().default(null),
  operation: z.enum(OPERATIONS),
  kind: z.enum(FAULT_KINDS),
  times: z.number().int().min(1).max(1_000_000).default(1),
});
export type FaultInput = z.infer<typeof FaultInput>;

const FaultRow = z.object({
  id: z.string(),
  account: z.string().nullable(),
  operation: z.enum(OPERATIONS),
  kind: z.enum(FAULT_KINDS),
  settings: z.string(),
  times: z.number(),
  remaining: z.number(),
});

/** A fault as it stands: how often it was asked for and how often it will still happen. */
export type Fault = FaultInput & { readonly id: string; readonly remaining: number };

/** Faults that wait to happen. They are kept like everything else, so that they outlive a restart in the middle of a test. */
export class Faults {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(input: FaultInput, now: number): Fault {
    const { account, operation, kind, times, ...settings } = input;
    const id = newId("flt");
    this.#database.run(
      "INSERT INTO faults (id, account, operation, kind, settings, times, remaining, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      id,
      account === null ? null : account.replace(/^@/, ""),
      operation,
      kind,
      JSON.stringify(settings),
      times,
      times,
      now,
    );
    return { ...input, id, remaining: times };
  }

  /** All faults, the used-up ones too, in the order they were asked for. */
  list(): Fault[] {
    return this.#database
      .all(FaultRow, "SELECT id, account, operation, kind, settings, times, remaining FROM faults ORDER BY seq")
      .map(toFault);
  }

  clear(id: string | null): number {
    return this.#database.run("DELETE FROM faults WHERE ?1 IS NULL OR id = ?1", id);
  }

  /** The fault that is next for this operation of this account, which is thereby used once; null when there is none. */
  take(operation: Operation, account: { id: string; handle: string } | null): Fault | null {
    const row = this.#database.get(
      FaultRow,
      `SELECT id, account, operation, kind, settings, times, remaining FROM faults
       WHERE remaining > 0 AND operation IN (?1, 'any') AND (account IS NULL OR account = ?2 OR account = ?3) ORDER BY seq LIMIT 1`,
      operation,
      account?.id ?? null,
      account?.handle ?? null,
    );
    // No transaction around both: a read must not wait for writers only to learn that there is no fault.
    const isOurs =
      row !== null &&
      this.#database.run("UPDATE faults SET remaining = remaining - 1 WHERE id = ? AND remaining > 0", row.id) > 0;
    return isOurs ? toFault(row) : null;
  }
}

function toFault(row: z.infer<typeof FaultRow>): Fault {
  const { settings, ...rest } = row;
  return { ...Settings.parse(JSON.parse(settings)), ...rest };
}
