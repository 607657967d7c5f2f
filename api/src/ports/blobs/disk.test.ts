import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Blobs } from "./blobs.ts";
import { openDiskBlobs } from "./disk.ts";

let folder: string;
let blobs: Blobs;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "placard-blobs-"));
  blobs = openDiskBlobs(join(folder, "not", "there", "yet"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const textOf = async (name: string) => {
  const blob = await blobs.get(name);
  return blob && `${blob.contentType}: ${Buffer.from(blob.bytes)}`;
};

test("gives back bytes and type, after a restart, too", async () => {
  const all = Uint8Array.from({ length: 256 * 1024 }, (_, n) => n % 256);
  await blobs.put("ws_1/media/med_1.png", all, "image/png");
  await blobs.put("empty", new Uint8Array(), "text/plain; charset=utf-8");
  const again = openDiskBlobs(join(folder, "not", "there", "yet"));
  const blob = await again.get("ws_1/media/med_1.png");
  expect(Buffer.from(blob?.bytes ?? []).equals(all)).toBe(true);
  expect(blob?.contentType).toBe("image/png");
  expect(await again.get("empty")).toMatchObject({ contentType: "text/plain; charset=utf-8" });
  expect((await again.get("empty"))?.bytes).toHaveLength(0);
});

test("gives null where there is nothing, and deletes also that", async () => {
  expect(await blobs.get("none")).toBeNull();
  expect(await blobs.get("none/of/it")).toBeNull();
  await blobs.delete("none/of/it");
});

test("replaces and deletes", async () => {
  await blobs.put("a", bytes("1"), "text/plain");
  await blobs.put("a", bytes("2"), "text/html");
  expect(await textOf("a")).toBe("text/html: 2");
  await blobs.delete("a");
  expect(await textOf("a")).toBeNull();
});

test("takes a file, tells its size, and gives any part of it", async () => {
  const file = join(folder, "source");
  const all = Uint8Array.from({ length: 200_000 }, (_, n) => (n * 7) % 251);
  await writeFile(file, all);
  await blobs.putFile("a/film", file, "video/mp4");
  await rm(file);
  expect(await blobs.stat("a/film")).toEqual({ bytes: 200_000, contentType: "video/mp4" });
  const read = async (start: number, end: number) => Buffer.from(await new Response(blobs.stream("a/film", start, end)).bytes());
  expect((await read(0, 199_999)).equals(all)).toBe(true);
  for (const [start, end] of [
    [0, 0],
    [199_999, 199_999],
    [65_530, 131_080],
  ] as const)
    expect((await read(start, end)).equals(all.subarray(start, end + 1))).toBe(true);
  const left = blobs.stream("a/film", 0, 199_999).getReader();
  await left.read();
  await left.cancel();
});

test("what is not there has no facts, and cannot be read", async () => {
  expect(await blobs.stat("none")).toBeNull();
  await expect(new Response(blobs.stream("none", 0, 9)).bytes()).rejects.toThrow("ENOENT");
  await expect(blobs.putFile("a", join(folder, "nowhere"), "text/plain")).rejects.toThrow("ENOENT");
  expect(await blobs.get("a")).toBeNull();
});

test("keeps names apart that share parts", async () => {
  const names = ["a", "a/b", "a/b/c", "a.type", "a.bytes", "a-bytes", "0"];
  for (const name of names) await blobs.put(name, bytes(name), "text/plain");
  for (const name of names) expect(await textOf(name)).toBe(`text/plain: ${name}`);
});

test("puts of one name at a time leave one of them whole, and nothing else", async () => {
  await Promise.all(Array.from({ length: 10 }, (_, n) => blobs.put("a", bytes(`${n}`.repeat(50_000)), "text/plain")));
  expect(await textOf("a")).toMatch(/^text\/plain: (\d)\1{49999}$/);
  expect((await readdir(join(folder, "not", "there", "yet"))).toSorted()).toEqual(["a~bytes", "a~type"]);
});

test.each([
  "",
  "/",
  "a/",
  "/a",
  "a//b",
  ".",
  "..",
  "../a",
  "a/../b",
  ".hidden",
  "a/.b",
  "A",
  "ä",
  "a b",
  "a~bytes",
  "a\\b",
  "a\0b",
  "a\n",
  "x".repeat(201),
])("refuses the name %j everywhere", async name => {
  await expect(blobs.put(name, bytes("1"), "text/plain")).rejects.toBeInstanceOf(RangeError);
  await expect(blobs.putFile(name, folder, "text/plain")).rejects.toBeInstanceOf(RangeError);
  await expect(blobs.get(name)).rejects.toBeInstanceOf(RangeError);
  await expect(blobs.stat(name)).rejects.toBeInstanceOf(RangeError);
  expect(() => blobs.stream(name, 0, 1)).toThrow(RangeError);
  await expect(blobs.delete(name)).rejects.toBeInstanceOf(RangeError);
});

test("takes names of 512 characters and no longer", async () => {
  const longest = `${"x".repeat(200)}/${"y".repeat(200)}/${"z".repeat(110)}`;
  await blobs.put(longest, bytes("1"), "text/plain");
  expect(await textOf(longest)).toBe("text/plain: 1");
  await expect(blobs.get(`${longest}z`)).rejects.toBeInstanceOf(RangeError);
});
