import { graphemes } from "./characters.ts";
import { countByRule, type TextCount } from "./count.ts";
import { findLinks, findMentions } from "./entities.ts";
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
  const pieces = cut(
    atomsOf(network, text, rule),
    most,
    index => count(label(index, most)).remaining,
    (index, start, end) => count(text.slice(start, end) + label(index, most)).fits,
  );
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
  /** How good a cut before it is; null where there is none. */
  readonly cut: Quality | null;
  readonly white: boolean;
}

type Quality = "paragraph" | "sentence" | "word";

function atomsOf(network: NetworkName, text: string, rule: TextRule): Atom[] {
  const whole = [...findLinks(text, network), ...findMentions(text, network)].sort((a, b) => a.start - b.start);
  const ranges: [start: number, end: number][] = [];
  let nextWhole = 0;
  for (const { index, segment } of graphemes(text)) {
    while ((whole[nextWhole]?.end ?? text.length) <= index) nextWhole++;
    const last = ranges.at(-1);
    if (last && index > (whole[nextWhole]?.start ?? text.length)) last[1] = index + segment.length;
    else ranges.push([index, index + segment.length]);
  }
  const measured = new Map<string, number>();
  const measure = (atom: string) => {
    const used = measured.get(atom) ?? countByRule(network, atom, rule).used;
    measured.set(atom, used);
    return used;
  };
  const startsWord = wordStarts(text);
  let afterWhite = true;
  return ranges.map(([start, end]) => {
    const atom = text.slice(start, end);
    const white = breakable.test(atom);
    const cut = afterWhite ? null : quality(text, start, white, startsWord);
    afterWhite = white;
    return { start, end, used: measure(atom), cut, white };
  });
}

/** White space that may break: no-break spaces belong to their word. */
const breakable = /^[^\S\u00a0\u202f\ufeff]+$/;

/** How good a cut at `position` is, which does not follow on white space. */
function quality(text: string, position: number, white: boolean, startsWord: (position: number) => boolean): Quality | null {
  const endsSentence = /[.!?…。！？]["'”’»)\]」』）]*$/.test(text.slice(Math.max(0, position - 5), position));
  if (white) {
    // A paragraph ends where white space holds two line ends; 64 characters of it are looked at.
    const space = /^\s*/.exec(text.slice(position, position + 64))?.[0] ?? "";
    if (/\n.*?\n|\r.*?\r|\u2029/s.test(space)) return "paragraph";
    return endsSentence || /[\r\n]/.test(space) ? "sentence" : "word";
  }
  const around = text.slice(position - 2, position + 2);
  if (!unspaced.test(around) || /^[\p{P}\p{M}]/u.test(text.slice(position, position + 2)) || !startsWord(position)) return null;
  return endsSentence ? "sentence" : "word";
}

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const wordSegmenter = new Intl.Segmenter("en", { granularity: "word" });

/** Where words of scripts that put no space between them start, by the engine's dictionaries. */
function wordStarts(text: string): (position: number) => boolean {
  let starts: Set<number> | undefined;
  return position => {
    starts ??= new Set(Array.from(wordSegmenter.segment(text), word => word.index));
    return starts.has(position);
  };
}

/** Cuts the atoms into pieces. `room` is what the limit leaves beside a piece's number; `fits` counts a piece exactly. */
function cut(
  atoms: readonly Atom[],
  most: number,
  room: (index: number) => number,
  fits: (index: number, start: number, end: number) => boolean,
): Piece[] {
  const pieces: Piece[] = [];
  const textEnd = atoms.findLast(atom => !atom.white)?.end ?? 0;
  let first = skipWhite(atoms, 0);
  for (let atom = atoms[first]; atom; atom = atoms[first]) {
    const { start } = atom;
    const index = pieces.length;
    let place = choose(atoms, first, room(index));
    // The sum of the atoms can be too small (bytes, or a cut inside a word that makes a link of what was none): then the next shorter piece.
    while (!fits(index, start, place.end) && place.next > first + 1) place = choose(atoms, first, place.used - 1);
    const alone = place.next === first + 1 && !fits(index, start, place.end);
    first = skipWhite(atoms, place.next);
    const last = index === most - 1 && first < atoms.length;
    pieces.push({ start, end: last ? textEnd : place.end, problem: last ? "too_many_parts" : alone ? "unbreakable" : null });
    if (last) break;
  }
  return pieces.length > 0 ? pieces : [{ start: 0, end: 0, problem: null }];
}

function skipWhite(atoms: readonly Atom[], index: number): number {
  let at = index;
  while (atoms[at]?.white) at++;
  return at;
}

interface Place {
  /** The atom after it. */
  readonly next: number;
  readonly end: number;
  readonly used: number;
}

/** Where a piece that starts at atom `first` best ends, by the atoms' own counts; at least one atom on. */
function choose(atoms: readonly Atom[], first: number, room: number): Place {
  const best: { [Q in Quality]?: Place } = {};
  let used = 0;
  let end = 0;
  for (let next = first; ; next++) {
    const atom = atoms[next];
    if (!atom) return { next, end, used };
    if (next > first && atom.cut) best[atom.cut] = { next, end, used };
    if (used + atom.used > room) {
      const good = [best.paragraph, best.sentence].find(place => place && place.used >= room / 3);
      const last = Object.values(best).sort((a, b) => b.next - a.next)[0];
      return good ?? last ?? (next > first ? { next, end, used } : { next: next + 1, end: atom.end, used: atom.used });
    }
    used += atom.used;
    if (!atom.white) end = atom.end;
  }
}
