/** A stretch of a text that stayed, came or went. */
export interface Segment {
  readonly op: "equal" | "insert" | "delete";
  readonly text: string;
}

/**
 * Words, spaces between them, and every other character by itself; a script without spaces goes by its characters. What is one sign to a reader (an emoji of
 * several, a flag, a letter with its accents) stays one.
 */
const TOKENS =
  /\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]\p{M}*|\p{Extended_Pictographic}(?:[\p{M}\p{Emoji_Modifier}]|\u200d\p{Extended_Pictographic})*|\p{Regional_Indicator}{2}|[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*|.\p{M}*/gsu;

/** So many words may have come and gone: what is kept on the way to the shortest difference grows by their square (here 4 MB). */
const MOST_CHANGES = 1000;
/** So many words are compared on the way: some hundredths of a second. A difference that takes longer is told as one stretch. */
const MOST_STEPS = 3_000_000;

/**
 * What became of a text, word by word: the segments that are equal or deleted make up `before`, those that are equal or inserted `after`. Where so much is
 * different that the shortest way would cost too much, all between the common beginning and end is one deletion and one insertion.
 */
export function textDifference(before: string, after: string): Segment[] {
  const [old, now] = [before.match(TOKENS) ?? [], after.match(TOKENS) ?? []];
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const [gone, come] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  const segments = new Segments();
  segments.add("equal", old.slice(0, start));
  for (const { op, from, to } of shortestWay(gone, come) ?? allOf(gone, come))
    segments.add(op, (op === "insert" ? come : gone).slice(from, to));
  segments.add("equal", old.slice(old.length - end));
  return segments.done();
}

/** One word of the way: of `before` where it stays or goes, of `after` where it comes. */
interface Step {
  readonly op: Segment["op"];
  readonly from: number;
  readonly to: number;
}

/** The longest way: all goes, then all comes. */
const allOf = (gone: readonly string[], come: readonly string[]): Step[] => [
  { op: "delete", from: 0, to: gone.length },
  { op: "insert", from: 0, to: come.length },
];

/** Joins steps of a kind; of what lies between two equal stretches, what went is told before what came. */
class Segments {
  readonly #segments: Segment[] = [];
  #equal = "";
  #gone = "";
  #come = "";

  add(op: Segment["op"], words: readonly string[]): void {
    const text = words.join("");
    if (text === "") return;
    if (op === "equal" && (this.#gone !== "" || this.#come !== "")) this.#flush();
    if (op === "delete") this.#gone += text;
    else if (op === "insert") this.#come += text;
    else this.#equal += text;
  }

  #flush(): void {
    for (const [op, text] of [
      ["equal", this.#equal],
      ["delete", this.#gone],
      ["insert", this.#come],
    ] as const)
      if (text !== "") this.#segments.push({ op, text });
    [this.#equal, this.#gone, this.#come] = ["", "", ""];
  }

  done(): Segment[] {
    this.#flush();
    return this.#segments;
  }
}

/**
 * The fewest insertions and deletions that make `after` of `before` (Myers, "An O(ND) Difference Algorithm", 1986); null where there are too many.
 * `reach[k]` is how far into `before` one gets on diagonal k (words of `before` less words of `after`) with so many changes.
 */
function shortestWay(before: readonly string[], after: readonly string[]): Step[] | null {
  const { length: n } = before;
  const { length: m } = after;
  if (n === 0 || m === 0) return null;
  const { old, now } = numbered(before, after);
  const most = Math.min(n + m, MOST_CHANGES);
  const middle = most + 1;
  const reach = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  let steps = 0;
  for (let changes = 0; changes <= most; changes++) {
    trace.push(reach.slice(middle - changes, middle + changes + 1));
    for (let k = -changes; k <= changes; k += 2) {
      let x = comesDown(reach, middle, k, changes) ? (reach[middle + k + 1] ?? 0) : (reach[middle + k - 1] ?? 0) + 1;
      const from = x;
      while (x < n && x - k < m && old[x] === now[x - k]) x += 1;
      steps += 1 + x - from;
      reach[middle + k] = x;
      if (x >= n && x - k >= m) return wayBack(trace, n, m);
    }
    if (steps > MOST_STEPS) return null;
  }
  return null;
}

/** Whether diagonal `k` is best reached by an insertion (from the one above) rather than by a deletion. */
const comesDown = (reach: Int32Array, middle: number, k: number, changes: number): boolean =>
  k === -changes || (k !== changes && (reach[middle + k - 1] ?? 0) < (reach[middle + k + 1] ?? 0));

function wayBack(trace: readonly Int32Array[], n: number, m: number): Step[] {
  const steps: Step[] = [];
  let [x, y] = [n, m];
  for (let changes = trace.length - 1; changes > 0; changes--) {
    const reach = trace[changes] ?? new Int32Array();
    const k = x - y;
    const down = comesDown(reach, changes, k, changes);
    const from = down ? k + 1 : k - 1;
    const fromX = reach[changes + from] ?? 0;
    const fromY = fromX - from;
    const stays = Math.min(x - fromX, y - fromY);
    steps.push({ op: "equal", from: x - stays, to: x });
    steps.push(down ? { op: "insert", from: fromY, to: fromY + 1 } : { op: "delete", from: fromX, to: fromX + 1 });
    [x, y] = [fromX, fromY];
  }
  steps.push({ op: "equal", from: 0, to: x });
  return steps.reverse();
}

/** Words as numbers, which compare faster. */
function numbered(before: readonly string[], after: readonly string[]): { readonly old: Int32Array; readonly now: Int32Array } {
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => {
    const number = numbers.get(word) ?? numbers.size;
    numbers.set(word, number);
    return number;
  };
  return { old: Int32Array.from(before, numberOf), now: Int32Array.from(after, numberOf) };
}
