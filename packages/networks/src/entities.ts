/**
 * Finds links, mentions and hashtags in a text. Positions are UTF-16 indices, `end` exclusive, so that `text.slice(start, end)` is the entity;
 * results are sorted and never overlap. Every search takes time linear in the text, whatever the text: a pattern starts only where a run of its
 * characters starts, and what one link has taken is not looked at for the next.
 */
import { isTopLevelDomain } from "./domains.ts";
import type { NetworkName } from "./rules.ts";

export interface Entity {
  readonly start: number;
  readonly end: number;
  /** The entity as it stands in the text. */
  readonly text: string;
}

export interface Link extends Entity {
  /** The address it leads to: the text, with `https://` before it where it has no scheme. */
  readonly url: string;
}

export interface Mention extends Entity {
  /** Who is mentioned, without `@`: `name`, `name.bsky.social`, `name@server`; on LinkedIn the URN. */
  readonly handle: string;
}

export interface Hashtag extends Entity {
  /** The tag without `#`. */
  readonly tag: string;
}

/**
 * Character classes after twitter-text's, by Unicode properties where it lists ranges: Latin letters with their accents, and what a path may hold.
 * All patterns made of them have the `u` flag.
 */
const latin = "\\p{sc=Latn}\\u0300-\\u036f";
const hostCharacters = "[^\\s\\p{P}\\p{Cf}\\p{Cn}$+<=>^|~]";

/** A scheme, or a run of letters, digits, hyphens and dots: where a link may begin. */
const beginning = new RegExp(`https?:\\/\\/|(?<![-0-9${latin}])[-0-9${latin}]+(?:\\.[-0-9${latin}]+)+`, "giu");
const strictHost = new RegExp(`(?:${hostCharacters}|[-_.])+`, "iuy");
const bareHost = new RegExp(`[-0-9${latin}.]+`, "iuy");
const port = /:[0-9]+/y;

/** What may stand in a stretch of a link, what may be its last character, and whether brackets must come in pairs. */
interface Stretch {
  readonly inside: RegExp;
  readonly last: RegExp;
  readonly pairs: boolean;
}

