import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildEncrypt } from "@aws-crypto/encrypt-node";
import { AlgorithmSuiteIdentifier, CommitmentPolicy } from "@aws-crypto/material-management-node";
import { RawAesKeyringNode, RawAesWrappingSuiteIdentifier } from "@aws-crypto/raw-aes-keyring-node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { KeyMismatch } from "./keys.ts";
import { loadOrCreateMasterKey, localMasterKey } from "./local-master-key.ts";

const masterKey = new Uint8Array(randomBytes(32));
const keys = localMasterKey(masterKey);
const context = { organization: "org_1", account: "acct_1" };
const secret = new Uint8Array(Buffer.from("a network's token ü"));

describe("sealed", () => {
  test("opens with the same context, in whatever order, in another process's keys", async () => {
    const sealed = await keys.encrypt(secret, context);
    expect(await keys.decrypt(sealed, context)).toEqual(secret);
    const again = localMasterKey(new Uint8Array(masterKey));
    expect(await again.decrypt(sealed, { account: "acct_1", organization: "org_1" })).toEqual(secret);
  });

  test("takes what is empty and what is long", async () => {
    for (const bytes of [new Uint8Array(), new Uint8Array(randomBytes(200_000))]) {
      expect(await keys.decrypt(await keys.encrypt(bytes, {}), {})).toEqual(bytes);
    }
  });

  test("is never the same twice, and does not hold the secret", async () => {
    const [one, two] = await Promise.all([keys.encrypt(secret, context), keys.encrypt(secret, context)]);
    expect(one).not.toBe(two);
    expect(Buffer.from(one, "base64").includes(Buffer.from(secret))).toBe(false);
  });

  test.each<[string, Record<string, string>]>([
    ["another value", { organization: "org_2", account: "acct_1" }],
    ["a pair less", { organization: "org_1" }],
    ["a pair more", { ...context, more: "1" }],
    ["another name", { organization: "org_1", Account: "acct_1" }],
    ["values swapped", { organization: "acct_1", account: "org_1" }],
    ["none", {}],
  ])("does not open with another context: %s", async (_, other) => {
    await expect(keys.decrypt(await keys.encrypt(secret, context), other)).rejects.toBeInstanceOf(KeyMismatch);
  });

  test("does not open under another master key", async () => {
    const other = localMasterKey(new Uint8Array(randomBytes(32)));
    await expect(other.decrypt(await keys.encrypt(secret, context), context)).rejects.toBeInstanceOf(KeyMismatch);
  });

  test("does not open when any byte was changed, or when cut", async () => {
    const sealed = Buffer.from(await keys.encrypt(secret, context), "base64");
    for (let position = 0; position < sealed.length; position += 7) {
      const changed = Buffer.from(sealed);
      changed[position] = (changed[position] ?? 0) ^ 1;
      await expect(keys.decrypt(changed.toString("base64"), context), `byte ${position}`).rejects.toBeInstanceOf(KeyMismatch);
    }
    for (const length of [0, 1, 40, sealed.length - 1]) {
      const cut = sealed.subarray(0, length).toString("base64");
      await expect(keys.decrypt(cut, context), `${length} bytes`).rejects.toBeInstanceOf(KeyMismatch);
    }
    await expect(keys.decrypt("not base64 at all", context)).rejects.toBeInstanceOf(KeyMismatch);
  });

  test("does not open when sealed by a suite that does not commit to its key", async () => {
    const keyring = new RawAesKeyringNode({
      keyName: "master",
      keyNamespace: "placard",
      unencryptedMasterKey: new Uint8Array(masterKey),
      wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
    });
    const suiteId = AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA256;
    const { encrypt } = buildEncrypt(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);
    const { result } = await encrypt(keyring, Buffer.from(secret), { encryptionContext: context, suiteId });
    await expect(keys.decrypt(result.toString("base64"), context)).rejects.toBeInstanceOf(KeyMismatch);
  });
});

describe("the master key's file", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "placard-key-"));
    file = join(folder, "data", "master.key");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const load = (mayCreate: boolean) =>
    loadOrCreateMasterKey({ file, mayCreate, random: length => new Uint8Array(randomBytes(length)) });

  test("is made once, for its owner alone, and found again", async () => {
    const made = await load(true);
    expect(made).toHaveLength(32);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await load(false)).equals(made)).toBe(true);
    expect(Buffer.from(await load(true)).equals(made)).toBe(true);
    expect(await readdir(join(folder, "data"))).toEqual(["master.key"]);
  });

  test("is one, also when many make it at a time", async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => load(true)));
    expect(new Set(made.map(key => Buffer.from(key).toString("hex"))).size).toBe(1);
  });

  test("is not made beside data", async () => {
    await expect(load(false)).rejects.toThrow(/missing/);
    await expect(stat(file)).rejects.toThrow(/ENOENT/);
  });

  test.each([0o640, 0o604, 0o660, 0o777])("is refused with mode %o", async mode => {
    await load(true);
    await chmod(file, mode);
    await expect(load(true)).rejects.toThrow(/chmod 600/);
  });

  test("is refused when it holds something else, and left as it is", async () => {
    await load(true);
    for (const text of ["", "short", `${Buffer.alloc(31).toString("base64")}\n`, Buffer.alloc(64).toString("base64")]) {
      await writeFile(file, text);
      await expect(load(true)).rejects.toThrow(/32 bytes/);
      expect(await readFile(file, "utf8")).toBe(text);
    }
  });
});
