import { Redis, type RedisOptions } from "ioredis";
import { HINT_TIMEOUT_MS, type Hints, MAX_HINT_BYTES } from "./hints.ts";
import { Listeners } from "./listeners.ts";

export interface RedisHintsOptions {
  /** `redis://` or `rediss://`, with user, password and database as needed. */
  readonly url: string;
  /** Stands before every key and channel, so that several installations can share a server. */
  readonly prefix: string;
  /** Told of every failed connection and command, for the log. Nothing else comes of them. */
  readonly onError?: (error: unknown) => void;
}

/** Waits between tries to connect: doubling up to this, for ever. With a part by chance, so that a fleet does not come back in one instant. */
const FIRST_RECONNECT_MS = 50;
const LONGEST_RECONNECT_MS = 2000;

/** How long a connection may take to stand. */
const CONNECT_TIMEOUT_MS = 2000;

/** A connection that says nothing for this long though it was asked is given up: its server hangs, or the network lost it. */
const SILENCE_MS = 2000;

/** Commands sent and not yet answered; more are dropped at once. A server that hangs costs at most this much memory. */
const MOST_UNANSWERED = 10_000;

/** How often the subscribing connection is asked whether it is still there: nothing else would notice that it is not. */
const PING_EVERY_MS = 5000;

/** Adds, and lets the sum live from its first addition on: one step, so that no counter is left without an end. */
const INCREMENT = `
local sum = redis.call("INCRBY", KEYS[1], ARGV[1])
if redis.call("PTTL", KEYS[1]) < 0 then redis.call("PEXPIRE", KEYS[1], ARGV[2]) end
return sum`;

/**
 * Hints through Redis, for many processes. It connects, and connects again, by itself; one connection gives commands, the other listens.
 * Resolves when both stand, or after {@link HINT_TIMEOUT_MS} without them.
 */
export async function redisHints({ url, prefix, onError = () => undefined }: RedisHintsOptions): Promise<Hints> {
  const options = {
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: tries =>
      Math.min(FIRST_RECONNECT_MS * 2 ** Math.min(tries - 1, 10), LONGEST_RECONNECT_MS) * (0.5 + Math.random() / 2),
    socketTimeout: SILENCE_MS,
    // What could not be sent now is dropped: a hint that comes late is of no use, and a queue of them has no bound.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    // Subscriptions are ours to restore: ioredis forgets those that were made while it had no connection.
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
  } satisfies RedisOptions;
  const commands = new Redis(url, options);
  const subscriber = new Redis(url, options);
  const listeners = new Listeners();
  let unanswered = 0;
  let closed = false;
  /** Whether the server refused a subscription: then it is asked again. */
  let incomplete = false;

  commands.on("error", onError);
  subscriber.on("error", onError);
  subscriber.on("message", (channel: string, message: string) => listeners.tell(channel, message));
  const subscribe = async (channels: readonly string[]): Promise<void> => {
    try {
      if (channels.length > 0) await subscriber.subscribe(...channels);
    } catch (error) {
      incomplete = true;
      onError(error);
    }
  };
  subscriber.on("ready", () => {
    incomplete = false;
    void subscribe(listeners.channels());
  });
  const pinging = setInterval(() => {
    if (subscriber.status !== "ready") return;
    if (!incomplete) return void subscriber.ping().catch(onError);
    incomplete = false;
    void subscribe(listeners.channels());
  }, PING_EVERY_MS);
  pinging.unref();
  await within(
    HINT_TIMEOUT_MS,
    Promise.all(
      [commands, subscriber].map(connection => new Promise<void>(resolve => connection.once("ready", () => resolve()))),
    ),
  );

  /** What Redis answers within the time for hints, or null: it is away, hangs, or refuses. */
  async function ask<T>(command: () => Promise<T>): Promise<T | null> {
    if (closed || commands.status !== "ready" || unanswered >= MOST_UNANSWERED) return null;
    unanswered++;
    const answer = command()
      .catch((error: unknown) => {
        onError(error);
        return null;
      })
      .finally(() => unanswered--);
    return within(HINT_TIMEOUT_MS, answer);
  }

  const value = (key: string) => `${prefix}:value:${key}`;
  const counter = (key: string) => `${prefix}:count:${key}`;

  return {
    async publish(channel, message) {
      if (Buffer.byteLength(message) > MAX_HINT_BYTES)
        return onError(new RangeError(`A message has at most ${MAX_HINT_BYTES} bytes.`));
      await ask(() => commands.publish(`${prefix}:channel:${channel}`, message));
    },
    async subscribe(channel, listener) {
      const name = `${prefix}:channel:${channel}`;
      const leave = listeners.join(name, listener);
      // Also for a further listener: that the server knows of the channel is certain only when it says so.
      if (subscriber.status === "ready") await within(HINT_TIMEOUT_MS, subscribe([name]));
      return async () => {
        if (leave() && subscriber.status === "ready") await within(HINT_TIMEOUT_MS, subscriber.unsubscribe(name).catch(onError));
      };
    },
    async increment(key, by, windowMs) {
      const sum = await ask(() => commands.eval(INCREMENT, 1, counter(key), by, Math.ceil(windowMs)));
      return typeof sum === "number" ? sum : null;
    },
    get: key => ask(() => commands.get(value(key))),
    async set(key, text, ttlMs, { onlyIfAbsent = false } = {}) {
      const ttl = Math.ceil(ttlMs);
      if (!onlyIfAbsent) return (await ask(() => commands.set(value(key), text, "PX", ttl))) === null ? null : true;
      // Redis says "no" with null, which is also the answer where there is none.
      return ask(async () => (await commands.set(value(key), text, "PX", ttl, "NX")) === "OK");
    },
    async delete(key) {
      await ask(() => commands.del(value(key)));
    },
    healthy: async () => (await ask(() => commands.ping())) === "PONG",
    async close() {
      closed = true;
      clearInterval(pinging);
      listeners.clear();
      commands.disconnect();
      subscriber.disconnect();
    },
  };
}

/** What `answer` gives, or null when it takes longer than `ms`. */
function within<T>(ms: number, answer: Promise<T>): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