const path: Stretch = {
  inside: new RegExp(`[()${latin}\\u0400-\\u04ff0-9!*';:=+,.$/%#[\\]\\-–_~@|&]`, "iu"),
  last: new RegExp(`[)${latin}\\u0400-\\u04ff0-9+\\-=_#/]`, "iu"),
  pairs: true,
};
const query: Stretch = { inside: /[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]/i, last: /[a-z0-9\-_&=#/]/i, pairs: false };
/** Everything up to white space or a character that closes a link in running text. */
const loose: Stretch = { inside: /[^\s<>"“”«»。、，；：！？」』）】]/, last: /[^.,;:!?'…*\]}]/, pairs: true };

/** The longest link that X and Mastodon, which has the same rules, recognize. */
const maxLinkLength = 4096;

/**
 * Links in a text, as the network makes them.
 * - `x`: as twitter-text finds them, with or without scheme; `mastodon`: the same with a scheme only. Known difference: after a scheme any top-level
 *   domain of letters will do, where twitter-text has a list that ended in 2020.
 * - every other network, and none named: with a scheme any host (up to white space, without closing punctuation); without one, known domains.
 */
export function findLinks(text: string, network?: NetworkName): Link[] {
  const strict = network === "x" || network === "mastodon";
  const links: Link[] = [];
  let taken = 0;
  for (const { 0: found, index: start } of text.matchAll(beginning)) {
    const withScheme = found.endsWith("/");
    const before = text.charAt(start - 1);
    if (start < taken || /[A-Za-z0-9@＠$#＃\ufffe\ufeff\uffff]/.test(before)) continue;
    if (!withScheme && (network === "mastodon" || /[_./]/.test(before))) continue;
    const host = withScheme ? start + found.length : start;
    const end = strict || !withScheme ? domainLinkEnd(text, host, withScheme, strict) : anyHostLinkEnd(text, host);
    if (end === host) continue;
    taken = end;
    // twitter-text counts the scheme twice, and gives one to a link without.
    if (strict && end - start + (withScheme ? found.length : 8) > maxLinkLength) continue;
    const link = text.slice(start, end);
    links.push({ start, end, text: link, url: withScheme ? link : `https://${link}` });
  }
  return links;
}

function anyHostLinkEnd(text: string, host: number): number {
  return /^[\p{L}\p{N}[]/u.test(text.slice(host, host + 2)) ? stretchEnd(text, host, loose) : host;
}

/** Where a link whose host ends in a top-level domain ends; `host` when there is none. */
function domainLinkEnd(text: string, host: number, withScheme: boolean, strict: boolean): number {
  const run = matchAt(withScheme ? strictHost : bareHost, text, host);
  const length = domainLength(run, text.charAt(host + run.length), withScheme ? isWord : isTopLevelDomain);
  if (length === 0) return host;
  const end = host + length + matchAt(port, text, host + length).length;
  if (!strict && length === run.length) return /[/?#]/.test(text.charAt(end)) ? stretchEnd(text, end, loose) : end;
  const pathEnd = text.charAt(end) === "/" ? stretchEnd(text, end, path) : end;
  // Without scheme and path, twitter-text leaves port and query out.
  if (!withScheme && pathEnd === end) return host + length;
  const queryEnd = text.charAt(pathEnd) === "?" ? stretchEnd(text, pathEnd + 1, query) : 0;
  return queryEnd > pathEnd + 1 ? queryEnd : pathEnd;
}

/**
 * How much of a run of labels is a domain: up to the last label that is a top-level domain, or begins with a Latin one that another script follows.
 * 0 when none is. `next` is the character after the run.
 */
function domainLength(run: string, next: string, isTopLevel: (label: string) => boolean): number {
  const labels = run.split(".");
  const wrong = labels.findIndex(label => !isLabel(label));
  let length = run.length;
  for (let index = labels.length - 1; index > 0; index--) {
    const label = labels[index] ?? "";
    length -= label.length;
    const top = /^(?:xn--[-0-9a-z]+|[a-z]+)/i.exec(label)?.[0] ?? label;
    const after = label.charAt(top.length) || (index === labels.length - 1 ? next : ".");
    if ((wrong < 0 || wrong >= index) && isTopLevel(top) && !/[0-9A-Za-z@+-]/.test(after)) return length + top.length;
    length -= 1;
  }
  return 0;
}

/** Letters of one script, or punycode: what can stand as a top-level domain after a scheme. */
function isWord(label: string): boolean {
  return /^(?:xn--[-0-9a-z]+|[a-z]{2,}|[^\0-\u02ff]{2,})$/i.test(label);
}

/** At most 63 characters, as DNS has it, and no hyphen at either end. */
function isLabel(label: string): boolean {
  return label.length > 0 && label.length <= 63 && !/^[-_]|[-_]$/.test(label);
}

/** The end of a stretch that starts at `start`, without the punctuation that closes the sentence around it. Brackets nest twice at most. */
function stretchEnd(text: string, start: number, { inside, last, pairs }: Stretch): number {
  let end = start;
  let open = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (!inside.test(character)) break;
    if (pairs && character === "(") open++;
    else if (pairs && character === ")") open--;
    if (open < 0 || open > 2) break;
    if (open === 0 && last.test(character)) end = at + 1;
  }
  return end;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

const dottedHandle = /(?<![\p{L}\p{N}_.@/])@([\p{L}\p{N}_](?:[\p{L}\p{N}_.]{0,28}[\p{L}\p{N}_])?)(?![\p{L}\p{N}_@])/gu;

/** How a mention is written where it is not `@` and a name with dots; the first group is the handle. */
const mentionSyntax: { readonly [Name in NetworkName]?: RegExp } = {
  x: /(?<![A-Za-z0-9_!#$%&*@＠])[@＠]([A-Za-z0-9_]{1,15})(?![A-Za-z0-9_@＠À-ɏ]|:\/\/)/g,
  mastodon: /(?<![=/\p{L}\p{N}_])@([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?(?:@[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)/gu,
  bluesky: /(?<![^\s(])@([A-Za-z0-9.-]*[A-Za-z0-9])/g,
  linkedin: /@\[[^\]\n]{1,200}\]\((urn:li:(?:organization|person):[\w-]+)\)/g,
};

/**
 * Mentions in a text, by the network's own syntax: `@name` on most, `@name@server` too on Mastodon, a domain on Bluesky,
 * `@[Name](urn:li:organization:1)` on LinkedIn. Whether the name exists is not known here. E-mail has none.
 */
export function findMentions(text: string, network: NetworkName): Mention[] {
  if (network === "email" || !/[@＠]/.test(text)) return [];
  const mentions = Array.from(text.matchAll(mentionSyntax[network] ?? dottedHandle), ({ 0: found, 1: handle = "", index }) => ({
    start: index,
    end: index + found.length,
    text: found,
    handle,
  })).filter(({ handle }) => network !== "bluesky" || isBlueskyHandle(handle));
  return outside(mentions, findLinks(text, network));
}

/** A domain of at least two labels (`.test` included, for servers of one's own), as atproto's handle syntax wants it. */
function isBlueskyHandle(name: string): boolean {
  const labels = name.split(".");
  return (
    name.length <= 253 &&
    labels.length > 1 &&
    labels.every(isLabel) &&
    (/\.test$/i.test(name) || isTopLevelDomain(labels.at(-1) ?? ""))
  );
}

const hashtag =
  /(?<![\p{L}\p{M}\p{N}_&/])[#＃](?![\ufe0f\u20e3])([\p{L}\p{M}\p{N}\p{Join_C}_·・]+)(?![\p{L}\p{M}\p{N}\p{Join_C}_·・]|:\/\/)/gu;
const blueskyHashtag = /(?<!\S)[#＃](?![\ufe0f\u20e3])((?:(?!\u20e2)[^\s\u00ad\u2060\u200a-\u200d#＃])+)/gu;

/** Hashtags in a text: letters, marks, digits and underscores with at least one letter; on Bluesky anything up to white space. */
export function findHashtags(text: string, network?: NetworkName): Hashtag[] {
  if (!/[#＃]/.test(text)) return [];
  const bluesky = network === "bluesky";
  const hashtags = [...text.matchAll(bluesky ? blueskyHashtag : hashtag)].flatMap(match => {
    const tag = bluesky ? (match[1] ?? "").replace(/\p{P}+$/u, "") : (match[1] ?? "");
    if (bluesky ? !/[^\d\p{P}]/u.test(tag) || [...tag].length > 64 : !/[\p{L}\p{M}]/u.test(tag)) return [];
    const end = match.index + 1 + tag.length;
    return [{ start: match.index, end, text: text.slice(match.index, end), tag }];
  });
  return outside(hashtags, findLinks(text, network));
}

/** `$TAG` as X reads it: up to six letters. */
export function findCashtags(text: string): Entity[] {
  return [...text.matchAll(/(?<!\S)\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![\p{L}\p{N}_])/gu)].map(match => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}

/** The entities that do not overlap any of `taken`. Both are sorted. */
function outside<T extends Entity>(entities: readonly T[], taken: readonly Entity[]): T[] {
  let index = 0;
  return entities.filter(entity => {
    while (index < taken.length && (taken[index]?.end ?? 0) <= entity.start) index++;
    const next = taken[index];
    return next === undefined || next.start >= entity.end;
  });
}
