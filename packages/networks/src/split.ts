import { countByRule, graphemes, type TextCount } from "./count.ts";
import { findEmoji } from "./emoji.ts";
import { type Entity, findLinks, findMentions } from "./entities.ts";
import { networks } from "./networks.ts";
import { maxParts, type NetworkName, type NetworkRules, type TextRule } from "./rules.ts";

export interface SplitOptions {
  /** Ends each part with its number, after a space: `true` for "1/5", or a function that writes it. A text of one part gets none. */
  readonly numbering?: boolean | ((part: number, total: number) => string);
  /** At most this many parts; 25 unless told, and never more. */
  readonly maxParts?: number;
  /** The account's rules where they differ from the network's. */
  readonly rules?: NetworkRules;
}

export interface ThreadPart {
  /** What to publish: the text from `start` to `end`, and the number if one was asked for. */
  readonly text: string;
  /** Where it stands in the whole text, in UTF-16. Between two parts lies nothing but white space. */
  readonly start: number;
  readonly end: number;
  readonly count: TextCount;
}

export interface SplitProblem {
  /** `unbreakable`: one link, mention or character alone is over the limit. `too_many_parts`: the rest is left whole in the last part. */
  readonly code: "unbreakable" | "too_many_parts";
  readonly start: number;
  readonly end: number;
}

export interface ThreadSplit {
  readonly parts: readonly ThreadPart[];
  readonly problems: readonly SplitProblem[];
  /** Whether every part is within its limit. */
  readonly fits: boolean;
}

/**
 * Splits a text into the parts of a thread, each within the network's limit.
 * Cuts between paragraphs if that leaves no part less than a third full, else between sentences on the same terms, else between words; inside a word
 * only if that word alone is over the limit, and never inside a link, a mention, an emoji or another character. A text that fits is one part, unchanged;
 * otherwise white space at the cuts and at both ends is left out, and nothing else. Takes any string, never throws.
 */
export function splitThread(network: NetworkName, text: string, options: SplitOptions = {}): ThreadSplit {
  const rule = (options.rules ?? networks[network]).text;
  const most = Math.max(1, Math.min(options.maxParts ?? maxParts, maxParts));
  const count = (part: string) => countByRule(network, part, rule);
  const whole = count(text);
  if (whole.fits) return { parts: [{ text, start: 0, end: text.length, count: whole }], problems: [], fits: true };

  const reader = new AtomReader(network, text, rule);
  const { numbering } = options;
  if (!numbering)
    return finish(
      text,
      cut(reader, count, most, () => ""),
      count,
      () => "",
    );

  const write = numbering === true ? (part: number, total: number) => `${part}/${total}` : numbering;
  for (let total = 2; ; total++) {
    const label = (size: number) => (index: number) => ` ${write(index + 1, size)}`;
    const pieces = cut(reader, count, most, label(total));
    const split = finish(text, pieces, count, label(pieces.length));
    // Fewer pieces than reckoned with have shorter numbers, as a rule; a writer of numbers that breaks it gets another round.
    if (total >= most || (pieces.length <= total && (split.fits || split.problems.length > 0))) return split;
    total = Math.max(total, Math.min(pieces.length, most) - 1);
  }
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly problem: SplitProblem["code"] | null;
}

function finish(
  text: string,
  pieces: readonly Piece[],
  count: (part: string) => TextCount,
  label: (index: number) => string,
): ThreadSplit {
  const parts = pieces.map(({ start, end }, index) => {
    const part = text.slice(start, end) + (pieces.length > 1 ? label(index) : "");
    return { text: part, start, end, count: count(part) };
  });
  const problems = pieces.flatMap(({ start, end, problem }) => (problem === null ? [] : [{ code: problem, start, end }]));
  return { parts, problems, fits: parts.every(part => part.count.fits) };
}

/** What is never cut: a link, a mention, or one character as a reader sees it. */
interface Atom {
  readonly start: number;
  readonly end: number;
  readonly used: number;
  readonly bytes: number;
  readonly white: boolean;
}

/** Reads a text atom by atom, only as far as somebody asks: what lies beyond the last part is never measured. */
class AtomReader {
  readonly text: string;
  readonly #network: NetworkName;
  readonly #rule: TextRule;
  readonly #characters: Iterator<Intl.SegmentData>;
  readonly #whole: readonly Entity[];
  readonly #atoms: Atom[] = [];
  readonly #wordEnds = new Set<number>();
  #wordsReadTo = 0;
  #nextWhole = 0;

