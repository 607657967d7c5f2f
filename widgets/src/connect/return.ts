/** What a network sent a person back with. */
export interface Returned {
  readonly state: string;
  /** Null where the person or the network did not agree. */
  readonly code: string | null;
  readonly error: string | null;
}

/** Pages of one origin tell each other: the window with the network may have lost its opener on the way. */
const CHANNEL = "placard-connect";
/** Connections that this browser began, by their state: nothing else is ever completed here, wherever a link with a state came from. */
const BEGUN = "placard.connect";
/** As long as the API keeps a connection that has begun. */
const LIFE_MS = 60 * 60_000;
/** How long the page that began it has to say that it takes over. */
const TAKEN_MS = 500;

type Told = { readonly kind: "back"; readonly returned: Returned } | { readonly kind: "taken"; readonly state: string };

/** Remembers that this browser began a connection, and with which network. */
export function rememberBegun(state: string, network: string): void {
  writeBegun([...readBegun(), { state, network, at: Date.now() }]);
}

/** The network of a connection that this browser began; null for any other. Known once: it is forgotten with this. */
export function takeBegun(state: string): string | null {
  const begun = readBegun();
  const found = begun.find(one => one.state === state);
  if (found) writeBegun(begun.filter(one => one !== found));
  return found?.network ?? null;
}

interface Begun {
  readonly state: string;
  readonly network: string;
  readonly at: number;
}

function readBegun(): Begun[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(BEGUN) ?? "[]");
    return Array.isArray(kept) ? (kept as Begun[]).filter(({ at }) => Date.now() - at < LIFE_MS) : [];
  } catch {
    return []; // storage is blocked, or holds what is not ours
  }
}

function writeBegun(begun: readonly Begun[]): void {
  try {
    localStorage.setItem(BEGUN, JSON.stringify(begun));
  } catch {
    // Without storage a connection is completed only by the page that began it: that one has it in memory.
  }
}

/** Calls back when a window of this browser came back from a network with a state of `isOurs`; gives the function that ends it. */
export function listenForReturn(isOurs: (state: string) => boolean, back: (returned: Returned) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data.kind !== "back" || !isOurs(data.returned.state)) return;
    channel.postMessage({ kind: "taken", state: data.returned.state } satisfies Told);
    back(data.returned);
  };
  return () => channel.close();
}

let arrived: Promise<Returned | null> | undefined;

/**
 * Whether this very page is where a network sent the person back to, and nobody else completes it: the page that began it, if it is still there, takes over and
 * this window closes. Takes what came out of the address.
 */
export function arrivedHere(): Promise<Returned | null> {
  arrived ??= readArrival();
  return arrived;
}

async function readArrival(): Promise<Returned | null> {
  const url = new URL(location.href);
  const state = url.searchParams.get("state");
  const code = url.searchParams.get("code");
  const error = url.searchParams.get("error");
  if (state === null || (code === null && error === null)) return null;
  const ours = readBegun().some(one => one.state === state);
  if (!ours) return null; // a state of the page's own, or a link that somebody made up
  for (const name of ["state", "code", "error", "error_description"]) url.searchParams.delete(name);
  history.replaceState(history.state, "", url);
  const returned: Returned = { state, code, error };
  if (!(await takenElsewhere(returned))) return returned;
  window.close();
  return null;
}

function takenElsewhere(returned: Returned): Promise<boolean> {
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise(resolve => {
    const end = (taken: boolean): void => {
      clearTimeout(timer);
      channel.close();
      resolve(taken);
    };
    const timer = setTimeout(() => end(false), TAKEN_MS);
    channel.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.kind === "taken" && data.state === returned.state) end(true);
    };
    channel.postMessage({ kind: "back", returned } satisfies Told);
  });
}
