import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { outboxFolder } from "./outbox-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "placard-mail-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const message = { to: "ada@example.com", subject: "Grüße", text: "Zeile 1\nZeile 2 😀" };
const sent = async () =>
  Promise.all((await readdir(folder)).map(async name => JSON.parse(await readFile(join(folder, name), "utf8"))));

test("lays each message into a file of its own that only its owner reads", async () => {
  const mail = outboxFolder(folder);
  await mail.send("one", message);
  await mail.send("../two/…", { ...message, subject: "Second" });
  expect((await sent()).toSorted((a, b) => a.subject.localeCompare(b.subject))).toEqual([
    { id: "one", ...message },
    { id: "../two/…", ...message, subject: "Second" },
  ]);
  for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
});

test("delivers one id once, also at the same time and after a restart", async () => {
  await Promise.all(Array.from({ length: 10 }, (_, n) => outboxFolder(folder).send("same", { ...message, text: `${n}` })));
  const [first, ...others] = await sent();
  expect(others).toEqual([]);
  await outboxFolder(folder).send("same", { ...message, text: "again" });
  expect(await sent()).toEqual([first]);
});

test("makes its folder, and rejects where it cannot", async () => {
  await outboxFolder(join(folder, "a", "b")).send("one", message);
  expect(await readdir(join(folder, "a", "b"))).toHaveLength(1);
  await writeFile(join(folder, "file"), "");
  await expect(outboxFolder(join(folder, "file")).send("one", message)).rejects.toThrow(/EEXIST|ENOTDIR/);
});
