import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { type RunningSandbox, serveSandbox } from "@placard/sandbox";
import { type DynamoDbLocal, eventually, startDynamoDbLocal, whyNoDynamoDbLocal } from "@placard/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { duePartition, shardOf, sortableInstant } from "../change.ts";
import type { TargetRecord } from "../modules/publishing/index.ts";
import { openSqliteStore } from "../ports/store/sqlite.ts";
import type { Json } from "../ports/store/store.ts";
import { callerOf } from "./caller.ts";
import { type DevProcess, runPlacard, startDev } from "./start-placard.ts";

/** The drill: an installation is backed up while it works, goes on, is lost, and is restored into another folder. Nothing is doubled, nothing is lost. */

const ADMIN = "sandbox-admin-token-of-tests";
const place = mkdtempSync(join(tmpdir(), "placard-backup-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Runs a command to its end. */
async function command(args: readonly string[], settings: Readonly<Record<string, string>>) {
  const placard = runPlacard(args, settings);
  const { code } = await placard.ended;
  return { code, stdout: placard.stdout(), stderr: placard.stderr() };
}

describe("backup and restore of placard dev", () => {
  const [original, restored] = [join(place, "original"), join(place, "restored")];
  const archive = join(place, "whole.placard");
  let sandbox: RunningSandbox;
  let settings: Record<string, string>;
  let dev: DevProcess;
  beforeAll(async () => {
    sandbox = await serveSandbox({ port: 0, host: "127.0.0.1", dataDir: null, adminToken: ADMIN });
    settings = { SANDBOX_URL: sandbox.url, SANDBOX_ADMIN_TOKEN: ADMIN };
    dev = await startDev({ DATA_DIR: original, ...settings });
  });
  afterAll(async () => {
    await dev?.stop("SIGKILL");
    await sandbox?.close();
  });

  const inWorkspace = () => callerOf(dev.facts.api_url, dev.facts.secret_key, dev.facts.workspace_id);
  async function schedule(text: string, at: number | null, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const when = at === null ? { now: true } : { at: new Date(at).toISOString() };
    const body = { text, account_ids: [dev.facts.account_id], schedule: when, ...more };
    return (await inWorkspace().expect(201, "POST", "/v1/posts", body)).id;
  }
  const read = (id: string) => inWorkspace().expect(200, "GET", `/v1/posts/${id}`);
  const published = (id: string) =>
    eventually(`${id} is published`, 30_000, async () => (await read(id)).status === "published", 50);
  /** How often a text is on the network in truth. */
  async function times(): Promise<Map<string, number>> {
    const response = await fetch(`${sandbox.url}/admin/posts`, { headers: { Authorization: `Bearer ${ADMIN}` } });
    const { posts } = (await response.json()) as { posts: { text: string }[] };
    const counts = new Map<string, number>();
    for (const { text } of posts) counts.set(text, (counts.get(text) ?? 0) + 1);
    return counts;
  }

  test("nothing is doubled and nothing lost, though the network is ahead of what was restored", {
    timeout: 180_000,
  }, async () => {
    await published(await schedule("Before", null));
    const began = Date.now();
    // Due after the backup and sent by the original, which the backup does not know; one of them a thread with a comment.
    const soon = began + 8_000;
    const alone = await schedule("Soon", soon);
    const whole = { thread: [{ text: "Soon, second" }], first_comment: "Soon, comment" };
    const thread = await schedule("Soon, first", soon, whole);
    // Due when the original is dead: sent by nobody.
    const missed = await schedule("Missed", began + 20_000);
    const later = await schedule("Later", began + 86_400_000);

    // Writes go on while the backup is made.
    let writing = true;
    let drafts = 0;
    const writers = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (writing) {
          const body = { text: `Draft ${++drafts}`, account_ids: [dev.facts.account_id] };
          await inWorkspace().expect(201, "POST", "/v1/posts", body);
        }
      }),
    );
    await eventually("there are some drafts", 30_000, () => drafts > 20);
    const made = await command(["backup", archive, "--with-key", "--json"], { DATA_DIR: original, ...settings });
    const draftsAtBackup = drafts;
    writing = false;
    await writers;
    expect(made).toMatchObject({ code: 0 });
    expect(JSON.parse(made.stdout)).toMatchObject({ file: archive, with_key: true });
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    expect(Date.now(), "the backup was made before they were due").toBeLessThan(soon);

    const after = await schedule("After", null);
    await Promise.all([after, alone, thread].map(published));
    await dev.stop("SIGKILL");
    expect(Date.now(), "the original died before this was due").toBeLessThan(began + 20_000);
    await new Promise(resolve => setTimeout(resolve, began + 21_000 - Date.now()));

    const back = await command(["restore", archive, "--json"], { DATA_DIR: restored, ...settings });
    expect(back).toMatchObject({ code: 0 });
    expect(JSON.parse(back.stdout)).toMatchObject({ possibly_sent: 3, with_key: true });
    const before = dev.facts;
    dev = await startDev({ DATA_DIR: restored, ...settings });
    expect(dev.facts).toMatchObject({ secret_key: before.secret_key, workspace_id: before.workspace_id });
    await Promise.all([alone, thread, missed].map(published));
    const [found] = (await read(alone)).targets;
    expect(found.parts[0].attempts.map((attempt: { outcome: string }) => attempt.outcome)).toEqual(["restored"]);
    expect(await read(later)).toMatchObject({ status: "scheduled" });
    const once = ["Before", "Soon", "Soon, first", "Soon, second", "Soon, comment", "Missed", "After"];
    expect(await times()).toEqual(new Map(once.map(text => [text, 1])));

    // What was made after the backup is not known any more; what was made before it all is.
    expect(await inWorkspace().ask("GET", `/v1/posts/${after}`)).toMatchObject({ status: 404 });
    let restoredDrafts = 0;
    for (let cursor = ""; ; ) {
      const page = await inWorkspace().expect(200, "GET", `/v1/posts?limit=100&status=draft${cursor}`);
      restoredDrafts += page.data.length;
      if (!page.has_more) break;
      cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`;
    }
    expect(restoredDrafts).toBeGreaterThan(20);
    expect(restoredDrafts).toBeLessThanOrEqual(draftsAtBackup);
    const usage = async () => (await inWorkspace().expect(200, "GET", "/v1/billing/usage")).data[0]?.published_parts;
    await eventually("usage counts what this installation knows to be published", 10_000, async () => (await usage()) === 6);
  });

  test("is refused where something would be overwritten, or where there is nothing to back up", async () => {
    const at = (folder: string) => ({ DATA_DIR: folder, ...settings });
    const refused = async (args: readonly string[], folder: string, why: RegExp) => {
      const { code, stdout, stderr } = await command(args, at(folder));
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toMatch(why);
      expect(stderr).not.toContain("    at ");
    };
    await refused(["backup", archive], restored, /is there already/);
    await refused(["backup", join(place, "nowhere", "file")], restored, /nowhere does not exist/);
    await refused(["backup", join(place, "none")], join(place, "no-installation"), /holds no installation/);
    await refused(["restore", archive], restored, /is not empty/);
    expect(readdirSync(place).filter(name => /unfinished|restoring/.test(name))).toEqual([]);
  });

  test("of an archive that is damaged, foreign or of a newer release says so, and leaves nothing behind", async () => {
    const bytes = readFileSync(archive);
    const lines = gunzipSync(bytes).toString().split("\n");
    const written = (name: string, content: Buffer | string): string => {
      const file = join(place, name);
      writeFileSync(file, typeof content === "string" ? gzipSync(content) : content);
      return file;
    };
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(flipped.readUInt8(bytes.length >> 1) ^ 0xff, bytes.length >> 1);
    const position = lines.findIndex(line => line.startsWith('{"item"'));
    const altered = lines.with(position, (lines[position] ?? "").replace('"version":', '"version":9'));
    const newer = JSON.stringify({ ...JSON.parse(lines[0] ?? ""), format: 99, version: "9.9.9" });
    const stranger = JSON.stringify({ file: "../outside", bytes: "" });
    const cases: [string, RegExp][] = [
      [written("cut", bytes.subarray(0, bytes.length - 200)), /damaged: it ends early/],
      [written("flipped", flipped), /damaged/],
      [written("altered", altered.join("\n")), /damaged: the items are not those that were written/],
      [written("no-end", `${lines.slice(0, -2).join("\n")}\n`), /its last line, the manifest, is missing/],
      [written("shorter", lines.toSpliced(position, 1).join("\n")), /damaged/],
      [written("newer", lines.with(0, newer).join("\n")), /written by release 9\.9\.9 in format 99/],
      [written("foreign", '{"hello":"world"}\n'), /is not a backup of Placard/],
      [written("text", Buffer.from("no archive at all")), /damaged, or no backup of Placard/],
      [written("outside", lines.with(position, stranger).join("\n")), /damaged/],
      [join(place, "missing"), /there is no such file/],
    ];
    for (const [file, why] of cases) {
      const { code, stderr } = await command(["restore", file], { DATA_DIR: join(place, "target"), ...settings });
      expect(stderr).toMatch(why);
      expect(code).toBe(1);
      expect(existsSync(join(place, "target"))).toBe(false);
    }
  });

  test("targets stuck ends with 0 where nothing is, asked of the running process, and with 1 where something is", async () => {
    const at = { DATA_DIR: restored, ...settings };
    expect(await command(["targets", "stuck"], at)).toMatchObject({ code: 0, stdout: "Nothing is stuck.\n" });
    expect(await command(["targets", "stuck", "--json"], at)).toMatchObject({ code: 0, stdout: "[]\n" });
    expect(await command(["parked"], at)).toMatchObject({ code: 0, stdout: "" });
    await dev.stop();
    const hour = 3600_000;
    const overdue = Date.now() - hour;
    const store = await openSqliteStore({ file: join(restored, "placard.db"), now: Date.now });
    for await (const page of store.readAll()) {
      for (const item of page) {
        const target = item.data as unknown as TargetRecord;
        if (item.sk !== "target" || target.parts[0]?.state !== "scheduled") continue;
        const parts = [{ ...target.parts[0], next: { at: overdue, clock: "workspace" } }];
        const due = { pk: duePartition(shardOf(dev.facts.workspace_id)), sk: `${sortableInstant(overdue)}#target` };
        const data = { ...target, parts } as unknown as Json;
        await store.write([{ op: "put", item: { ...item, version: item.version + 1, data, due } }]);
      }
    }
    await store.close();
    const told = await command(["targets", "stuck", "--json"], at);
    expect(told.code).toBe(1);
    expect(JSON.parse(told.stdout)).toMatchObject([
      { kind: "overdue", network: "sandbox", account_id: dev.facts.account_id, workspace_id: dev.facts.workspace_id },
    ]);
    const text = await command(["targets", "stuck"], at);
    expect(text).toMatchObject({ code: 1, stdout: expect.stringMatching(/^overdue for 36\d\d s {2}tgt_/) });
    dev = await startDev(at);
    await eventually("what was overdue is published", 30_000, async () => (await times()).get("Later") === 1, 100);
  });

  test("without its key holds none, says so, and starts when the key is put back", async () => {
    await dev.stop();
    const file = join(place, "keyless.placard");
    const made = await command(["backup", file], { DATA_DIR: restored, ...settings });
    expect(made).toMatchObject({ code: 0 });
    expect(made.stdout).toContain("keep that apart");
    expect(gunzipSync(readFileSync(file)).toString()).not.toMatch(/"file":"(master\.key|dev\.json)"/);
    const folder = join(place, "keyless");
    await mkdir(folder);
    const wrong = await command(["restore", file], {
      DATA_DIR: folder,
      MASTER_KEY: Buffer.alloc(32, 1).toString("base64"),
      ...settings,
    });
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining("the master key is not the one") });
    const back = await command(["restore", file], { DATA_DIR: folder, ...settings });
    expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining("Put its master.key into") });
    const early = await command(["dev"], { DATA_DIR: folder, PORT: "0", ...settings });
    expect(early.stderr).toContain("Put the master key back");
    writeFileSync(join(folder, "master.key"), readFileSync(join(restored, "master.key")), { mode: 0o600 });
    dev = await startDev({ DATA_DIR: folder, ...settings });
    await inWorkspace().expect(200, "GET", "/v1/posts");
  });
});

