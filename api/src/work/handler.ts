import type { Ctx, OrganizationCtx } from "../ctx.ts";

/** A record whose due attribute came due. Keys are the tenant's own, without its prefix. */
export interface DueRecord {
  readonly pk: string;
  readonly sk: string;
  /** Whose turn it takes, as its due attribute says: its tenant unless told. */
  readonly lane: string;
  /** When it was due, in ms on the clock it was meant in. */
  readonly at: number;
}

/** What durable work does with the records of one kind (`due.kind`). */
export interface WorkHandler {
  readonly kind: string;
  /** Whose records these are: decides which ctx the handler gets. */
  readonly home: "workspace" | "organization";
  /** At most this many at once for one tenant in this process. */
  readonly perTenant: number;
  /** At most this many at once for one lane within a tenant's (`subLane` of the due attribute); as many as for the tenant unless given. */
  readonly perSubLane?: number;
  /** At most this many a second for one tenant that has more waiting, in this process; as many as it gets through unless given. */
  readonly perTenantPerSecond?: number;
  /** At most this many at once in this process. */
  readonly perProcess: number;
  /** Its time matters to people: while more of it is due than there is room for, events are moved one shard at a time. */
  readonly punctual?: boolean;
  /**
   * Reads the record again (the index may lag), does what is due and commits. What it commits moves or removes the record's due attribute;
   * a record that is still due afterwards is taken again. Throwing means that this stage failed: it is tried again later, and given up after the third time.
   */
  handle(ctx: Ctx & OrganizationCtx, record: DueRecord): Promise<void>;
  /**
   * Ends a record that {@link handle} threw at every time, in a way its people can see. Without it, or should it throw as well, the record is parked,
   * where only operators see it.
   */
  giveUp?(ctx: Ctx & OrganizationCtx, record: DueRecord): Promise<void>;
}
