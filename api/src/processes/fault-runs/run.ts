import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import { type Receiver, startReceiver } from "../../testing/receiver.ts";
import { type Answer, type Caller, callerOf } from "../caller.ts";
import { type Installation, startInstallation } from "./installation.ts";
import { describeFault, faultName, type PlannedChange, type PlannedPost, type RunFault, type RunPlan } from "./plan.ts";
import { ADMIN, type Servers } from "./servers.ts";
import {
  type Answered,
  type Asked,
  hasSettled,
  judge,
  type OnNetwork,
  type StoredEvent,
  type StoredPost,
  type Verdict,
} from "./truth.ts";

/** A request that has no answer after this is given up, and its outcome is not known: the process may be stopped. */
const ASK_MS = 6000;
const ASK_AGAIN_MS = 400;
/** How long everything may take to settle when the faults have ended: a part's lease, look-ups that failed meanwhile, waits after refusals. */
const SETTLES_WITHIN_MS = 240_000;
const TOLD_WITHIN_MS = 60_000;
const LOOKED_AT_EVERY_MS = 1000;
const PASSWORD = "lantern-orbit-velvet-thaw";

/** A run as it is recorded: one line of JSON. */
export interface RunRecord extends Omit<Verdict, "broken" | "untold"> {
  readonly seed: number;
  readonly shape: RunPlan["shape"];
  readonly faults: readonly string[];
  /** Other promises that were broken. */
  readonly wrong: number;
  readonly seconds: number;
}

export interface RunResult {
  readonly record: RunRecord;
  readonly broken: readonly string[];
  /** What happened, for a person; with the processes' logs. */
  readonly story: string;
}

interface Account {
  readonly id: string;
  readonly external: string;
  readonly handle: string;
}

/** One run at work. */
class Run {
  readonly #plan: RunPlan;
  readonly #servers: Servers;
  readonly #at: Installation;
  readonly #receiver: Receiver;
  readonly #note: (text: string) => void;
  readonly #keys = { test: "", live: "" };
  readonly #workspaces: string[] = [];
  readonly #accounts: Account[] = [];
  #secret = "";
  #start = 0;

  constructor(plan: RunPlan, servers: Servers, at: Installation, receiver: Receiver, note: (text: string) => void) {
    this.#plan = plan;
    this.#servers = servers;
    this.#at = at;
    this.#receiver = receiver;
    this.#note = note;
  }

