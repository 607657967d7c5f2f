import {
  type ContentType,
  countByRule,
  countText,
  type Issue,
  issueTexts,
  type MediaInput,
  type MediaKindRule,
  mediaKindOf,
  type NetworkName,
  type NetworkRules,
  networks,
  resolveContentType,
  splitThread,
  type TextCount,
  textRule,
  validatePost,
} from "@placard/networks";
import { type Draft, versionOf, writtenParts } from "./draft.ts";
import { optionHint, optionLabel, optionMust, optionOf, said, type Texts } from "./option-texts.ts";
import type { Shown } from "./shown.ts";

/** What a network says of a draft. */
export interface NetworkCheck {
  readonly network: NetworkName;
  readonly label: string;
  /** The length of the post itself, then of each item of its thread, as the network counts. */
  readonly counts: readonly TextCount[];
  readonly firstComment: TextCount | null;
  readonly issues: readonly Issue[];
  /** What it becomes there. */
  readonly contentType: ContentType;
}

/** Whether this is one of the networks whose facts are known here. */
export const isNetwork = (name: string): name is NetworkName => Object.hasOwn(networks, name);

/**
 * What each network of a draft says of it, by its own rules.
 *
 * @param shown what is known of a media; while something of one is not, nothing is said of any
 */
export function checkDraft(
  draft: Draft,
  wanted: readonly string[],
  shown: (id: string) => Shown | undefined = () => undefined,
): NetworkCheck[] {
  return wanted.filter(isNetwork).map(network => {
    const rules = networks[network];
    const { text, mediaIds, thread, firstComment, options } = versionOf(draft, network);
    const written = writtenParts(thread);
    const all = [...mediaIds, ...written.flatMap(part => part.mediaIds)];
    const known = all.every(id => shown(id) !== undefined);
    const media = (ids: readonly string[]): MediaInput[] =>
      ids.flatMap(id => {
        const one = shown(id);
        return one ? [inputOf(one, rules)] : [];
      });
    const post = {
      network,
      text,
      media: media(mediaIds),
      thread: written.map(part => ({ text: part.text, media: media(part.mediaIds) })),
      firstComment: firstComment.trim() === "" ? null : firstComment,
      title: draft.title.trim() === "" ? null : draft.title,
      options,
    };
    const contentType = resolveContentType(post);
    const rule = textRule(rules, contentType);
    const count = (part: string): TextCount => (rule === null ? countText(network, part) : countByRule(network, part, rule));
    return {
      network,
      label: rules.label,
      counts: [text, ...thread.map(part => part.text)].map(count),
      firstComment: rules.firstComment === null ? null : countByRule(network, firstComment, rules.firstComment),
      issues: validatePost(post).filter(({ path }) => known || !path.includes("media_ids")),
      contentType,
    };
  });
}

/** A media as a network judges it. An image is made into one that the network takes, so its type, its bytes and too many pixels are no faults of it. */
function inputOf({ contentType, bytes, width, height, durationS, altText }: Shown, rules: NetworkRules): MediaInput {
  const type = mediaKindOf(contentType);
  const durationMs = durationS === null ? null : durationS * 1000;
  const media = { type, contentType, bytes, width, height, durationMs, altText };
  const rule = Object.values(rules.contentTypes).find(content => content.media.kinds[type])?.media.kinds[type];
  return type === "image" && rule ? { ...media, ...madeFor(rule, contentType, width, height), bytes: null } : media;
}

function madeFor(
  rule: MediaKindRule,
  contentType: string,
  width: number | null,
  height: number | null,
): Pick<MediaInput, "contentType" | "width" | "height"> {
  const made = rule.types.includes(contentType) ? contentType : (rule.types[0] ?? contentType);
  if (width === null || height === null) return { contentType: made };
  const most = (limit: MediaKindRule["maxWidth"], value: number): number =>
    limit === undefined ? value : typeof limit === "number" ? limit : limit.sure;
  const scale = Math.min(
    1,
    most(rule.maxWidth, width) / width,
    most(rule.maxHeight, height) / height,
    Math.sqrt(most(rule.maxPixels, width * height) / (width * height)),
  );
  return { contentType: made, width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

/** Which fields a draft for these networks can fill in. */
export function fieldsFor(wanted: readonly string[]): {
  readonly title: boolean;
  readonly firstComment: boolean;
  readonly thread: boolean;
} {
  const rules = wanted.filter(isNetwork).map(network => networks[network]);
  return {
    title: rules.some(({ title, contentTypes }) => title !== null || Object.values(contentTypes).some(type => type.title)),
    firstComment: rules.some(({ capabilities }) => capabilities.firstComment),
    thread: rules.some(({ capabilities }) => capabilities.threads),
  };
}

/** The text as a thread of parts that each fit the tightest of these networks that has threads. Null where none has. */
export function asThread(text: string, wanted: readonly string[]): readonly string[] | null {
  const threaded = wanted.filter(isNetwork).filter(network => networks[network].capabilities.threads);
  const [tightest] = threaded
    .map(network => ({ network, share: countText(network, text) }))
    .sort((a, b) => b.share.used / b.share.limit - a.share.used / a.share.limit);
  return tightest ? splitThread(tightest.network, text).parts.map(part => part.text) : null;
}

/**
 * What an issue says and what helps, in the language of the copy where it has the words; else as the networks' facts say it, in English. An option is called
 * what its field is called.
 */
export function issueText({ code, network, path, params, message, fix }: Issue, t: Texts): string {
  const option = path.startsWith("options.") ? optionOf(network, path.slice("options.".length)) : undefined;
  /** A word, or each of a list: `image, video`, `image + video`. */
  const word = (english: string): string =>
    english
      .split(/(, | \+ )/)
      .map(one => {
        const named = option && optionOf(network, one);
        return named ? optionLabel(t, named) : said(t, `issue.what.${one}`, one);
      })
      .join("");
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) values[name] = typeof value === "string" ? word(value) : value;
  if (option) Object.assign(values, { must: optionMust(t, option), description: optionHint(t, network, option) ?? "" });
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  const key = `issue.${code}`;
  const told = t(key, values);
  const [what, help] = issueTexts[code];
  const english = option ? `${filled(what)} ${filled(help)}` : `${message} ${fix}`;
  return (told === key ? english : `${told} ${t(`${key}.fix`, values)}`).trim();
}