  constructor(network: NetworkName, text: string, rule: TextRule) {
    this.text = text;
    this.#network = network;
    this.#rule = rule;
    this.#characters = graphemes(text)[Symbol.iterator]();
    const emoji = findEmoji(text).map(([start, end]) => ({ start, end, text: "" }));
    this.#whole = [...findLinks(text, network), ...findMentions(text, network), ...emoji].sort(
      (a, b) => a.start - b.start || b.end - a.end,
    );
  }

  /** The atom at an index, or null after the last. */
  at(index: number): Atom | null {
    while (this.#atoms.length <= index) {
      const atom = this.#read();
      if (atom === null) return null;
      this.#atoms.push(atom);
    }
    return this.#atoms[index] ?? null;
  }

  #read(): Atom | null {
    const first = this.#characters.next();
    if (first.done) return null;
    const start = first.value.index;
    let end = start + first.value.segment.length;
    let next = this.#whole[this.#nextWhole];
    while (next !== undefined && next.start < end) {
      const until = next.end;
      while (end < until) {
        const character = this.#characters.next();
        if (character.done) break;
        end = character.value.index + character.value.segment.length;
      }
      next = this.#whole[++this.#nextWhole];
    }
    const atom = this.text.slice(start, end);
    const plain = atom.length === 1 && atom < "\x80";
    const count = plain ? null : countByRule(this.#network, atom, this.#rule);
    // White space that may not break (no-break spaces) belongs to its word.
    return { start, end, used: count?.used ?? 1, bytes: count?.bytes?.used ?? 1, white: /^[^\S\u00a0\u202f\ufeff]+$/.test(atom) };
  }

  /** How good a cut right before `position` is, which follows on a character that is not white space. */
  quality(position: number, white: boolean): Quality | null {
    if (white) {
      // A paragraph ends where white space holds two line ends; 64 characters of it are looked at.
      const space = /^\s*/.exec(this.text.slice(position, position + 64))?.[0] ?? "";
      if (/[\n\u2029].*?[\n\u2029]|\r.*?\r/s.test(space)) return "paragraph";
      return /[\r\n]/.test(space) || this.#endsSentence(position) ? "sentence" : "word";
    }
    const around = this.text.slice(position - 2, position + 2);
    if (!unspaced.test(around) || /^[\p{P}\p{M}]/u.test(this.text.slice(position, position + 2))) return null;
    if (!this.#isWordEnd(position)) return null;
    return this.#endsSentence(position) ? "sentence" : "word";
  }

  #endsSentence(position: number): boolean {
    return /[.!?…。！？]["'”’»)\]」』）]*$/.test(this.text.slice(Math.max(0, position - 5), position));
  }

  /** Words of scripts that put no space between them, by the engine's dictionaries; read from the text in stretches of 4,096. */
  #isWordEnd(position: number): boolean {
    while (this.#wordsReadTo < position && this.#wordsReadTo < this.text.length) {
      const from = this.#wordsReadTo;
      const stretch = this.text.slice(from, from + 4096);
      let last = from;
      for (const word of wordSegmenter.segment(stretch)) {
        last = from + word.index;
        this.#wordEnds.add(last);
      }
      // The stretch may have cut its last word: the next one begins there.
      this.#wordsReadTo = from + stretch.length >= this.text.length || last === from ? from + stretch.length : last;
    }
    return this.#wordEnds.has(position);
  }
}

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const wordSegmenter = new Intl.Segmenter("en", { granularity: "word" });

type Quality = "paragraph" | "sentence" | "word";

function cut(reader: AtomReader, count: (part: string) => TextCount, most: number, label: (index: number) => string): Piece[] {
  const pieces: Piece[] = [];
  const textEnd = reader.text.length - (/[^\S\u00a0\u202f\ufeff]*$/.exec(reader.text.slice(-64))?.[0].length ?? 0);
  let first = skipWhite(reader, 0);
  for (let atom = reader.at(first); atom !== null; atom = reader.at(first)) {
    const suffix = label(pieces.length);
    const { next, end, alone } = fill(reader, count, first, suffix);
    const rest = skipWhite(reader, next);
    if (pieces.length === most - 1 && reader.at(rest) !== null) {
      pieces.push({ start: atom.start, end: Math.max(end, textEnd), problem: "too_many_parts" });
      break;
    }
    pieces.push({ start: atom.start, end, problem: alone ? "unbreakable" : null });
    first = rest;
  }
  return pieces.length > 0 ? pieces : [{ start: 0, end: 0, problem: null }];
}

function skipWhite(reader: AtomReader, index: number): number {
  let at = index;
  while (reader.at(at)?.white) at++;
  return at;
}

/** Takes as much as one part holds, from atom `first` on: where it ends, the atom after it, and whether it is one atom that does not fit. */
function fill(
  reader: AtomReader,
  count: (part: string) => TextCount,
  first: number,
  suffix: string,
): { next: number; end: number; alone: boolean } {
  const start = reader.at(first)?.start ?? 0;
  const empty = count(suffix);
  let room = empty.remaining;
  let byteRoom = empty.bytes?.remaining ?? Number.POSITIVE_INFINITY;
  for (;;) {
    const choice = choose(reader, first, room, byteRoom);
    const exact = count(reader.text.slice(start, choice.end) + suffix);
    if (exact.fits) return { ...choice, alone: false };
    if (choice.next === first + 1) return { ...choice, alone: true };
    // The sum of the atoms was too small (a cut inside a word can make a link of what was none): try again with as much less room.
    room -= Math.max(0, -exact.remaining);
    byteRoom -= Math.max(0, -(exact.bytes?.remaining ?? 0));
  }
}

/** The best cut by the atoms' own counts; at least one atom. */
function choose(reader: AtomReader, first: number, room: number, byteRoom: number): { next: number; end: number } {
  const best: { [Q in Quality]?: { next: number; end: number; used: number } } = {};
  let used = 0;
  let bytes = 0;
  let end = 0;
  for (let index = first; ; index++) {
    const atom = reader.at(index);
    if (atom === null) return { next: index, end };
    const previous = reader.at(index - 1);
    if (index > first && !previous?.white) {
      const quality = reader.quality(atom.start, atom.white);
      if (quality !== null) best[quality] = { next: index, end: atom.start, used };
    }
    if (used + atom.used > room || bytes + atom.bytes > byteRoom) {
      const third = room / 3;
      const good = [best.paragraph, best.sentence].find(place => place !== undefined && place.used >= third);
      const last = [best.word, best.sentence, best.paragraph].reduce(
        (a, b) => ((b?.next ?? 0) > (a?.next ?? 0) ? b : a),
        undefined,
      );
      return good ?? last ?? (index > first ? { next: index, end: atom.start } : { next: index + 1, end: atom.end });
    }
    used += atom.used;
    bytes += atom.bytes;
    if (!atom.white) end = atom.end;
  }
}
