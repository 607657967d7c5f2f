import type { CryptoKey, JWK } from "jose";
import type { Service } from "../../ctx.ts";
import { type Item, StoreUnknown } from "../../ports/store/store.ts";

/** RFC 7518: RS256 needs 2048 bits or more. */
const MODULUS_BITS = 2048;
const PARTITION = "secret#jwt";

/** After this long a process looks again whether another has rotated the keys. */
const FRESH_MS = 60_000;
/** Tokens of strangers name any key: the store is asked for an unknown one at most this often. */
const ASK_AGAIN_MS = 5000;
/** How long a rotated key is still accepted: the longest token (1 h), the time other processes may go on signing with it, and room for clocks. */
export const OVERLAP_MS = 2 * 3_600_000;

type KeyRecord = {
  readonly schema: 1;
  readonly kid: string;
  readonly created_at: number;
  readonly public_jwk: { readonly kty: string; readonly n: string; readonly e: string };
  /** PKCS #8, encrypted through the keys port. */
  readonly sealed_private: string;
};

interface Ring {
  readonly loadedAt: number;
  readonly newest: Item<KeyRecord>;
  readonly accepted: ReadonlyMap<string, CryptoKey>;
  readonly published: readonly JWK[];
}

const contextOf = (kid: string) => ({ purpose: "jwt signing key", kid });

/**
 * The installation's keys for access tokens and embed sessions. The first is made when it is first needed, for making one takes longer than the whole
 * start; processes that need it at once agree on one. A rotated key is accepted until its record expires, and then forgotten by the store.
 */
export class SigningKeys {
  readonly #service: Service;
  #ring: Ring | null = null;
  #loading: Promise<Ring> | null = null;
  /** Decrypted once per key and process. */
  #signing: { readonly kid: string; readonly key: CryptoKey } | null = null;

  constructor(service: Service) {
    this.#service = service;
  }

  /** The newest key, to sign with. */
  async signing(): Promise<{ readonly kid: string; readonly key: CryptoKey }> {
    const { newest } = await this.#fresh(FRESH_MS);
    const { kid, sealed_private: sealed } = newest.data;
    if (this.#signing?.kid === kid) return this.#signing;
    const { importPKCS8 } = await import("jose");
    const pem = await this.#service.keys.decrypt(sealed, contextOf(kid));
    this.#signing = { kid, key: await importPKCS8(Buffer.from(pem).toString("utf8"), "RS256") };
    return this.#signing;
  }

  /** The key of this id where it is accepted, else null. */
  async accepted(kid: string): Promise<CryptoKey | null> {
    const ring = await this.#fresh(FRESH_MS);
    return ring.accepted.get(kid) ?? (await this.#fresh(ASK_AGAIN_MS)).accepted.get(kid) ?? null;
  }

  /** Every accepted key as a JWK, newest first. */
  async published(): Promise<readonly JWK[]> {
    return (await this.#fresh(FRESH_MS)).published;
  }

  /** Makes the next key, signs with it from now on, and accepts the one before for {@link OVERLAP_MS}. Other processes follow within a minute. */
  async rotate(): Promise<void> {
    const { newest } = await this.#load();
    const next = await this.#make(String(Number(newest.sk) + 1).padStart(6, "0"));
    const expires = Math.ceil((this.#service.timer.now() + OVERLAP_MS) / 1000);
    await this.#service.systemStore.write([
      { op: "put", item: next, if: { absent: true } },
      { op: "put", item: { ...newest, version: newest.version + 1, expires }, if: { version: newest.version } },
    ]); // where a condition fails another process has rotated just now, which is as good
    await this.#load();
  }

  async #fresh(atMostMs: number): Promise<Ring> {
    const ring = this.#ring;
    if (ring && this.#service.timer.monotonic() - ring.loadedAt < atMostMs) return ring;
    return this.#load();
  }

  #load(): Promise<Ring> {
    this.#loading ??= this.#read().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #read(): Promise<Ring> {
    const { systemStore, timer } = this.#service;
    for (;;) {
      const page = await systemStore.query({ pk: PARTITION, order: "desc", limit: 100 });
      const items = page.items as readonly Item<KeyRecord>[];
      const newest = items[0];
      if (newest) {
        const { importJWK } = await import("jose");
        const accepted = new Map<string, CryptoKey>();
        for (const { data } of items) {
          const key = this.#ring?.accepted.get(data.kid) ?? (await importJWK({ ...data.public_jwk, alg: "RS256" }, "RS256"));
          if (!(key instanceof Uint8Array)) accepted.set(data.kid, key);
        }
        const published = items.map(({ data }) => ({ ...data.public_jwk, kid: data.kid, alg: "RS256", use: "sig" }));
        this.#ring = { loadedAt: timer.monotonic(), newest, accepted, published };
        return this.#ring;
      }
      const first = await this.#make("000001");
      try {
        await systemStore.write([{ op: "put", item: first, if: { absent: true } }]);
      } catch (error) {
        if (!(error instanceof StoreUnknown)) throw error; // written or not, by us or by another process: the next read tells
      }
    }
  }

  async #make(sk: string): Promise<Item<KeyRecord>> {
    const { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair } = await import("jose");
    const pair = await generateKeyPair("RS256", { modulusLength: MODULUS_BITS, extractable: true });
    const { kty, n = "", e = "" } = await exportJWK(pair.publicKey);
    const jwk = { kty: kty ?? "RSA", n, e };
    const kid = await calculateJwkThumbprint(jwk);
    const sealed = await this.#service.keys.encrypt(Buffer.from(await exportPKCS8(pair.privateKey)), contextOf(kid));
    const data: KeyRecord = {
      schema: 1,
      kid,
      created_at: this.#service.timer.now(),
      public_jwk: jwk,
      sealed_private: sealed,
    };
    return { pk: PARTITION, sk, version: 1, data };
  }
}
