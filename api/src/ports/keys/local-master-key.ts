import { mkdir, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { createFile } from "../whole-file.ts";
import { KeyMismatch, type Keys } from "./keys.ts";

const KEY_BYTES = 32;
const NAMESPACE = "placard";

/**
 * The master key of a file, made once with mode 0600. `mayCreate` is for a store that is still empty: beside data, a missing key is a lost key,
 * and a new one would only hide that.
 */
export async function loadOrCreateMasterKey(options: {
  file: string;
  mayCreate: boolean;
  random: (length: number) => Uint8Array;
}): Promise<Uint8Array> {
  const { file, mayCreate, random } = options;
  const found = await read(file);
  if (found) return found;
  if (!mayCreate) throw new Error(`${file} is missing, and the store holds data sealed with it. Put the master key back.`);
  await mkdir(dirname(file), { recursive: true });
  // Never over a key that came to be meanwhile: the file is read again, whoever made it.
  await createFile(file, Buffer.from(`${Buffer.from(random(KEY_BYTES)).toString("base64")}\n`), 0o600);
  const made = await read(file);
  if (!made) throw new Error(`${file} could not be written.`);
  return made;
}

async function read(file: string): Promise<Uint8Array | null> {
  let text: string;
  try {
    const { mode } = await stat(file);
    if (process.platform !== "win32" && (mode & 0o077) !== 0)
      throw new Error(`${file} can be read by others: chmod 600 it, and consider the key known.`);
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  const key = Buffer.from(text.trim(), "base64");
  if (key.length !== KEY_BYTES) throw new Error(`${file} does not hold ${KEY_BYTES} bytes in base64.`);
  return key;
}

/**
 * Envelope encryption by the AWS Encryption SDK under one local key. The suite commits to its key and is not signed: a signature per token would cost
 * 3 ms and prove nothing more, for whoever can encrypt can also sign. The packages load with the first use: they take longer than the whole start.
 */
export function localMasterKey(masterKey: Uint8Array): Keys {
  let client: ReturnType<typeof loadClient> | null = null;
  const loaded = () => {
    client ??= loadClient(masterKey);
    return client;
  };
  return {
    async encrypt(plaintext, context) {
      const { encrypt, keyring, suiteId } = await loaded();
      const { result } = await encrypt(keyring, Buffer.from(plaintext), { encryptionContext: { ...context }, suiteId });
      return result.toString("base64");
    },
    async decrypt(ciphertext, context) {
      const { decrypt, keyring } = await loaded();
      let opened: Awaited<ReturnType<typeof decrypt>>;
      try {
        opened = await decrypt(keyring, Buffer.from(ciphertext, "base64"));
      } catch (error) {
        throw new KeyMismatch("the ciphertext cannot be opened with this master key", { cause: error });
      }
      // The context is authenticated by now; whether it is the one that was asked for is ours to check.
      const sealed = opened.messageHeader.encryptionContext;
      const same =
        Object.keys(sealed).length === Object.keys(context).length &&
        Object.entries(context).every(([name, value]) => sealed[name] === value);
      if (!same) throw new KeyMismatch("the ciphertext belongs to another context");
      return new Uint8Array(opened.plaintext);
    },
  };
}

async function loadClient(masterKey: Uint8Array) {
  const [
    { buildEncrypt },
    { buildDecrypt },
    { RawAesKeyringNode, RawAesWrappingSuiteIdentifier },
    { AlgorithmSuiteIdentifier, CommitmentPolicy },
  ] = await Promise.all([
    import("@aws-crypto/encrypt-node"),
    import("@aws-crypto/decrypt-node"),
    import("@aws-crypto/raw-aes-keyring-node"),
    import("@aws-crypto/material-management-node"),
  ]);
  // A key of its own, for the SDK zeroes what it was given.
  const unencryptedMasterKey = new Uint8Array(masterKey);
  const keyring = new RawAesKeyringNode({
    keyName: "master",
    keyNamespace: NAMESPACE,
    unencryptedMasterKey,
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
  const policy = CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT;
  const { encrypt } = buildEncrypt(policy);
  // What we seal has one data key; a ciphertext with more is not ours, and each would cost a try.
  const { decrypt } = buildDecrypt({ commitmentPolicy: policy, maxEncryptedDataKeys: 1 });
  return { encrypt, decrypt, keyring, suiteId: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY };
}
