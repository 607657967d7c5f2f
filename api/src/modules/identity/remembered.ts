import { hash } from "node:crypto";
import type { Service } from "../../ctx.ts";
import type { Principal } from "../../http/authenticator.ts";
import type { Store } from "../../ports/store/store.ts";
import { ShortCache } from "../../short-cache.ts";
import type { VerifiedToken } from "./claims.ts";
import { SigningKeys } from "./signing-keys.ts";

/** The channel on which processes tell each other of keys that changed; a message is a secret's hash. */
const CHANNEL = "keys";

/** How long a revoked key may work in another process should its hint be lost. */
const KEY_LIFE_MS = 5000;
/** How long a verified token is believed without checking its signature again. */
const TOKEN_LIFE_MS = 5 * 60_000;
/** Below 1 kB each, so at most some 20 MB in all. */
const MOST = 10_000;

export interface KnownKey {
  readonly principal: Principal;
  readonly keyId: string;
  readonly organizationId: string;
  readonly expiresAt: number | null;
}

/** When a key's use was last written down by this process, and whether it is being written. */
export interface NotedUse {
  at: number;
  writing: boolean;
}

/** What this process remembers of credentials, per installation: tests run several side by side. Secrets and tokens stand in it by their SHA-256 only. */
export class Remembered {
  readonly signingKeys: SigningKeys;
  readonly keys: ShortCache<KnownKey>;
  readonly tokens: ShortCache<VerifiedToken>;
  readonly uses = new Map<string, NotedUse>();
  readonly #service: Service;

  constructor(service: Service) {
    this.#service = service;
    this.signingKeys = new SigningKeys(service);
    this.keys = new ShortCache(service.timer, { lifeMs: KEY_LIFE_MS, most: MOST });
    this.tokens = new ShortCache(service.timer, { lifeMs: TOKEN_LIFE_MS, most: MOST });
    service.hints
      .subscribe(CHANNEL, digest => this.keys.forget(digest))
      .catch(error => service.log.warn({ err: error }, "keys revoked in other processes are seen only as cached keys age"));
  }

  digest(credential: string): string {
    return hash("sha256", credential, "hex");
  }

  /** To be called after every commit that changed what a secret opens: this process forgets it at once, the others by a hint. */
  secretsChanged(digests: readonly string[]): void {
    for (const digest of digests) {
      this.keys.forget(digest);
      void this.#service.hints.publish(CHANNEL, digest);
    }
  }

  /** The use of a key; what is remembered of others goes all at once at the bound, and is then written once more. */
  use(keyId: string): NotedUse {
    const known = this.uses.get(keyId);
    if (known) return known;
    if (this.uses.size >= MOST) this.uses.clear();
    const fresh = { at: Number.NEGATIVE_INFINITY, writing: false };
    this.uses.set(keyId, fresh);
    return fresh;
  }
}

const installations = new WeakMap<Store, Remembered>();

export function remembered(service: Service): Remembered {
  const known = installations.get(service.systemStore);
  if (known) return known;
  const fresh = new Remembered(service);
  installations.set(service.systemStore, fresh);
  return fresh;
}
