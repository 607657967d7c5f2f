/** How a request that changes a post was answered. `maybe`: it had no answer, or none that tells. */
export type Answered = "done" | "refused" | "maybe";

/** A post as it was asked for. */
export interface Asked {
  readonly name: string;
  /** Null where it was refused, so that nothing of it may be anywhere. */
  readonly id: string | null;
  /** External ids of the accounts it goes to. */
  readonly accounts: readonly string[];
  readonly texts: readonly string[];
  /** Of its first part, after an edit. */
  readonly editedText: string;
  readonly due: number;
  readonly change: {
    readonly kind: "cancel" | "unschedule" | "edit" | "move";
    readonly answered: Answered;
    readonly to: number;
  } | null;
  /** Whether somebody is to be told by webhook when it is published. */
  readonly told: boolean;
}

/** What stands on a network, whatever the store says. */
export interface OnNetwork {
  readonly account: string;
  readonly id: string;
  readonly text: string;
  readonly parent: string | null;
  /** On the clock of the process that sent it. */
  readonly at: number;
}

/** What the API says of a post. */
export interface StoredPost {
  readonly id: string;
  readonly status: string;
  readonly targets: readonly {
    readonly id: string;
    readonly account_id: string;
    readonly status: string;
    readonly scheduled_at: string | null;
    readonly parts: readonly {
      readonly kind: string;
      readonly text: string;
      readonly status: string;
      readonly external_id: string | null;
      readonly problem: { readonly code: string } | null;
      readonly attempts: readonly { readonly outcome: string }[];
    }[];
  }[];
}

type StoredTarget = StoredPost["targets"][number];

export interface StoredEvent {
  readonly type: string;
  readonly sequence: number;
  readonly data: { readonly post?: { readonly id: string }; readonly target?: { readonly id: string } };
}

/** Everything that is known when a run has ended. */
export interface Known {
  readonly asked: readonly Asked[];
  readonly network: readonly OnNetwork[];
  readonly stored: ReadonlyMap<string, StoredPost>;
  /** External id of each account, by our id of it. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Newest first, of each workspace. */
  readonly logs: readonly (readonly StoredEvent[])[];
  /**
   * The most by which a clock was set. A process looks whether a part is due, and sends it; where its clock is set back between the two, the part's time of
   * appearance lies before the one at which it was due.
   */
  readonly clocksSetByMs: number;
  /** Ids of posts of which a valid webhook told that they are published. */
  readonly told: ReadonlySet<string>;
}

export interface Verdict {
  readonly posts: number;
  readonly parts: number;
  /** Parts, by what the store says of them in the end. */
  readonly published: number;
  /** Of these, the ones whose first try was refused, interrupted, or answered in a way that told nothing. */
  readonly recovered: number;
  readonly uncertain: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Taken back by a person, or behind a part that failed. */
  readonly draft: number;
  /** What is said of those that failed or are uncertain: codes of their problems. */
  readonly problems: readonly string[];
  /** Parts that stand on a network more than once. */
  readonly doubled: number;
  /** Accepted parts that are neither where the store says nor accounted for. */
  readonly lost: number;
  /** Every promise that was broken, in words: doubled and lost ones too. */
  readonly broken: readonly string[];
  /** What is published, and neither the log nor a webhook tells so. They follow a little later: broken only where it stays so. */
  readonly untold: readonly string[];
}

/** Whether nothing more will happen to a part by itself. Of a target nothing is to come when this is so of all its parts. */
const SETTLED: ReadonlySet<string> = new Set(["published", "uncertain", "failed", "cancelled", "discarded", "draft"]);

/**
 * Whether a part's outcome is unknown for want of access: a refresh whose answer was lost may cost an account its grant, and until a person connects it again
 * nobody can look. It says so, and so it waits for what came after it in its target.
 */
const waitsForReconnect = ({ status, problem }: StoredTarget["parts"][number]): boolean =>
  status === "unknown" && problem?.code === "reconnect_required";

/** Whether nothing more will happen to a post until a person does something. Its own status follows its targets a little later. */
export function hasSettled({ status, targets }: StoredPost): boolean {
  const waits = targets.some(({ parts }) => parts.some(waitsForReconnect));
  const settled = targets.every(({ parts }) => parts.some(waitsForReconnect) || parts.every(part => SETTLED.has(part.status)));
  return settled && (waits || status !== "publishing");
}