const skip = await whyNoDynamoDbLocal();
if (skip !== null) process.stderr.write(`the commands are not tested on DynamoDB: ${skip}\n`);

describe.skipIf(skip !== null)("backup and restore of a DynamoDB table", () => {
  let dynamo: DynamoDbLocal;
  beforeAll(async () => {
    dynamo = await startDynamoDbLocal();
  });
  afterAll(() => dynamo?.close());

  test("goes into a table that is empty, and only with the key that it was sealed with", { timeout: 120_000 }, async () => {
    const key = randomBytes(32).toString("base64");
    const at = (table: string, masterKey = key) => ({
      DATA_DIR: join(place, "beside-dynamodb"),
      DYNAMODB_TABLE: table,
      DYNAMODB_ENDPOINT: dynamo.endpoint,
      MASTER_KEY: masterKey,
    });
    const succeeds = async (args: readonly string[], settings: Readonly<Record<string, string>>) => {
      const done = await command(args, settings);
      expect(done).toMatchObject({ code: 0 });
      return done.stdout;
    };
    for (const table of ["first", "second"]) await succeeds(["migrate"], at(table));
    await succeeds(["rotate-signing-key"], at("first"));
    await mkdir(join(at("first").DATA_DIR, "mail"), { recursive: true });
    writeFileSync(join(at("first").DATA_DIR, "mail", "1.eml"), "mail");
    const archive = join(place, "table.placard");
    const { items } = JSON.parse(await succeeds(["backup", archive, "--json"], at("first")));
    expect(items).toBeGreaterThan(1);

    expect(await command(["restore", archive], at("first"))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("the store is not empty"),
    });
    const wrong = at("second", randomBytes(32).toString("base64"));
    expect(await command(["restore", archive], wrong)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("the master key is not the one"),
    });
    expect(await command(["rotate-signing-key"], at("second"))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("has not finished"),
    });
    expect(await command(["restore", "--recovered"], at("second"))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("has not finished"),
    });
    const told = await succeeds(["restore", archive], at("second"));
    expect(told).toContain("1 files of the archive were not unpacked, for a table has no data folder: mail/ (1).");
    await succeeds(["rotate-signing-key"], at("second"));
    expect(await succeeds(["restore", "--recovered", "--json"], at("second"))).toBe('{"possibly_sent":0}\n');
    expect(await command(["targets", "stuck"], at("second"))).toMatchObject({ code: 0 });
    expect(await command(["restore", archive], at("missing"))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("run `placard migrate`"),
    });
  });
});