  /** An organization with its workspaces and accounts, and who is told. Nothing goes wrong yet. */
  async prepare(): Promise<void> {
    const { seed } = this.#plan;
    const asNobody = callerOf(this.#at.url, null);
    const { access_token } = await asNobody.expect(201, "POST", "/v1/auth/register", {
      email: `run-${seed}@example.com`,
      password: PASSWORD,
      first_name: "Ada",
      last_name: "Lovelace",
      organization_name: `Run ${seed}`,
    });
    const asOwner = callerOf(this.#at.url, access_token);
    for (const mode of ["test", "live"] as const)
      this.#keys[mode] = (await asOwner.expect(201, "POST", "/v1/api-keys", { name: mode, mode })).secret;
    const { secret } = await callerOf(this.#at.url, this.#keys.test).expect(201, "POST", "/v1/webhook-endpoints", {
      url: this.#receiver.url,
      event_types: ["post.published"],
    });
    this.#secret = secret;
    for (const [place, { mode }] of this.#plan.workspaces.entries()) {
      const named = { name: `Run ${seed}, ${place}` };
      this.#workspaces.push((await callerOf(this.#at.url, this.#keys[mode]).expect(201, "POST", "/v1/workspaces", named)).id);
    }
    for (const [place, { workspace, network }] of this.#plan.accounts.entries()) {
      // Short, and never the one of another try with this seed.
      const handle = `r${seed}a${place}x${process.hrtime.bigint().toString(36).slice(-6)}`;
      const credentials =
        network === "sandbox" ? { handle, password: PASSWORD } : await this.#newBlueskyAccount(`${handle}.test`);
      const { account } = await this.#asPartner(workspace, null).expect(200, "POST", "/v1/accounts/connect", {
        network,
        credentials,
      });
      this.#accounts.push({ id: account.id, external: account.external_id, handle });
    }
  }

  /** Schedules the posts, changes them, and lets the faults happen; resolves when all of that is over and everything runs and reaches everything again. */
  async disturb(): Promise<Asked[]> {
    this.#start = Date.now();
    const faults = this.#plan.faults.map(({ atMs, fault }) => this.#happen(atMs, fault));
    // One whose answer was lost is asked for again until it comes, which a disturbed installation cannot promise: what lies in the way is taken away.
    const asked = Promise.all(this.#plan.posts.map((post, place) => this.#ask(place, post)));
    await Promise.all(faults);
    for (const way of this.#ways()) way.calm();
    this.#note("the faults are over");
    return asked;
  }

  /** Waits until nothing more will happen by itself; gives what the store says then. */
  async settle(asked: readonly Asked[]): Promise<Map<string, StoredPost>> {
    const stored = new Map<string, StoredPost>();
    const open = new Map(
      asked.flatMap(({ id }, place) => (id === null ? [] : [[id, this.#plan.posts[place]?.workspace ?? 0] as const])),
    );
    const end = Date.now() + SETTLES_WITHIN_MS;
    while (open.size > 0 && Date.now() < end) {
      await sleep(LOOKED_AT_EVERY_MS);
      for (const [id, workspace] of open) {
        const answer = await this.#try(this.#asPartner(workspace), "GET", `/v1/posts/${id}`);
        if (answer?.status === 404) open.delete(id);
        if (answer?.status !== 200) continue;
        stored.set(id, answer.body);
        if (hasSettled(answer.body)) open.delete(id);
      }
    }
    this.#note(open.size === 0 ? "everything has settled" : `${open.size} posts have not settled`);
    return stored;
  }

  /** Holds all of it against the networks. The log and webhooks follow a little later: what they lack is waited for, and everything looked at anew. */
  async judge(asked: readonly Asked[], stored: ReadonlyMap<string, StoredPost>): Promise<Verdict> {
    for (const end = Date.now() + TOLD_WITHIN_MS; ; ) {
      const verdict = judge({
        asked,
        network: await this.#truth(),
        stored,
        accounts: new Map(this.#accounts.map(({ id, external }) => [id, external])),
        logs: await Promise.all(this.#workspaces.map((_, workspace) => this.#logOf(workspace))),
        told: this.#told(),
        clocksSetByMs: Math.max(0, ...this.#plan.faults.map(({ fault }) => (fault.kind === "clock" ? Math.abs(fault.byMs) : 0))),
      });
      if (verdict.untold.length === 0 || Date.now() > end) return verdict;
      await sleep(LOOKED_AT_EVERY_MS);
    }
  }

  #ways() {
    const { sandbox, bluesky, members } = this.#at;
    return [sandbox, bluesky, ...members.map(({ store }) => store)].filter(way => way !== null);
  }

  #asPartner(workspace: number, timeoutMs: number | null = ASK_MS): Caller {
    const mode = this.#plan.workspaces[workspace]?.mode ?? "test";
    return callerOf(this.#at.url, this.#keys[mode], this.#workspaces[workspace], timeoutMs);
  }

  async #newBlueskyAccount(handle: string): Promise<{ handle: string; app_password: string }> {
    if (!this.#servers.bluesky) throw new Error("this run needs Bluesky");
    const made = await this.#servers.bluesky.createAccount({ handle });
    return { handle, app_password: made.appPassword };
  }

  /** An answer, or null where there was none. */
  #try(caller: Caller, ...request: Parameters<Caller["ask"]>): Promise<Answer | null> {
    return caller.ask(...request).catch(() => null);
  }

  async #until(atMs: number): Promise<void> {
    await sleep(Math.max(0, this.#start + atMs - Date.now()));
  }

  /** Asks for a post until there is an answer that counts, and for its change once. */
  async #ask(place: number, planned: PlannedPost): Promise<Asked> {
    const name = `run ${this.#plan.seed}, post ${place}`;
    const parts = 1 + planned.threadItems + (planned.firstComment ? 1 : 0);
    const texts = Array.from({ length: parts }, (_, part) => `${name}, part ${part}`);
    const [text = "", ...rest] = texts;
    const due = this.#start + planned.dueAtMs;
    const accounts = planned.accounts.flatMap(account => this.#accounts[account] ?? []);
    const body = {
      text,
      ...(planned.threadItems > 0 && { thread: rest.slice(0, planned.threadItems).map(item => ({ text: item })) }),
      ...(planned.firstComment && { first_comment: rest.at(-1) }),
      account_ids: accounts.map(({ id }) => id),
      schedule: { at: new Date(due).toISOString() },
    };
    await this.#until(planned.createdAtMs);
    const partner = this.#asPartner(planned.workspace);
    let post: StoredPost | null = null;
    for (const end = Date.now() + SETTLES_WITHIN_MS; ; ) {
      const answer = await this.#try(partner, "POST", "/v1/posts", body, { "idempotency-key": name });
      if (answer?.status === 201) post = answer.body;
      // Refused for good. What asks to come again, and what failed, is asked again with the same key.
      if (answer?.status === 201 || answer?.status === 422 || Date.now() > end) {
        if (answer?.status !== 201) this.#note(`${name} was not accepted: ${answer?.status} ${JSON.stringify(answer?.body)}`);
        break;
      }
      this.#note(`${name} is asked for again: ${answer === null ? "no answer" : `${answer.status} ${answer.body?.code}`}`);
      await sleep(ASK_AGAIN_MS);
    }
    const asked = { name, id: post?.id ?? null, accounts: accounts.map(({ external }) => external), texts, due };
    const told = this.#plan.workspaces[planned.workspace]?.mode === "test";
    const editedText = `${text} (edited)`;
    if (!post || !planned.change) return { ...asked, editedText, told, change: null };
    const to = planned.change.kind === "move" ? this.#start + planned.change.toMs : due;
    const answered = await this.#change(name, partner, post, planned.change, editedText, to);
    return { ...asked, editedText, told, change: { kind: planned.change.kind, answered, to } };
  }

  async #change(
    name: string,
    partner: Caller,
    post: StoredPost,
    { kind, atMs }: PlannedChange,
    editedText: string,
    to: number,
  ): Promise<Answered> {
    await this.#until(atMs);
    const target = post.targets[0]?.id;
    const headers = { "idempotency-key": `${name} ${kind}` };
    const asking: Record<PlannedChange["kind"], () => Promise<Answer | null>> = {
      cancel: () => this.#try(partner, "POST", `/v1/targets/${target}/cancel`, undefined, headers),
      unschedule: () => this.#try(partner, "POST", `/v1/posts/${post.id}/unschedule`, undefined, headers),
      edit: () => this.#try(partner, "PATCH", `/v1/posts/${post.id}`, { text: editedText }),
      move: () => this.#try(partner, "POST", `/v1/posts/${post.id}/schedule`, { at: new Date(to).toISOString() }, headers),
    };
    const answer = await asking[kind]();
    this.#note(
      `${name}: ${kind} was answered with ${answer === null ? "nothing" : `${answer.status} ${answer.body?.code ?? ""}`}`,
    );
    if (answer === null || answer.status >= 500) return "maybe";
    if (answer.status < 300) return "done";
    // Somebody who is refused here asks again; here it is left at that. Whether an earlier try of the service's own was done is not said by 409 in progress.
    return answer.body?.code === "idempotency_in_progress" ? "maybe" : "refused";
  }

  async #happen(atMs: number, fault: RunFault): Promise<void> {
    await this.#until(atMs);
    this.#note(describeFault(fault));
    const { members, redis } = this.#at;
    switch (fault.kind) {
      case "kill":
        return members[fault.process]?.kill(fault.downMs);
      case "pause":
        return members[fault.process]?.pause(fault.forMs);
      case "clock":
        return members[fault.process]?.stepClock(fault.byMs, fault.forMs);
      case "network": {
        const way = fault.of === "bluesky" ? this.#at.bluesky : this.#at.sandbox;
        way?.fail(fault.fault, fault.times);
        // Until it was met; what nobody meets is taken away when the faults are over.
        for (const end = Date.now() + 6000; way && way.pending() > 0 && Date.now() < end; ) await sleep(100);
        return;
      }
      case "sandbox": {
        const account = this.#accounts[fault.account]?.handle;
        await callerOf(this.#servers.sandbox.url, ADMIN).expect(201, "POST", "/admin/faults", { account, ...fault.fault });
        return;
      }
      case "expire_tokens": {
        const account = this.#accounts[fault.account]?.handle;
        await callerOf(this.#servers.sandbox.url, ADMIN).expect(200, "POST", "/admin/expire-tokens", { account });
        return;
      }
      case "store": {
        const ways = members.filter((_, place) => fault.process === null || fault.process === place).map(({ store }) => store);
        for (const way of ways) way?.failAlways(fault.fault, fault.every);
        await sleep(fault.forMs);
        for (const way of ways) way?.failAlways(null);
        return;
      }
      case "redis":
        switch (fault.what) {
          case "flush":
            return this.#at.flushRedis();
          case "restart":
            await redis?.stop();
            await sleep(fault.forMs);
            return redis?.restart();
          case "pause":
            redis?.pause();
            await sleep(fault.forMs);
            return redis?.resume();
        }
    }
  }

  /** Posts of which a webhook with a valid signature told that they are published. */
  #told(): Set<string> {
    const told = new Set<string>();
    for (const { headers, body } of this.#receiver.received) {
      new Webhook(this.#secret).verify(body, headers as Record<string, string>);
      told.add(JSON.parse(body).data.post.id);
    }
    return told;
  }

  async #logOf(workspace: number): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    const end = Date.now() + TOLD_WITHIN_MS;
    for (let cursor: string | null = null; ; ) {
      const path: string = `/v1/events?limit=250${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
      const answer = await this.#try(this.#asPartner(workspace), "GET", path);
      if (answer?.status === 200) {
        events.push(...answer.body.data);
        cursor = answer.body.next_cursor;
        if (cursor === null) return events;
      } else {
        if (Date.now() > end) throw new Error(`the log cannot be read: ${answer?.status} ${JSON.stringify(answer?.body)}`);
        await sleep(ASK_AGAIN_MS);
      }
    }
  }

  async #truth(): Promise<OnNetwork[]> {
    const seen: OnNetwork[] = [];
    for (const [place, { external, handle }] of this.#accounts.entries()) {
      if (this.#plan.accounts[place]?.network === "sandbox") {
        const { posts } = await callerOf(this.#servers.sandbox.url, ADMIN).expect(200, "GET", `/admin/posts?account=${handle}`);
        for (const { id, text, reply_to, created_at } of posts)
          seen.push({ account: external, id, text, parent: reply_to, at: Date.parse(created_at) });
      } else
        for (const { uri, value } of (await this.#servers.bluesky?.posts(external)) ?? []) {
          const { text, reply, createdAt } = value as { text: string; reply?: { parent: { uri: string } }; createdAt: string };
          seen.push({ account: external, id: uri, text, parent: reply?.parent.uri ?? null, at: Date.parse(createdAt) });
        }
    }
    return seen;
  }
}

/** Does the run of this plan. Rejects only where the run itself could not be done: broken promises are in its result. */
export async function runPlan(plan: RunPlan, servers: Servers): Promise<RunResult> {
  const started = performance.now();
  const timeline: string[] = [];
  const note = (text: string): void => {
    timeline.push(`${((performance.now() - started) / 1000).toFixed(2).padStart(7)} s  ${text}`);
  };
  const receiver = await startReceiver();
  const at = await startInstallation(plan, servers, note).catch(async error => {
    await receiver.close();
    throw error;
  });
  try {
    const run = new Run(plan, servers, at, receiver, note);
    await run.prepare();
    note("the installation is ready");
    const asked = await run.disturb();
    const stored = await run.settle(asked);
    const verdict = await run.judge(asked, stored);
    note("judged");
    const crashes = at.members.flatMap(member => member.crashes);
    const { broken: promises, untold, ...counts } = verdict;
    const broken = [...promises, ...untold, ...crashes];
    const record: RunRecord = {
      seed: plan.seed,
      shape: plan.shape,
      faults: plan.faults.map(({ fault }) => faultName(fault)),
      ...counts,
      wrong: broken.filter(text => !/^(doubled|lost): /.test(text)).length,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    };
    return { record, broken, story: broken.length === 0 ? timeline.join("\n") : storyOf(plan, timeline, stored, at) };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.stack : error}\n${storyOf(plan, timeline, new Map(), at)}`);
  } finally {
    await at.close();
    await receiver.close();
  }
}

/** Everything that helps to understand what went wrong. */
function storyOf(plan: RunPlan, timeline: readonly string[], stored: ReadonlyMap<string, StoredPost>, at: Installation): string {
  const posts = [...stored.values()].flatMap(post =>
    post.targets.map(target => `${post.id} ${post.status} ${target.id} ${JSON.stringify(target.parts)}`),
  );
  return [
    `seed ${plan.seed}, ${plan.shape}${plan.workers > 0 ? ` with ${plan.workers} workers` : ""}`,
    "planned:",
    ...plan.faults.map(({ atMs, fault }) => `${String(atMs).padStart(7)} ms  ${describeFault(fault)}`),
    "happened:",
    ...timeline,
    "stored:",
    ...posts,
    ...at.members.map(member => `log of ${member.name}:\n${member.log().slice(-6000)}`),
  ].join("\n");
}