/** Holds what stands on the networks against what the store says and what was asked for. */
export function judge({ asked, network, stored, accounts, logs, told, clocksSetByMs }: Known): Verdict {
  const counts = { published: 0, recovered: 0, uncertain: 0, failed: 0, cancelled: 0, draft: 0 };
  const broken: string[] = [];
  const untold = notInLog(stored, logs);
  const problems = new Set<string>();
  const accountedFor = new Set<OnNetwork>();
  let parts = 0;
  let doubled = 0;
  let lost = 0;

  for (const one of asked) {
    const standing = (account: string, texts: readonly string[]) =>
      network.filter(seen => seen.account === account && texts.includes(seen.text));
    const post = one.id === null ? null : stored.get(one.id);
    if (one.id !== null && !post) {
      lost += one.texts.length;
      broken.push(`lost: ${one.name} was accepted as ${one.id}, and is not in the store`);
    }
    if (!post) continue; // what of it stands on a network is told below: nobody accounts for it
    const { change } = one;
    for (const external of one.accounts) {
      const target = post.targets.find(candidate => accounts.get(candidate.account_id) === external);
      if (!target) {
        lost += one.texts.length;
        broken.push(`lost: ${one.name} has no target for ${external}`);
        continue;
      }
      if (target.parts.length !== one.texts.length) broken.push(`${one.name} has ${target.parts.length} parts`);
      if (
        change?.kind === "cancel" &&
        change.answered === "done" &&
        external === one.accounts[0] &&
        target.status !== "cancelled"
      )
        broken.push(`${one.name} was cancelled, and its target is ${target.status}`);
      if (change?.kind === "unschedule" && change.answered === "done" && target.status !== "draft")
        broken.push(`${one.name} was taken back, and its target is ${target.status}`);
      const due = target.scheduled_at === null ? null : Date.parse(target.scheduled_at);
      if (due !== null && !duesOf(one).includes(due))
        broken.push(`${one.name} is due at ${target.scheduled_at}, which nobody asked for`);

      for (const [place, part] of target.parts.entries()) {
        parts += 1;
        const name = `${one.name}, part ${place} on ${external} (${part.status})`;
        const versions = place === 0 ? [one.texts[0] ?? "", one.editedText] : [one.texts[place] ?? ""];
        const found = standing(external, versions);
        for (const seen of found) accountedFor.add(seen);
        if (!textsOf(one, place).includes(part.text)) broken.push(`${name}: the store says "${part.text}"`);
        if (found.length > 1) {
          doubled += 1;
          broken.push(`doubled: ${name} stands there ${found.length} times`);
        }
        const [seen] = found;
        if (part.status === "failed" || part.status === "uncertain") problems.add(part.problem?.code ?? "none");
        if (part.status === "published" && part.attempts.some(({ outcome }) => outcome !== "accepted")) counts.recovered += 1;
        if (part.status in counts) counts[part.status as keyof typeof counts] += 1;
        if (seen && seen.text !== part.text) broken.push(`${name}: "${seen.text}" stands there, the store says "${part.text}"`);
        if (seen && due !== null && seen.at < due - clocksSetByMs)
          broken.push(`${name}: it stands there ${due - seen.at} ms too early`);
        switch (part.status) {
          case "published": {
            if (!seen) {
              lost += 1;
              broken.push(`lost: ${name} does not stand there`);
              break;
            }
            if (part.external_id !== seen.id)
              broken.push(`${name}: it has the id ${seen.id}, the store says ${part.external_id}`);
            const before = part.kind === "first_comment" ? target.parts[0] : target.parts[place - 1];
            const parent = place === 0 ? null : (before?.external_id ?? null);
            if (seen.parent !== parent) broken.push(`${name}: it answers ${seen.parent} and not ${parent}`);
            break;
          }
          case "failed":
          case "cancelled":
          case "draft":
            if (seen) broken.push(`${name}: it stands there`);
            break;
          case "uncertain":
            break;
          default:
            if (target.parts.some(waitsForReconnect)) {
              counts.uncertain += 1;
              break;
            }
            lost += 1;
            broken.push(`lost: ${name} has not settled`);
        }
      }
    }
    if (one.told && post.status === "published" && !told.has(post.id))
      untold.push(`${one.name} is published, and no webhook told so`);
  }

  for (const seen of network)
    if (!accountedFor.has(seen)) broken.push(`"${seen.text}" stands on ${seen.account}, and nobody accounts for it`);
  for (const log of logs) broken.push(...gapsOf(log));
  return {
    posts: asked.filter(({ id }) => id !== null).length,
    parts,
    ...counts,
    problems: [...problems],
    doubled,
    lost,
    broken,
    untold,
  };
}

/** The times a post may be due, by what was answered to the one who moved it. */
function duesOf({ due, change }: Asked): readonly number[] {
  if (change?.kind !== "move" || change.answered === "refused") return [due];
  return change.answered === "done" ? [change.to] : [due, change.to];
}

/** The texts a part may have, by what was answered to the one who edited it. */
function textsOf({ texts, editedText, change }: Asked, place: number): readonly string[] {
  const text = texts[place] ?? "";
  if (place > 0 || change?.kind !== "edit" || change.answered === "refused") return [text];
  return change.answered === "done" ? [editedText] : [text, editedText];
}

/** No event is left out of a log, and each edge is told once. */
function gapsOf(log: readonly StoredEvent[]): readonly string[] {
  const broken: string[] = [];
  for (const [place, { sequence }] of log.entries())
    if (sequence !== log.length - place) {
      broken.push(`the log has a gap: ${sequence} stands where ${log.length - place} belongs`);
      break;
    }
  const once = log
    .filter(({ type }) => ["post.created", "target.published", "post.published"].includes(type))
    .map(({ type, data }) => `${type} of ${data.target?.id ?? data.post?.id}`);
  for (const edge of new Set(once)) {
    const times = once.filter(other => other === edge).length;
    if (times > 1) broken.push(`the log says ${edge} ${times} times`);
  }
  return broken;
}

/** What is published and not in a log. */
function notInLog(stored: ReadonlyMap<string, StoredPost>, logs: readonly (readonly StoredEvent[])[]): string[] {
  const said = new Set(logs.flat().map(({ type, data }) => `${type} of ${data.target?.id ?? data.post?.id}`));
  const wanted = [...stored.values()].flatMap(post => [
    `post.created of ${post.id}`,
    ...(post.status === "published" ? [`post.published of ${post.id}`] : []),
    ...post.targets.filter(({ status }) => status === "published").map(({ id }) => `target.published of ${id}`),
  ]);
  return wanted.filter(edge => !said.has(edge)).map(edge => `the log does not say ${edge}`);
}
