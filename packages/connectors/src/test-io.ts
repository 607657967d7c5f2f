import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Io, Json, MediaBytes } from "./contract.ts";

/** An `Io` over the real network, with a vault that a test can look into. */
export interface TestIo extends Io {
  readonly kept: Map<string, Json>;
}

/** `media` is what the library holds, by id. Every part of it can be replaced. */
export function testIo(
  over: Partial<Omit<Io, "media">> & { readonly media?: Readonly<Record<string, MediaBytes>> } = {},
): TestIo {
  const kept = new Map<string, Json>();
  let turn: Promise<unknown> = Promise.resolve();
  return {
    fetch: (input, init) => fetch(input, { redirect: "manual", ...init }),
    guardedFetch: () => Promise.reject(Object.assign(new Error("a private address"), { name: "BlockedAddress" })),
    time: { now: () => Date.now(), sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }) },
    chance: { bytes: length => new Uint8Array(randomBytes(length)), number: () => Math.random() },
    vault: {
      get: name => Promise.resolve(kept.get(name) ?? null),
      set: (name, value) => Promise.resolve(void kept.set(name, value)),
      delete: name => Promise.resolve(void kept.delete(name)),
      exclusive: (_name, work) => {
        const mine = turn.then(work);
        turn = mine.catch(() => undefined);
        return mine;
      },
    },
    save: () => Promise.resolve(),
    signal: new AbortController().signal,
    ...over,
    media: id => Promise.resolve(over.media?.[id] ?? null),
    kept,
  };
}
