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

/** The lanes of one kind. */
interface Kind {
  readonly limits: Limits;
  readonly lanes: Map<string, Lane>;
  /** The lanes with something to start and room in flight, in the order of their turns. */
  readonly ready: string[];
  readyHead: number;
  inFlight: number;
}

/**
 * Turns between lanes: each lane that has something to do and room in flight gets one turn after the other, so a lane with a hundred thousand waiting
 * takes no more of the process than one with a single thing. Kinds have their room each, and never wait for one another.
 */
export class Lanes {
  readonly #limits: (kind: string) => Limits;
  readonly #onRoom: () => void;
  readonly #kinds = new Map<string, Kind>();
  #waiting = 0;
  #running = 0;
  #idle: (() => void)[] = [];

  /** `limits` is asked once a kind; `onRoom` is called when a kind that was {@link crowded} is so no more. */
  constructor(limits: (kind: string) => Limits, onRoom: () => void = () => undefined) {
    this.#limits = limits;
    this.#onRoom = onRoom;
  }

  get waiting(): number {
    return this.#waiting;
  }

  get running(): number {
    return this.#running;
  }

  /** Whether some lane of the kind could go on, were there room in the process. */
  crowded(kind: string): boolean {
    const known = this.#kinds.get(kind);
    return known !== undefined && isCrowded(known);
  }

  add(waiting: Waiting): void {
    const kind = this.#kindOf(waiting.kind);
    let lane = kind.lanes.get(waiting.lane);
    if (!lane) {
      lane = { queue: [], head: 0, inFlight: 0, listed: false };
      kind.lanes.set(waiting.lane, lane);
    }
    lane.queue.push(waiting);
    this.#waiting += 1;
    list(kind, waiting.lane, lane);
    this.#turn(kind);
  }

  /** Forgets what waits; what runs goes on. */
  clear(): void {
    for (const { lanes } of this.#kinds.values())
      for (const lane of lanes.values()) {
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

  #kindOf(name: string): Kind {
    let kind = this.#kinds.get(name);
    if (!kind) {
      kind = { limits: this.#limits(name), lanes: new Map(), ready: [], readyHead: 0, inFlight: 0 };
      this.#kinds.set(name, kind);
    }
    return kind;
  }

  #turn(kind: Kind): void {
    while (kind.inFlight < kind.limits.perProcess && kind.readyHead < kind.ready.length) {
      const name = kind.ready[kind.readyHead] ?? "";
      kind.readyHead += 1;
      if (kind.readyHead > 1024 && kind.readyHead * 2 > kind.ready.length) {
        kind.ready.splice(0, kind.readyHead);
        kind.readyHead = 0;
      }
      const lane = kind.lanes.get(name);
      if (!lane) continue;
      lane.listed = false;
      const next = lane.queue[lane.head];
      if (!next) continue;
      lane.head += 1;
      if (lane.head > 64 && lane.head * 2 > lane.queue.length) {
        lane.queue.splice(0, lane.head);
        lane.head = 0;
      }
      this.#waiting -= 1;
      this.#start(kind, name, lane, next);
      list(kind, name, lane);
    }
  }

  #start(kind: Kind, name: string, lane: Lane, next: Waiting): void {
    lane.inFlight += 1;
    kind.inFlight += 1;
    this.#running += 1;
    void next.run().finally(() => {
      const crowded = isCrowded(kind);
      lane.inFlight -= 1;
      kind.inFlight -= 1;
      this.#running -= 1;
      if (lane.head >= lane.queue.length && lane.inFlight === 0) kind.lanes.delete(name);
      else list(kind, name, lane);
      if (this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
      this.#turn(kind);
      if (crowded && !isCrowded(kind)) this.#onRoom();
    });
  }
}

const isCrowded = (kind: Kind): boolean => kind.inFlight >= kind.limits.perProcess && kind.readyHead < kind.ready.length;

/** Puts a lane in the ring of turns where it has something to start and room for it. */
function list(kind: Kind, name: string, lane: Lane): void {
  if (lane.listed || lane.head >= lane.queue.length || lane.inFlight >= kind.limits.perLane) return;
  lane.listed = true;
  kind.ready.push(name);
}
