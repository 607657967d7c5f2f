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

/** Latin letters with accents that twitter-text takes into domains, paths and mentions' ends. */
const accents =
  "\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u024F\\u0253\\u0254\\u0256\\u0257\\u0259\\u025B\\u0263\\u0268\\u026F\\u0272\\u0289\\u028B\\u02BB\\u0300-\\u036F\\u1E00-\\u1EFF";
/** What a domain name cannot hold, besides dots: twitter-text's punctuation, spaces, invalid characters and direction marks. */
const outsideDomain =
  "!'#%&()*+,\\\\\\-/:;<=>?@\\[\\]^_{|}~$\\x09-\\x0D\\x20\\x85\\xA0\\u1680\\u180E\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFFFE\\uFEFF\\uFFFF\\u202A-\\u202E\\u061C\\u200E\\u200F\\u2066-\\u2069";
const pathCharacters = `a-z\\u0400-\\u04FF0-9!*';:=+,.$/%#\\[\\]\\-\\u2013_~@|&${accents}`;

const scheme = /https?:\/\//gi;
const bareHost = new RegExp(`(?<![-a-z0-9${accents}])[-a-z0-9${accents}]+(?:\\.[-a-z0-9${accents}]+)+`, "gi");
const strictHost = new RegExp(`[^${outsideDomain}.](?:[^${outsideDomain}.]|[-_.])*`, "iy");
const port = /:[0-9]+/y;
const pathRun = new RegExp(`[${pathCharacters}]+`, "iy");
const pathEnd = new RegExp(`[+\\-a-z\\u0400-\\u04FF0-9=_#/${accents}]`, "i");
const queryRun = /\?[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]*/iy;
const queryEnd = /[a-z0-9\-_&=#/]/i;
const looseStart = /[\p{L}\p{N}[]/uy;
/** Everything up to white space or a character that closes a link in running text. */
const looseRest = /[^\s<>"“”«»。、，；：！？」』）】]*/y;

/** The longest link that X and Mastodon (which uses the same rules) recognize, its scheme counted twice. */
const maxLinkLength = 4096;

/**
 * Links in a text, as the network makes them.
 * - `x`: with or without scheme, known top-level domains only, as twitter-text finds them; `mastodon`: the same with a scheme only. One known
 *   difference: top-level domains in other scripts are taken without a list.
 * - every other network, and none named: with a scheme any host (up to white space, without closing punctuation); without one, known domains.
 */
export function findLinks(text: string, network?: NetworkName): Link[] {
  const strict = network === "x" || network === "mastodon";
  const links = linksWithScheme(text, strict);
  return network === "mastodon" ? links : withoutOverlap([...links, ...bareLinks(text, strict)]);
}

function linksWithScheme(text: string, strict: boolean): Link[] {
  const links: Link[] = [];
  let end = 0;
  for (const match of text.matchAll(scheme)) {
    const start = match.index;
    if (start < end || /[A-Za-z0-9@＠$#＃\ufffe\ufeff\uffff]/.test(text.charAt(start - 1))) continue;
    const host = start + match[0].length;
    const found = strict ? strictEnd(text, start, host) : looseEnd(text, host);
    if (found === null) continue;
    end = found;
    links.push(link(text, start, end));
  }
  return links;
}

function bareLinks(text: string, strict: boolean): Link[] {
  const links: Link[] = [];
  let taken = 0;
  for (const match of text.matchAll(bareHost)) {
    const start = match.index;
    if (start < taken || /[@＠$#＃_./:\ufffe\ufeff\uffff]/.test(text.charAt(start - 1))) continue;
    const hostLength = domainLength(match[0], text.charAt(start + match[0].length));
    if (hostLength === 0) continue;
    const hostEnd = start + hostLength;
    const end = strict || hostLength < match[0].length ? pathAndQueryEnd(text, hostEnd) : looseBareEnd(text, hostEnd);
    taken = end;
    if (end - start + "https://".length <= maxLinkLength) links.push(link(text, start, end));
  }
  return links;
}

function link(text: string, start: number, end: number): Link {
  const found = text.slice(start, end);
  return { start, end, text: found, url: /^https?:\/\//i.test(found) ? found : `https://${found}` };
}

/** Where a link with scheme ends by twitter-text's grammar; null when it is none. */
function strictEnd(text: string, start: number, hostStart: number): number | null {
  const host = matchAt(strictHost, text, hostStart);
  const length = domainLength(host, text.charAt(hostStart + host.length));
  if (length === 0) return null;
  const end = pathAndQueryEnd(text, hostStart + length);
  return end - start + (hostStart - start) > maxLinkLength ? null : end;
}

/**
 * How much of a run of labels is a domain: up to the last label that is a top-level domain, or begins with one that another script follows.
 * 0 when none is. `next` is the character after the run.
 */
function domainLength(run: string, next: string): number {
  const labels = run.split(".");
  let length = run.length;
  for (let index = labels.length - 1; index > 0; index--) {
    const label = labels[index] ?? "";
    const known = topLevelLength(label, index === labels.length - 1 ? next : ".");
    length -= label.length;
    if (known > 0) return labels.slice(0, index).every(isLabel) ? length + known : 0;
    length -= 1;
  }
  return 0;
}

function topLevelLength(label: string, next: string): number {
  const latin = /^(?:xn--[-0-9a-z]+|[a-z]+)/i.exec(label)?.[0] ?? "";
  const after = label.charAt(latin.length) || next;
  if (latin !== "" && isTopLevelDomain(latin) && !/[0-9A-Za-z@+-]/.test(after)) return latin.length;
  return latin === "" && isTopLevelDomain(label) ? label.length : 0;
}

/** At most 63 characters, as DNS has it, and no hyphen at either end. */
function isLabel(label: string): boolean {
  return label.length > 0 && label.length <= 63 && !/^[-_]|[-_]$/.test(label);
}

function pathAndQueryEnd(text: string, hostEnd: number): number {
  let end = hostEnd + matchAt(port, text, hostEnd).length;
  if (text.charAt(end) === "/") end = pathEndAt(text, end);
  const query = matchAt(queryRun, text, end);
  for (let last = query.length - 1; last > 0; last--) {
    if (queryEnd.test(query.charAt(last))) return end + last + 1;
  }
  return end;
}

/** The end of a path that starts at `start`: the last character that may end one, with brackets taken in pairs, at most one pair in another. */
function pathEndAt(text: string, start: number): number {
  let end = start + 1;
  let at = start;
  for (;;) {
    const run = matchAt(pathRun, text, at);
    for (let last = run.length - 1; last >= 0; last--) {
      if (pathEnd.test(run.charAt(last))) {
        end = at + last + 1;
        break;
      }
    }
    at += run.length;
    const pair = bracketPairEnd(text, at, 1);
    if (pair === null) return end;
    at = pair;
    end = pair;
  }
}

/** Where a pair of brackets that opens at `at` closes; null when there is none. It holds at least one character, and `depth` pairs at most. */
function bracketPairEnd(text: string, at: number, depth: number): number | null {
  if (text.charAt(at) !== "(") return null;
  const first = matchAt(pathRun, text, at + 1);
  let end = at + 1 + first.length;
  const inner = depth > 0 ? bracketPairEnd(text, end, depth - 1) : null;
  if (inner === null) return first !== "" && text.charAt(end) === ")" ? end + 1 : null;
  end = inner + matchAt(pathRun, text, inner).length;
  return text.charAt(end) === ")" ? end + 1 : null;
}

function looseEnd(text: string, hostStart: number): number | null {
  if (matchAt(looseStart, text, hostStart) === "") return null;
  return hostStart + trimClosing(matchAt(looseRest, text, hostStart)).length;
}

function looseBareEnd(text: string, hostEnd: number): number {
  const end = hostEnd + matchAt(port, text, hostEnd).length;
  return /[/?#]/.test(text.charAt(end)) ? end + trimClosing(matchAt(looseRest, text, end)).length : end;
}

/** A link without the punctuation that closes the sentence around it; a closing bracket stays where the link opened it. */
function trimClosing(link: string): string {
  let open = 0;
  for (const character of link) open += character === "(" ? 1 : character === ")" ? -1 : 0;
  let end = link.length;
  for (; end > 0; end--) {
    const last = link.charAt(end - 1);
    if (last === ")" && open < 0) open++;
    else if (!/[.,;:!?'…*\]}]/.test(last)) break;
  }
  return link.slice(0, end);
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

const xHandle = /(?<![A-Za-z0-9_!#$%&*@＠])[@＠]([A-Za-z0-9_]{1,15})(?![A-Za-z0-9_@＠])/g;
const mastodonHandle =
  /(?<![=/\p{L}\p{N}_])@([A-Za-z0-9_]+(?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?(?:@[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)/gu;
const blueskyHandle = /(?<![^\s(])@([A-Za-z0-9.-]+)/g;
const linkedinMention = /@\[[^\]\n]{1,200}\]\((urn:li:(?:organization|person):[\w-]+)\)/g;
const dottedHandle = /(?<![\p{L}\p{N}_.@/])@([\p{L}\p{N}_](?:[\p{L}\p{N}_.]{0,28}[\p{L}\p{N}_])?)(?![\p{L}\p{N}_@])/gu;

/**
 * Mentions in a text, by the network's own syntax: `@name` on most, `@name@server` too on Mastodon, a domain on Bluesky,
 * `@[Name](urn:li:organization:1)` on LinkedIn. Whether the name exists is not known here. E-mail has none.
 */
export function findMentions(text: string, network: NetworkName): Mention[] {
  if (network === "email" || !/[@＠]/.test(text)) return [];
  const mentions = [...text.matchAll(mentionPattern(network))].flatMap(match => {
    const found = network === "bluesky" ? match[0].replace(/[.-]+$/, "") : match[0];
    const name = network === "bluesky" ? found.slice(1) : (match[1] ?? "");
    if (network === "bluesky" && !isBlueskyHandle(name)) return [];
    return [{ start: match.index, end: match.index + found.length, text: found, handle: name }];
  });
  return outside(mentions, findLinks(text, network));
}

function mentionPattern(network: NetworkName): RegExp {
  if (network === "x") return xHandle;
  if (network === "mastodon") return mastodonHandle;
  if (network === "bluesky") return blueskyHandle;
  return network === "linkedin" ? linkedinMention : dottedHandle;
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
const blueskyHashtag = /(?<!\S)[#＃](?![\ufe0f\u20e3])([^\u20e2\s\u00ad\u2060\u200a-\u200d#＃]+)/gu;

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

/** Sorted, and of two that overlap the one that starts first. */
function withoutOverlap<T extends Entity>(entities: readonly T[]): T[] {
  let end = 0;
  return [...entities]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter(entity => {
      if (entity.start < end) return false;
      end = entity.end;
      return true;
    });
}
