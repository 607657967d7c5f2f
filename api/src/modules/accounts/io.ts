import type { Io, Vault } from "@placard/connectors";
import type { Service, WorkspaceScope } from "../../ctx.ts";
import type { Json } from "../../ports/store/store.ts";
import { StoreBusy, StoreUnknown } from "../../ports/store/store.ts";
import { tenantKey } from "../../tenant.ts";
import { vaultKey } from "./records.ts";

/** What a connector is told of whose behalf it acts on: enough to bind its vault and clock. */
export interface IoOwner {
  readonly organizationId: string;
  readonly workspace: WorkspaceScope;
  /** An account's id, or a connect state before there is one. */
  readonly owner: string;
}

/** A lock of the vault ends by itself after this long: its holder died. Longer than any one exchange with an authorization server. */
const LOCK_MS = 45_000;
const LOCK_POLL_MS = 50;

/** The world as a connector sees it: trusted and guarded HTTP, the workspace's clock, the vault. `part` is given while one is prepared. */
export function connectorIo(service: Service, owner: IoOwner, signal: AbortSignal, part?: Pick<Io, "save" | "media">): Io {
  const offset = owner.workspace.clockOffsetMs;
  return {
    fetch: (input, init) => service.network.trusted(input, init),
    guardedFetch: (input, init) => service.network.guarded(input, init),
    time: { now: () => service.timer.now() + offset, sleep: (ms, stop) => service.timer.sleep(ms, stop) },
    chance: service.chance,
    media: part?.media ?? (async () => null),
    vault: vaultOf(service, owner),
    save:
      part?.save ??
      (async () => {
        throw new Error("a handle can be saved only while a part is published");
      }),
    signal,
  };
}

/** Everything in the vault is encrypted through the keys port, bound to organization and owner. Written past `commit`: it is the connector's own, no state of ours. */
function vaultOf(service: Service, { organizationId, workspace, owner }: IoOwner): Vault {
  const { systemStore: store, keys, timer } = service;
  const key = (name: string) => {
    const { pk, sk } = vaultKey(owner, name);
    return { pk: tenantKey(workspace.id, pk), sk };
  };
  const context = (name: string) => ({ organization: organizationId, workspace: workspace.id, owner, vault: name });
  return {
    async get(name) {
      const item = await store.get(key(name));
      if (!item) return null;
      return JSON.parse(Buffer.from(await keys.decrypt(String(item.data), context(name))).toString());
    },
    async set(name, value) {
      const data = await keys.encrypt(Buffer.from(JSON.stringify(value)), context(name));
      await store.write([{ op: "put", item: { ...key(name), version: 1, data } }]);
    },
    async delete(name) {
      await store.write([{ op: "delete", key: key(name) }]);
    },
    exclusive: (name, work) => withLock(service, tenantKey(workspace.id, `lock#${owner}`), name, work, timer.timeout(LOCK_MS)),
  };
}

/** Gives what a connect state's vault holds to the account that came of it: the binding of each entry changes, so it is sealed anew. */
export async function moveVault(service: Service, from: IoOwner, to: string): Promise<void> {
  const { systemStore: store } = service;
  const source = vaultOf(service, from);
  const target = vaultOf(service, { ...from, owner: to });
  const page = await store.query({ pk: tenantKey(from.workspace.id, vaultKey(from.owner, "").pk), limit: 100 });
  for (const { sk: name } of page.items) {
    const value = await source.get(name);
    if (value !== null) await target.set(name, value);
    await source.delete(name);
  }
}

/** A lock that is held. */
export interface Lock {
  /** Whether it still holds for so long: a process that was stopped meanwhile may have lost it, and not know. */
  holdsFor(ms: number): boolean;
}

/**
 * Runs `work` while nobody else, in any process, holds the lock. A holder that died is waited out ({@link LOCK_MS}).
 * @throws {StoreBusy} when the lock was not to be had before `signal`.
 */
export async function withLock<T>(
  service: Service,
  pk: string,
  sk: string,
  work: (lock: Lock) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const { systemStore: store, timer, ids } = service;
  const nonce = ids.next("request");
  let version: number;
  let until: number;
  for (;;) {
    const item = await store.get({ pk, sk });
    const held = item?.data as { until: number; nonce: string } | undefined;
    if (item && held?.nonce === nonce) {
      version = item.version; // our write was applied though its answer was lost
      until = held.until;
      break;
    }
    if (!item || !held || held.until <= timer.now()) {
      until = timer.now() + LOCK_MS;
      const data: Json = { until, nonce };
      // Of this moment, for the item goes with its lock: counted from 1 again, a holder that was waited out would give up the lock of another.
      version = Math.max((item?.version ?? 0) + 1, timer.now());
      try {
        const put = { pk, sk, version, data, expires: Math.ceil((timer.now() + 2 * LOCK_MS) / 1000) };
        if ((await store.write([{ op: "put", item: put, if: item ? { version: item.version } : { absent: true } }])).ok) break;
      } catch (error) {
        if (!(error instanceof StoreUnknown) && !(error instanceof StoreBusy)) throw error; // the next read tells
      }
    }
    await timer.sleep(LOCK_POLL_MS, signal).catch(() => {
      throw new StoreBusy("Somebody else holds the lock.");
    });
  }
  try {
    return await work({ holdsFor: ms => timer.now() + ms < until });
  } finally {
    await store.write([{ op: "delete", key: { pk, sk }, if: { version } }]).catch(error => {
      // What was done under the lock stands; the lock ends by itself.
      if (!(error instanceof StoreUnknown) && !(error instanceof StoreBusy)) throw error;
    });
  }
}
