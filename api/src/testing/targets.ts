import type { PartRecord, PartState, TargetRecord } from "../modules/publishing/target.ts";

export type { PartState };

/** A part as plain data. */
export const aPart = (more: Partial<PartRecord> = {}): PartRecord => ({
  kind: "post",
  key: "tgt_1_0_1",
  text: "Hello",
  title: null,
  language: null,
  options: {},
  state: "scheduled",
  handle: null,
  token: 0,
  armed: null,
  tries: 0,
  lookups: 0,
  next: null,
  unknownSince: null,
  published: null,
  problem: null,
  attempts: [],
  ...more,
});

/** A target with these parts, as plain data. */
export const aTarget = (parts: readonly PartRecord[], more: Partial<TargetRecord> = {}): TargetRecord => ({
  schema: 1,
  id: "tgt_1",
  postId: "post_1",
  accountId: "acct_1",
  network: "sandbox",
  createdAt: 0,
  updatedAt: 0,
  scheduledAt: 1000,
  parts,
  metadata: {},
  ...more,
});
