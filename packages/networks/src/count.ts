import { findEmoji, graphemes } from "./characters.ts";
import { type Entity, findLinks, findMentions } from "./entities.ts";
import { networks } from "./networks.ts";
import type { ContentType, NetworkName, NetworkRules, TextRule, TextUnit } from "./rules.ts";

interface Usage {
  readonly used: number;
  readonly limit: number;
  /** Negative when the text is too long. */
  readonly remaining: number;
}

/** How much of a limit a text uses. */
export interface TextCount extends Usage {
  readonly unit: TextUnit;
  /** The second limit, in UTF-8 bytes, of networks that have one. */
  readonly bytes: Usage | null;
  /** Whether every limit holds. */
  readonly fits: boolean;
}

/**
 * Counts a post's text as the network counts it: X's weights, Bluesky's graphemes and bytes, 23 for any link on X and Mastodon, and so on.
 * `rules` are the account's own where they differ from the network's. Takes any string; a broken surrogate counts as one character.
 */
export function countText(network: NetworkName, text: string, rules: NetworkRules = networks[network]): TextCount {
  return countByRule(network, text, rules.text);
}

/** The same for any text rule: a title, an alt text, a first comment, the text of one content type. */
export function countByRule(network: NetworkName, text: string, rule: TextRule): TextCount {
  const used = measure(shorten(network, text, rule), rule.unit);
  const bytes = rule.byteLimit === undefined ? null : usage(utf8Length(text), rule.byteLimit);
  const count = usage(used, rule.limit);
  return { unit: rule.unit, ...count, bytes, fits: Math.min(count.remaining, bytes?.remaining ?? 0) >= 0 };
}

function usage(used: number, limit: number): Usage {
  return { used, limit, remaining: limit - used };
}

/** The text rule of a content type; `null` when the network shows no text with it. */
export function textRule(rules: NetworkRules, contentType: ContentType): TextRule | null {
  const own = rules.contentTypes[contentType]?.text;
  return own === undefined ? rules.text : own;
}

/** The text with links and mentions as long as the network counts them. */
function shorten(network: NetworkName, text: string, { unit, linkLength, localMentions }: TextRule): string {
  let short = unit === "weighted" ? normalize(text) : text;
  if (linkLength !== undefined) short = replace(short, findLinks(short, network), () => "x".repeat(linkLength));
  if (localMentions) short = replace(short, findMentions(short, network), ({ handle }) => `@${handle.split("@", 1)[0]}`);
  return short;
}

function replace<T extends Entity>(text: string, entities: readonly T[], by: (entity: T) => string): string {
  let end = 0;
  let result = "";
  for (const entity of entities) {
    result += text.slice(end, entity.start) + by(entity);
    end = entity.end;
  }
  return result + text.slice(end);
}

/** The size of a text in a unit, nothing shortened. */
export function measure(text: string, unit: TextUnit): number {
  switch (unit) {
    case "utf16":
      return text.length;
    case "bytes":
      return utf8Length(text);
    case "graphemes":
      return graphemeCount(text);
    case "code_points":
      return sum(text, () => 1);
    case "weighted":
      return sumWithEmoji(text, xWeight, () => 2);
    case "emoji_bytes":
      return sumWithEmoji(text, () => 1, utf8Length);
  }
}

/** twitter-text's configuration 3: 1 for these ranges, 2 for everything else. */
function xWeight(codePoint: number): number {
  const light =
    codePoint <= 4351 ||
    (codePoint >= 8192 && codePoint <= 8205) ||
    (codePoint >= 8208 && codePoint <= 8223) ||
    (codePoint >= 8242 && codePoint <= 8247);
  return light ? 1 : 2;
}

function sum(text: string, weigh: (codePoint: number) => number): number {
  let total = 0;
  for (const character of text) total += weigh(character.codePointAt(0) ?? 0);
  return total;
}

function sumWithEmoji(text: string, weigh: (codePoint: number) => number, weighEmoji: (emoji: string) => number): number {
  let total = 0;
  let end = 0;
  for (const [from, to] of findEmoji(text)) {
    total += sum(text.slice(end, from), weigh) + weighEmoji(text.slice(from, to));
    end = to;
  }
  return total + sum(text.slice(end), weigh);
}

/** Length in UTF-8 bytes; a broken surrogate is sent as U+FFFD, which has three. */
export function utf8Length(text: string): number {
  return sum(text, codePoint => (codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4));
}

function graphemeCount(text: string): number {
  if (/^[\0-\x7f]*$/.test(text)) return text.length - (text.match(/\r\n/g)?.length ?? 0);
  let total = 0;
  for (const _ of graphemes(text)) total++;
  return total;
}

/** NFC, except within runs of more than 64 marks: composing those takes quadratic time (3 s for 100,000), and no writing has them. */
function normalize(text: string): string {
  return text
    .split(/(\p{M}{65,})/u)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.normalize("NFC")))
    .join("");
}
