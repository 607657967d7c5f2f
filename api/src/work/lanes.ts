import type { Priority } from "../change.ts";

/** One thing that waits to be done. */
export interface Waiting {
  /** Whose turn it takes: a tenant, or a lane of its own such as a webhook endpoint. */
  readonly lane: string;
  /** A lane within the lane, which takes turns with the others in it: an account. */
  readonly subLane?: string;
  readonly kind: string;
  /** When it was due, ms, and how far it goes ahead of others in its innermost lane: see {@link AHEAD_MS}. */
  readonly at: number;
  readonly priority: Priority;
  readonly run: () => Promise<void>;
}

export interface Limits {
  /** In flight at once in one lane within a lane; as many as in the lane unless given. */
  readonly perSubLane?: number;
  readonly perLane: number;
  readonly perProcess: number;
  /** Started a second in a lane that has more waiting, counted by {@link WINDOW_MS}; as many as there is room for unless given. */
  readonly perLanePerSecond?: number;
}

/** Starts are counted over so long: short enough that nobody sees a lane go in steps. */
export const WINDOW_MS = 50;

/** A queue that does not move its rest with each that is taken. */
class Queue<T> {
  #items: T[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  get head(): T | undefined {
    return this.#items[this.#head];
  }

  shift(): T | undefined {
    const item = this.head;
    if (item === undefined) return undefined;
    this.#head += 1;
    if (this.#head > 64 && this.#head * 2 > this.#items.length) {
      this.#items.splice(0, this.#head);
      this.#head = 0;
    }
    return item;
  }
}

/**
 * How much earlier a thing counts as due by its priority. Time goes on counting, so what is low waits a quarter of an hour longer than the rest, and never
 * for good.
 */
const AHEAD_MS: Readonly<Record<Priority, number>> = { high: 15 * 60_000, normal: 0, low: -15 * 60_000 };

/** What waits in one innermost lane: in the order of time, counted by priority. Of one priority it is the order in which it was added. */
class Line {
  readonly #queues = new Map<Priority, Queue<Waiting>>();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(waiting: Waiting): void {
    let queue = this.#queues.get(waiting.priority);
    if (!queue) {
      queue = new Queue();
      this.#queues.set(waiting.priority, queue);
    }
    queue.push(waiting);
    this.#length += 1;
  }

  shift(): Waiting | undefined {
    let first: Queue<Waiting> | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const queue of this.#queues.values()) {
      const head = queue.head;
      if (!head || head.at - AHEAD_MS[head.priority] >= least) continue;
      least = head.at - AHEAD_MS[head.priority];
      first = queue;
    }
    if (first) this.#length -= 1;
    return first?.shift();
  }
}

interface SubLane {
  readonly waiting: Line;
  inFlight: number;
  listed: boolean;
}

interface Lane {
  readonly subLanes: Map<string, SubLane>;
  /** The lanes within it that have something to start and room in flight, in the order of their turns. */
  readonly ready: Queue<string>;
  inFlight: number;
  /** How many were started in this window. */
  started: number;
  listed: boolean;
}

/** The lanes of one kind. */
interface Kind {
  readonly limits: Required<Omit<Limits, "perLanePerSecond">> & { readonly perLanePerWindow: number };
  readonly lanes: Map<string, Lane>;
  /** The lanes with something to start and room in flight, in the order of their turns. */
  readonly ready: Queue<string>;
  inFlight: number;
}

/**
 * Turns between lanes: each lane that has something to do and room in flight gets one turn after the other, so a lane with a hundred thousand waiting
 * takes no more of the process than one with a single thing. Within a lane the lanes in it take turns in the same way. Kinds have their room each, and
 * never wait for one another. What one lane starts in a while may be bounded too: turns alone would let it take all that the others leave of the process and
 * its disk, and whatever comes due then comes to a busy one.
 */
export class Lanes {
  readonly #limits: (kind: string) => Limits;
  readonly #after: (ms: number, run: () => void) => void;
  readonly #onRoom: () => void;
  readonly #kinds = new Map<string, Kind>();
  #waiting = 0;
  #running = 0;
  #idle: (() => void)[] = [];
  /** The lanes that have started something in this window, by kind; null while nothing is counted. */
  #window: Map<Kind, Map<string, Lane>> | null = null;

  /**
   * `limits` is asked once a kind; `after` is a timer, asked where a kind has `perLanePerSecond`; `onRoom` is called when a kind that was {@link crowded} is
   * so no more.
   */
  constructor(
    limits: (kind: string) => Limits,
    after: (ms: number, run: () => void) => void,
    onRoom: () => void = () => undefined,
  ) {
    this.#limits = limits;
    this.#after = after;
    this.#onRoom = onRoom;
  }

  get waiting(): number {
    return this.#waiting;
  }

