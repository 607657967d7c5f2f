import { countByRule, graphemes, type TextCount } from "./count.ts";
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

  const { numbering = false } = options;
  const write = numbering === true ? (part: number, total: number) => `${part}/${total}` : numbering;
  const label = (index: number, total: number) => (write ? ` ${write(index + 1, total)}` : "");
  // How many parts there will be is not known yet: room is kept for the longest number.
  const pieces = cut(new AtomReader(network, text, rule), count, most, index => label(index, most));
  const parts = pieces.map(({ start, end }, index) => {
    const part = text.slice(start, end) + (pieces.length > 1 ? label(index, pieces.length) : "");
    return { text: part, start, end, count: count(part) };
  });
  const problems = pieces.flatMap(({ start, end, problem }) => (problem === null ? [] : [{ code: problem, start, end }]));
  return { parts, problems, fits: parts.every(part => part.count.fits) };
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly problem: SplitProblem["code"] | null;
}

/** What is never cut: a link, a mention, or one character as a reader sees it. */
interface Atom {
  readonly start: number;
  readonly end: number;
  readonly used: number;
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
  #words: Set<number> | undefined;
  #nextWhole = 0;

  constructor(network: NetworkName, text: string, rule: TextRule) {
    this.text = text;
    this.#network = network;
    this.#rule = rule;
    this.#characters = graphemes(text)[Symbol.iterator]();
    this.#whole = [...findLinks(text, network), ...findMentions(text, network)].sort((a, b) => a.start - b.start);
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
    const used = atom.length === 1 && atom < "\x80" ? 1 : countByRule(this.#network, atom, this.#rule).used;
    // White space that may not break (no-break spaces) belongs to its word.
    return { start, end, used, white: /^[^\S\u00a0\u202f\ufeff]+$/.test(atom) };
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
    if (!this.#startsWord(position)) return null;
    return this.#endsSentence(position) ? "sentence" : "word";
  }

  #endsSentence(position: number): boolean {
    return /[.!?…。！？]["'”’»)\]」』）]*$/.test(this.text.slice(Math.max(0, position - 5), position));
  }

  /** Words of scripts that put no space between them, by the engine's dictionaries. */
  #startsWord(position: number): boolean {
    this.#words ??= new Set(Array.from(wordSegmenter.segment(this.text), word => word.index));
    return this.#words.has(position);
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

interface Cut {
  /** The atom after it. */
  readonly next: number;
  readonly end: number;
  readonly used: number;
}

/** Takes as much as one part holds, from atom `first` on; `alone` when that is one atom, which does not fit. */
function fill(reader: AtomReader, count: (part: string) => TextCount, first: number, suffix: string): Cut & { alone: boolean } {
  const start = reader.at(first)?.start ?? 0;
  let room = count(suffix).remaining;
  for (;;) {
    const choice = choose(reader, first, room);
    const { fits } = count(reader.text.slice(start, choice.end) + suffix);
    if (fits || choice.next === first + 1) return { ...choice, alone: !fits };
    // Too many bytes, or the cut made a link of what was none: the next shorter one.
    room = choice.used - 1;
  }
}

/** The best cut by the atoms' own counts; at least one atom. */
function choose(reader: AtomReader, first: number, room: number): Cut {
  const best: { [Q in Quality]?: Cut } = {};
  let used = 0;
  let end = 0;
  for (let next = first; ; next++) {
    const atom = reader.at(next);
    if (atom === null) return { next, end, used };
    if (next > first && !reader.at(next - 1)?.white) {
      const quality = reader.quality(atom.start, atom.white);
      if (quality !== null) best[quality] = { next, end, used };
    }
    if (used + atom.used > room) {
      const good = [best.paragraph, best.sentence].find(place => place !== undefined && place.used >= room / 3);
      const [last] = [best.word, best.sentence, best.paragraph]
        .filter(place => place !== undefined)
        .sort((a, b) => b.next - a.next);
      return good ?? last ?? (next > first ? { next, end, used } : { next: next + 1, end: atom.end, used: atom.used });
    }
    used += atom.used;
    if (!atom.white) end = atom.end;
  }
}
