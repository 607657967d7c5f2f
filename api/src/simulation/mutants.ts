import { FEW_SHARDS, type Patch } from "./patches.ts";

/** One way to break the protocol, as a change of the sources that run in the simulation alone. */
export interface Mutant {
  readonly name: string;
  readonly what: string;
  readonly patches: readonly Patch[];
}

const PUBLISH = "modules/publishing/publish.ts";
const UNKNOWN = `      case "unknown":
        return this.#unknown(`;

/** Every named way to break publishing. The simulation must catch each within {@link SEEDS_TO_CATCH} seeds: so the simulation itself is tested. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: "blind-retry",
    what: "after an unknown outcome the part is sent again",
    patches: [
      {
        file: PUBLISH,
        find: UNKNOWN,
        replace: `      case "unknown":
        return this.#backOff(ctx, current, index, part, outcome.problem, null, told(outcome.problem.code));
      case "never" as never:
        return this.#unknown(`,
      },
    ],
  },
  {
    name: "expired-lease-resent",
    what: "who finds an armed part whose lease is over sends it again",
    patches: [
      {
        file: PUBLISH,
        find: "return this.#unknown(ctx, current, index, part, interrupted, ctx.timer.now() + late, attempts);",
        replace: "return this.#backOff(ctx, current, index, part, interrupted, ctx.timer.now() + late * 0, attempts);",
      },
    ],
  },
  {
    name: "timeout-taken-for-refusal",
    what: "no answer counts as a refusal: the part fails, and a person retries it",
    patches: [
      {
        file: PUBLISH,
        find: UNKNOWN,
        replace: `      case "unknown":
        return this.#failed(ctx, current, index, part, outcome.problem, told(outcome.problem.code));
      case "never" as never:
        return this.#unknown(`,
      },
    ],
  },
  {
    name: "list-taken-for-proof",
    what: "what a list does not show counts as absent, and is sent again",
    patches: [
      {
        file: PUBLISH,
        find: `      case "not_seen":
`,
        replace: `      case "not_seen":
        return this.#absent(ctx, current, index, part);
      case "never" as never:
`,
      },
    ],
  },
  {
    name: "no-pause-check",
    what: "a process that was stopped between arming and sending sends, though its lease is over",
    patches: [
      { file: PUBLISH, find: "if (ctx.timer.now() + connector.createTimeoutMs > part.armed.until) return null;", replace: "" },
    ],
  },
  {
    name: "grace-too-short",
    what: "absence is asked for before the slowest late request can have taken effect",
    patches: [
      { file: PUBLISH, find: "ctx.timer.now() + connector.lateEffectMs,", replace: "ctx.timer.now()," },
      { file: PUBLISH, find: "interrupted, ctx.timer.now() + late, attempts", replace: "interrupted, ctx.timer.now(), attempts" },
    ],
  },
  {
    name: "completion-without-token",
    what: "what a create came to is written whatever stands there meanwhile",
    patches: [
      {
        file: PUBLISH,
        find: "const change: Change = { writes: [replace(targetDraft(target), current)], events };",
        replace: `const { if: _, ...put } = replace(targetDraft(target), current) as { if?: unknown };
  const completing = target.parts.some(part => part.state !== "dispatching" && part.token > 0);
  const change = { writes: [completing ? put : replace(targetDraft(target), current)], events } as Change;`,
      },
    ],
  },
  {
    name: "event-outside-transaction",
    what: "an event is written after the state it tells of, by itself",
    patches: [
      {
        file: PUBLISH,
        find: "const change: Change = { writes: [replace(targetDraft(target), current)], events };\n  await commit(ctx, change);",
        replace: `const change: Change = { writes: [replace(targetDraft(target), current)], events: [] };
  await commit(ctx, change);
  if (events.length > 0) await commit(ctx, { writes: [], events });`,
      },
    ],
  },
  {
    name: "cancel-without-condition",
    what: "a person's decision is written whatever has become of the target meanwhile",
    patches: [
      {
        file: "modules/publishing/service.ts",
        find: "{ writes: [replace(targetDraft(target), item)], events:",
        replace: `{ writes: [{ op: "put", draft: targetDraft(target), version: item.version + 1 }], events:`,
      },
    ],
  },
  {
    name: "refreshed-token-stored-after-use",
    what: "a rotated token is used while it is being stored",
    patches: [
      {
        file: "modules/accounts/tokens.ts",
        find: "if (await keepRefreshed(ctx, accountId, sealed, outcome.credentials.expiresAt, kept, timeout))",
        replace: `void keepRefreshed(ctx, accountId, sealed, outcome.credentials.expiresAt, kept, timeout).catch(() => undefined);
          if (sealed !== "")`,
      },
    ],
  },
  {
    name: "child-before-parent",
    what: "a part is armed while the one before it is still being looked up",
    patches: [
      {
        file: "modules/publishing/target.ts",
        find: `return target.parts.findIndex(part => part.state !== "published");`,
        replace: `return target.parts.findIndex(part => part.state !== "published" && part.state !== "unknown" && part.state !== "processing");`,
      },
    ],
  },
  {
    name: "budget-reserved-after-send",
    what: "an account's budget is asked once the request has been sent",
    patches: [
      {
        file: PUBLISH,
        find: `const reserved = this.#budgets.reserve(target.accountId, ctx.time.workspace.now());
    if (typeof reserved === "number") return this.#awaitBudget(ctx, current, index, part, reserved);`,
        replace: `const reserved = { wait: () => null, learn: () => undefined, release: () => undefined } as Reservation;
`,
      },
      {
        file: PUBLISH,
        find: "sending.reserved.learn(outcome.budgets, ctx.time.workspace.now());",
        replace: `const after = this.#budgets.reserve(account.id, ctx.time.workspace.now());
    if (typeof after !== "number") {
      after.learn(outcome.budgets, ctx.time.workspace.now());
      after.release(true);
    }`,
      },
    ],
  },
  {
    name: "new-key-for-the-same-part",
    what: "a part that is armed again gets a new key, by which nothing of the one before is found",
    patches: [
      {
        file: PUBLISH,
        find: `const armedPart = move(part, "dispatching", {
      handle,`,
        replace: `const armedPart = move(part, "dispatching", {
      key: part.token > 0 ? \`\${part.key.slice(0, part.key.lastIndexOf("_"))}_\${part.token + 1}\` : part.key,
      handle: part.token > 0 ? null : handle,`,
      },
    ],
  },
  {
    name: "edit-in-flight",
    what: "a post is rewritten while a part of it is being sent",
    patches: [{ file: "modules/publishing/plan.ts", find: "  assertUnarmed(items);\n", replace: "" }],
  },
  {
    name: "outbox-not-emptied",
    what: "an event is moved to the log and left in the outbox where its transaction was not the first",
    patches: [
      {
        file: "modules/events/relay.ts",
        find: `writes.push({ op: "delete", in: "system", key: { pk, sk }, if: { version } });`,
        replace: `if (position === 0) writes.push({ op: "delete", in: "system", key: { pk, sk }, if: { version } });`,
      },
    ],
  },
  {
    name: "log-without-fence",
    what: "two relays give out the same places in the log",
    patches: [
      {
        file: "modules/events/relay.ts",
        find: "      if: head.version === 0 ? { absent: true } : { version: head.version },\n",
        replace: "",
      },
    ],
  },
  {
    name: "due-attribute-dropped",
    what: "a part whose outcome is unknown is due no more, and nobody ever asks",
    patches: [
      {
        file: "modules/publishing/target.ts",
        find: `    case "scheduled":
    case "unknown":
    case "processing":
      return part.next`,
        replace: `    case "unknown":
      return undefined;
    case "scheduled":
    case "processing":
      return part.next`,
      },
    ],
  },
  {
    name: "asked-for-ever",
    what: "a part in processing is asked for without end where its network cannot be asked",
    patches: [
      {
        file: PUBLISH,
        find: "      unknownSince: part.unknownSince ?? ctx.timer.now(),\n      lookups:",
        replace: "      lookups:",
      },
    ],
  },
  {
    name: "wake-trusts-the-index",
    what: "a test workspace's wake is given up where the index does not show yet what it was written for",
    patches: [{ file: "work/worker.ts", find: "if (await this.#heldOfWake(held, workspaceId, offset)) return;", replace: "" }],
  },
  {
    name: "first-come-first-served",
    what: "workspaces take no turns: what is due is done in its order",
    patches: [
      {
        file: "work/worker.ts",
        find: `const lane = told === "" ? pk.slice(0, pk.indexOf("|")) : told;`,
        replace: `const lane = kind === "target" ? "all" : told === "" ? pk.slice(0, pk.indexOf("|")) : told;`,
      },
      { file: "work/worker.ts", find: `subLane: subLane === "" ? undefined : subLane,`, replace: "subLane: undefined," },
    ],
  },
  {
    name: "usage-counted-twice",
    what: "what is published is counted beside the transaction that tells of it",
    patches: [
      {
        file: "modules/billing/subscriber.ts",
        find: "    return { writes, events: [] };",
        replace: `    for (const write of writes)
      if (write.op === "add") await ctx.systemStore.write([{ op: "add", key: { pk: \`\${ctx.organizationId}|\${write.key.pk}\`, sk: write.key.sk }, by: write.by }]);
    return NO_CHANGE;`,
      },
    ],
  },
  {
    name: "delivery-forgotten",
    what: "of several events that are relayed together only the first is told to partners",
    patches: [
      {
        file: "modules/webhooks/subscriber.ts",
        find: "    for (const event of events) {",
        replace: "    for (const event of events.slice(0, 1)) {",
      },
    ],
  },
  {
    name: "hints-needed",
    what: "without a hint nobody looks for what is due",
    patches: [
      {
        file: "work/worker.ts",
        find: `        this.#scan(shard);
        this.#relaySoon(shard);
      }
    });`,
        replace: `        this.#relaySoon(shard);
      }
    });`,
      },
    ],
  },
];

/** A mutant that is not caught within so many seeds has got away. */
export const SEEDS_TO_CATCH = 5_000;

/**
 * What is patched to run the simulation, with a mutant by its name or without one.
 * @throws {Error} where no mutant has that name.
 */
export function patchesFor(name: string | undefined): readonly Patch[] {
  if (name === undefined) return [FEW_SHARDS];
  const mutant = MUTANTS.find(one => one.name === name);
  if (!mutant) throw new Error(`there is no mutant ${name}; there are ${MUTANTS.map(one => one.name).join(", ")}`);
  return [FEW_SHARDS, ...mutant.patches];
}