  get running(): number {
    return this.#running;
  }

  /** How many of a kind run. */
  inFlight(kind: string): number {
    return this.#kinds.get(kind)?.inFlight ?? 0;
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
      lane = { subLanes: new Map(), ready: new Queue(), inFlight: 0, started: 0, listed: false };
      kind.lanes.set(waiting.lane, lane);
    }
    const name = waiting.subLane ?? "";
    let subLane = lane.subLanes.get(name);
    if (!subLane) {
      subLane = { waiting: new Line(), inFlight: 0, listed: false };
      lane.subLanes.set(name, subLane);
    }
    subLane.waiting.push(waiting);
    this.#waiting += 1;
    list(kind, waiting, lane, subLane);
    this.#turn(kind);
  }

  /** Forgets what waits; what runs goes on. */
  clear(): void {
    for (const { lanes } of this.#kinds.values())
      for (const { subLanes } of lanes.values()) for (const { waiting } of subLanes.values()) while (waiting.shift());
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
      const { perLane, perSubLane = perLane, perProcess, perLanePerSecond = Number.POSITIVE_INFINITY } = this.#limits(name);
      const perLanePerWindow = Math.ceil((perLanePerSecond * WINDOW_MS) / 1000);
      const limits = { perLane, perSubLane, perProcess, perLanePerWindow };
      kind = { limits, lanes: new Map(), ready: new Queue(), inFlight: 0 };
      this.#kinds.set(name, kind);
    }
    return kind;
  }

  #turn(kind: Kind): void {
    while (kind.inFlight < kind.limits.perProcess) {
      const name = kind.ready.shift();
      if (name === undefined) return;
      const lane = kind.lanes.get(name);
      if (!lane) continue;
      lane.listed = false;
      const subLane = lane.subLanes.get(lane.ready.shift() ?? "");
      if (!subLane) continue;
      subLane.listed = false;
      const next = subLane.waiting.shift();
      if (!next) continue;
      this.#waiting -= 1;
      this.#start(kind, lane, subLane, next);
      list(kind, next, lane, subLane);
    }
  }

  #start(kind: Kind, lane: Lane, subLane: SubLane, next: Waiting): void {
    this.#count(kind, next.lane, lane);
    subLane.inFlight += 1;
    lane.inFlight += 1;
    kind.inFlight += 1;
    this.#running += 1;
    void next.run().finally(() => {
      const crowded = isCrowded(kind);
      subLane.inFlight -= 1;
      lane.inFlight -= 1;
      kind.inFlight -= 1;
      this.#running -= 1;
      if (subLane.waiting.length === 0 && subLane.inFlight === 0) lane.subLanes.delete(next.subLane ?? "");
      if (lane.subLanes.size === 0) kind.lanes.delete(next.lane);
      else list(kind, next, lane, subLane);
      if (this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
      this.#turn(kind);
      if (crowded && !isCrowded(kind)) this.#onRoom();
    });
  }

  /** Counts a start in the window of this moment, which ends by a timer; then the lanes that had started all they might have their turns again. */
  #count(kind: Kind, name: string, lane: Lane): void {
    if (kind.limits.perLanePerWindow === Number.POSITIVE_INFINITY) return;
    lane.started += 1;
    if (!this.#window) {
      this.#window = new Map();
      this.#after(WINDOW_MS, () => this.#endWindow());
    }
    const lanes = this.#window.get(kind);
    if (lanes) lanes.set(name, lane);
    else this.#window.set(kind, new Map([[name, lane]]));
  }

  #endWindow(): void {
    const ended = this.#window ?? new Map<Kind, Map<string, Lane>>();
    this.#window = null;
    for (const [kind, lanes] of ended) {
      for (const [name, lane] of lanes) {
        lane.started = 0;
        listLane(kind, name, lane);
      }
      this.#turn(kind);
    }
  }
}

const isCrowded = (kind: Kind): boolean => kind.inFlight >= kind.limits.perProcess && kind.ready.length > 0;

/** Puts a lane, and the lane within it, in the rings of turns where they have something to start and room for it. */
function list(kind: Kind, waiting: Waiting, lane: Lane, subLane: SubLane): void {
  if (!subLane.listed && subLane.waiting.length > 0 && subLane.inFlight < kind.limits.perSubLane) {
    subLane.listed = true;
    lane.ready.push(waiting.subLane ?? "");
  }
  listLane(kind, waiting.lane, lane);
}

function listLane(kind: Kind, name: string, lane: Lane): void {
  const { perLane, perLanePerWindow } = kind.limits;
  if (lane.listed || lane.ready.length === 0 || lane.inFlight >= perLane || lane.started >= perLanePerWindow) return;
  lane.listed = true;
  kind.ready.push(name);
}
