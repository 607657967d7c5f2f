/** One thing that waits to be done. */
export interface Waiting {
  /** Whose turn it takes: a tenant, or a lane of its own such as a webhook endpoint. */
  readonly lane: string;
  readonly kind: string;
  readonly run: () => Promise<void>;
}

export interface Limits {
  readonly perLane: number;
  readonly perProcess: number;
}

interface Lane {
  readonly queue: Waiting[];
  head: number;
  inFlight: number;
  listed: boolean;
}

/**
 * Turns between lanes: each lane that has something to do and room in flight gets one turn after the other, so a lane with a hundred thousand waiting
 * takes no more of the process than one with a single thing.
 */
export class Lanes {
  readonly #limits: (kind: string) => Limits;
  readonly #lanes = new Map<string, Lane>();
  readonly #ready: string[] = [];
  #readyHead = 0;
  readonly #inFlight = new Map<string, number>();
  #waiting = 0;
  #running = 0;
  #idle: (() => void)[] = [];

  constructor(limits: (kind: string) => Limits) {
    this.#limits = limits;
  }

  get waiting(): number {
    return this.#waiting;
  }

  get running(): number {
    return this.#running;
  }

  add(waiting: Waiting): void {
    const key = `${waiting.kind} ${waiting.lane}`;
    let lane = this.#lanes.get(key);
    if (!lane) {
      lane = { queue: [], head: 0, inFlight: 0, listed: false };
      this.#lanes.set(key, lane);
    }
    lane.queue.push(waiting);
    this.#waiting += 1;
    this.#list(key, lane, waiting.kind);
    this.#turn();
  }

  /** Forgets what waits; what runs goes on. */
  clear(): void {
    for (const lane of this.#lanes.values()) {
      lane.queue.length = 0;
      lane.head = 0;
    }
    this.#waiting = 0;
  }

  /** Resolves when nothing runs. */
  async settled(): Promise<void> {
    if (this.#running === 0) return;
    await new Promise<void>(resolve => this.#idle.push(resolve));
  }

  #list(key: string, lane: Lane, kind: string): void {
    if (lane.listed || lane.head >= lane.queue.length || lane.inFlight >= this.#limits(kind).perLane) return;
    lane.listed = true;
    this.#ready.push(key);
  }

  #turn(): void {
    let passedOver = 0;
    while (this.#readyHead < this.#ready.length && passedOver < this.#ready.length - this.#readyHead) {
      const key = this.#ready[this.#readyHead] ?? "";
      this.#readyHead += 1;
      if (this.#readyHead > 1024 && this.#readyHead * 2 > this.#ready.length) {
        this.#ready.splice(0, this.#readyHead);
        this.#readyHead = 0;
      }
      const lane = this.#lanes.get(key);
      const next = lane?.queue[lane.head];
      if (!lane) continue;
      lane.listed = false;
      if (!next) continue;
      const limits = this.#limits(next.kind);
      if ((this.#inFlight.get(next.kind) ?? 0) >= limits.perProcess) {
        // This kind is full; other kinds may still have room. It stays in the ring.
        lane.listed = true;
        this.#ready.push(key);
        passedOver += 1;
        continue;
      }
      lane.head += 1;
      if (lane.head > 64 && lane.head * 2 > lane.queue.length) {
        lane.queue.splice(0, lane.head);
        lane.head = 0;
      }
      this.#waiting -= 1;
      this.#start(key, lane, next);
      this.#list(key, lane, next.kind);
    }
  }

  #start(key: string, lane: Lane, next: Waiting): void {
    lane.inFlight += 1;
    this.#running += 1;
    this.#inFlight.set(next.kind, (this.#inFlight.get(next.kind) ?? 0) + 1);
    void next.run().finally(() => {
      lane.inFlight -= 1;
      this.#running -= 1;
      this.#inFlight.set(next.kind, (this.#inFlight.get(next.kind) ?? 1) - 1);
      if (lane.head >= lane.queue.length && lane.inFlight === 0) this.#lanes.delete(key);
      else this.#list(key, lane, next.kind);
      if (this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
      this.#turn();
    });
  }
}
