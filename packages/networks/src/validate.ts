import { countByRule, textRule } from "./count.ts";
import { findCashtags, findHashtags, findLinks, findMentions } from "./entities.ts";
import { networks } from "./networks.ts";
import {
  type ContentRules,
  type ContentType,
  type Limit,
  type MediaKind,
  type MediaKindRule,
  maxParts,
  type NetworkName,
  type NetworkRules,
  type OptionDescriptor,
  type TextRule,
} from "./rules.ts";

export type IssueCode =
  | "text_required"
  | "text_too_long"
  | "text_malformed"
  | "text_forbidden_character"
  | "text_not_shown"
  | "title_required"
  | "title_too_long"
  | "title_not_supported"
  | "content_type_not_supported"
  | "media_required"
  | "media_too_few"
  | "media_too_many"
  | "media_mixed"
  | "media_kind_not_supported"
  | "media_format_not_supported"
  | "media_too_large"
  | "media_dimensions"
  | "media_ratio"
  | "media_duration"
  | "alt_text_missing"
  | "alt_text_too_long"
  | "alt_text_not_supported"
  | "thread_not_supported"
  | "too_many_parts"
  | "first_comment_not_supported"
  | "first_comment_empty"
  | "too_many_hashtags"
  | "too_many_mentions"
  | "too_many_links"
  | "too_many_cashtags"
  | "option_unknown"
  | "option_required"
  | "option_invalid"
  | "option_not_applicable"
  | "option_conflict"
  | "link_not_supported"
  | "link_invalid"
  | "link_with_media";

/** One thing that is wrong with a post, or may go wrong. */
export interface Issue {
  readonly network: NetworkName;
  /** The API's field path: `text`, `thread.1.media_ids.0`, `options.visibility`. */
  readonly path: string;
  readonly code: IssueCode;
  readonly message: string;
  /** What the author can do about it. */
  readonly fix: string;
  /** `error`: the network will refuse. `warning`: it may, or readers lose something. */
  readonly severity: "error" | "warning";
}

export interface MediaInput {
  readonly id?: string | undefined;
  readonly type: MediaKind;
  /** MIME type. */
  readonly contentType: string;
  /** What is not known is not checked. */
  readonly bytes?: number | null | undefined;
  readonly width?: number | null | undefined;
  readonly height?: number | null | undefined;
  readonly durationMs?: number | null | undefined;
  readonly altText?: string | null | undefined;
}

export interface ThreadItemInput {
  readonly text?: string | null | undefined;
  readonly media?: readonly MediaInput[] | undefined;
}

export interface PostInput {
  readonly network: NetworkName;
  readonly text?: string | null | undefined;
  readonly media?: readonly MediaInput[] | undefined;
  /** What follows the post, in order. */
  readonly thread?: readonly ThreadItemInput[] | undefined;
  readonly firstComment?: string | null | undefined;
  readonly title?: string | null | undefined;
  readonly contentType?: ContentType | null | undefined;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  /** A link to show as a card; the same as the option `link`. */
  readonly link?: string | null | undefined;
}

/** The kind of a file by its MIME type. */
export function mediaKindOf(contentType: string): MediaKind {
  const type = mimeType(contentType);
  if (type === "image/gif") return "gif";
  if (type.startsWith("image/")) return "image";
  return type.startsWith("video/") ? "video" : "document";
}

function mimeType(contentType: string): string {
  return (contentType.split(";", 1)[0] ?? "").trim().toLowerCase();
}

/**
 * What a post becomes on a network. A type other than `post` is what the author said; `post` or none is the first of the network's types that its
 * thread and media suit: on Instagram one image is a `post`, several are a `carousel`, a video is a `reel`.
 */
export function resolveContentType(
  post: Pick<PostInput, "network" | "contentType" | "media" | "thread">,
  rules: NetworkRules = networks[post.network],
): ContentType {
  if (post.contentType && post.contentType !== "post") return post.contentType;
  if (post.thread?.length && rules.contentTypes.thread) return "thread";
  const types: ContentType[] = ["post", rules.defaultContentType, "carousel", "reel", "document", "video"];
  return types.find(type => suits(post.media ?? [], rules.contentTypes[type])) ?? rules.defaultContentType;
}

function suits(media: readonly MediaInput[], content: ContentRules | undefined): boolean {
  return (
    content !== undefined &&
    media.length >= content.media.min &&
    !exceeds(media.length, content.media.max) &&
    media.every(item => content.media.kinds[kindOf(item)] !== undefined)
  );
}

function kindOf(item: MediaInput): MediaKind {
  return mimeType(item.contentType) === "image/gif" ? "gif" : item.type;
}

/** Every issue of a post on one network, none twice. `rules` are the account's own where they differ. Takes any input of its type, never throws. */
export function validatePost(input: PostInput, rules: NetworkRules = networks[input.network]): Issue[] {
  const check = new Check(input, rules);
  check.run();
  return check.issues;
}

/** The issues of the options alone, for one content type. */
export function validateOptions(
  network: NetworkName,
  options: Readonly<Record<string, unknown>>,
  contentType: ContentType = networks[network].defaultContentType,
  rules: NetworkRules = networks[network],
): Issue[] {
  const check = new Check({ network, options, contentType }, rules);
  check.options();
  return check.issues;
}

class Check {
  readonly issues: Issue[] = [];
  readonly #post: PostInput;
  readonly #rules: NetworkRules;
  readonly #contentType: ContentType;
  readonly #content: ContentRules | undefined;
  readonly #label: string;

  constructor(post: PostInput, rules: NetworkRules) {
    this.#post = post;
    this.#rules = rules;
    this.#contentType = resolveContentType(post, rules);
    this.#content = rules.contentTypes[this.#contentType];
    this.#label = rules.label;
  }

  run(): void {
    const { media = [], thread = [] } = this.#post;
    if (!this.#content) {
      const types = Object.keys(this.#rules.contentTypes).join(", ");
      this.#error(
        "content_type",
        "content_type_not_supported",
        `${this.#label} has no ${this.#contentType}.`,
        `Use one of: ${types}.`,
      );
    }
    this.#title();
    this.#body(this.#post.text ?? "", media, "", this.#spoiler());
    for (const [index, item] of thread.entries()) this.#body(item.text ?? "", item.media ?? [], `thread.${index}.`, "");
    this.#thread(thread.length);
    this.#firstComment();
    this.options();
    this.#link();
  }

  #error(path: string, code: IssueCode, message: string, fix: string): void {
    this.#add("error", path, code, message, fix);
  }

  #warn(path: string, code: IssueCode, message: string, fix: string): void {
    this.#add("warning", path, code, message, fix);
  }

  #add(severity: Issue["severity"], path: string, code: IssueCode, message: string, fix: string): void {
    this.issues.push({ network: this.#post.network, path, code, message, fix, severity });
  }

  /** Mastodon counts the content warning with the text. */
  #spoiler(): string {
    const spoiler = this.#post.network === "mastodon" ? this.#post.options?.spoiler_text : "";
    return typeof spoiler === "string" ? spoiler : "";
  }

  /** The post itself or an item of its thread. */
  #body(text: string, media: readonly MediaInput[], prefix: string, before: string): void {
    const rule = textRule(this.#rules, this.#contentType);
    const requires = this.#content?.requires ?? [];
    const path = `${prefix}text`;
    const empty = text.trim() === "";
    if (empty && requires.includes("text")) {
      this.#error(path, "text_required", `${this.#label} needs a text.`, "Write a text.");
    } else if (empty && media.length === 0 && !requires.includes("media")) {
      this.#error(path, "text_required", "There is neither text nor media.", "Write a text or add media.");
    }
    if (!empty && rule === null) {
      this.#warn(
        path,
        "text_not_shown",
        `${this.#label} shows no text with a ${this.#contentType}.`,
        "Put the text into the picture or leave it out.",
      );
    }
    if (rule !== null) {
      this.#text(path, text, rule, "text_too_long", before);
      this.#counts(path, text);
    }
    this.#media(media, prefix);
  }

  #text(path: string, text: string, rule: TextRule, code: IssueCode, before = ""): void {
    const malformed = /[\0\p{Cs}]/u.exec(text);
    if (malformed) {
      const place = `character ${malformed.index + 1}`;
      this.#error(
        path,
        "text_malformed",
        `The text is broken at ${place}: half an emoji or a null character.`,
        `Write ${place} again.`,
      );
    }
    const forbidden = [...(rule.forbidden ?? "")].filter(character => text.includes(character));
    if (forbidden.length > 0) {
      const shown = forbidden.map(character => JSON.stringify(character)).join(" ");
      this.#error(path, "text_forbidden_character", `${this.#label} refuses these characters: ${shown}.`, "Leave them out.");
    }
    const count = countByRule(this.#post.network, before + text, rule);
    if (count.remaining < 0) {
      const unit = rule.unit === "bytes" ? "bytes" : "characters";
      this.#error(
        path,
        code,
        `${count.used} of ${count.limit} ${unit}, as ${this.#label} counts.`,
        `Remove ${-count.remaining} ${unit}.`,
      );
    } else if (count.bytes && count.bytes.remaining < 0) {
      this.#error(
        path,
        code,
        `${count.bytes.used} of ${count.bytes.limit} bytes.`,
        `Remove ${-count.bytes.remaining} bytes; an emoji can have 25.`,
      );
    }
  }

  #counts(path: string, text: string): void {
    const { network } = this.#post;
    const { hashtags, mentions, links, cashtags } = this.#rules.counts;
    this.#most(path, "too_many_hashtags", "hashtags", hashtags, () => findHashtags(text, network));
    this.#most(path, "too_many_mentions", "mentions", mentions, () => findMentions(text, network));
    this.#most(path, "too_many_links", "links", links, () => findLinks(text, network));
    this.#most(path, "too_many_cashtags", "cashtags", cashtags, () => findCashtags(text));
  }

  #most(path: string, code: IssueCode, things: string, most: number | undefined, find: () => readonly unknown[]): void {
    const found = most === undefined ? 0 : find().length;
    if (most !== undefined && found > most) {
      this.#error(path, code, `${found} ${things}; ${this.#label} takes ${most}.`, `Remove ${found - most}.`);
    }
  }

  #title(): void {
    const title = this.#post.title ?? "";
    const own = this.#content?.title;
    const rule = own === undefined ? this.#rules.title : own;
    const required = rule?.required || this.#content?.requires.includes("title");
    if (title.trim() === "") {
      if (required) this.#error("title", "title_required", `${this.#label} needs a title.`, "Write a title.");
    } else if (rule === null) {
      this.#warn(
        "title",
        "title_not_supported",
        `${this.#label} shows no title with a ${this.#contentType}.`,
        "Put it into the text.",
      );
    } else {
      this.#text("title", title, rule, "title_too_long");
    }
  }

  #thread(length: number): void {
    if (length === 0) return;
    if (!this.#rules.capabilities.threads || !this.#rules.contentTypes.thread) {
      this.#error(
        "thread",
        "thread_not_supported",
        `${this.#label} has no threads.`,
        "Put everything into one post, or leave the thread out here.",
      );
    }
    const parts = 1 + length + (this.#post.firstComment ? 1 : 0);
    if (parts > maxParts) {
      this.#error(
        "thread",
        "too_many_parts",
        `${parts} parts; at most ${maxParts}.`,
        `Remove ${parts - maxParts} of the thread.`,
      );
    }
  }

  #firstComment(): void {
    const { firstComment } = this.#post;
    const rule = this.#rules.firstComment;
    if (firstComment === undefined || firstComment === null) return;
    if (rule === null || !this.#rules.capabilities.firstComment) {
      this.#error("first_comment", "first_comment_not_supported", `${this.#label} takes no first comment.`, "Leave it out here.");
    } else if (firstComment.trim() === "") {
      this.#error("first_comment", "first_comment_empty", "The first comment is empty.", "Write it or leave it out.");
    } else {
      this.#text("first_comment", firstComment, rule, "text_too_long");
    }
  }

  #media(media: readonly MediaInput[], prefix: string): void {
    const content = this.#content;
    if (!content) return;
    const path = `${prefix}media_ids`;
    const { min, max, mixed, kinds } = content.media;
    if (media.length === 0 && content.requires.includes("media")) {
      this.#error(
        path,
        "media_required",
        `A ${this.#contentType} on ${this.#label} needs media.`,
        `Add ${Object.keys(kinds).join(" or ")}.`,
      );
    } else if (media.length > 0 && media.length < min) {
      this.#error(path, "media_too_few", `${media.length} media; at least ${min}.`, `Add ${min - media.length}.`);
    }
    this.#limit(path, "media_too_many", media.length, max, "max", "media", n => `${n}`);
    // A GIF is a picture like any other where several are allowed, a video where one is.
    const groups = new Set(media.map(kindOf).map(kind => (kind === "gif" && kinds.gif?.max !== 1 ? "image" : kind)));
    if (!mixed && groups.size > 1) {
      this.#error(path, "media_mixed", `${this.#label} does not mix ${[...groups].join(" and ")} in one post.`, "Use one kind.");
    }
    for (const kind of new Set(media.map(kindOf))) {
      const rule = kinds[kind];
      const count = media.filter(item => kindOf(item) === kind).length;
      if (rule && !exceeds(media.length, max)) this.#limit(path, "media_too_many", count, rule.max, "max", kind, n => `${n}`);
    }
    for (const [index, item] of media.entries())
      this.#mediaItem(`${path}.${index}`, item, kinds[kindOf(item)], Object.keys(kinds));
  }

  #mediaItem(path: string, item: MediaInput, rule: MediaKindRule | undefined, kinds: readonly string[]): void {
    const kind = kindOf(item);
    if (!rule) {
      const fix = `Use ${kinds.join(" or ")}.`;
      this.#error(path, "media_kind_not_supported", `${this.#label} takes no ${kind} with a ${this.#contentType}.`, fix);
      return;
    }
    const type = mimeType(item.contentType);
    if (!rule.types.includes(type)) {
      this.#error(
        path,
        "media_format_not_supported",
        `${this.#label} takes no ${type || "file without a type"}.`,
        `Use ${rule.types.join(", ")}.`,
      );
    }
    const { width, height, durationMs, bytes } = item;
    const pixels = (n: number) => `${n} pixels`;
    const seconds = (n: number) => `${n / 1000} s`;
    const ratio = (n: number) => `${Math.round(n * 100) / 100}:1`;
    this.#limit(path, "media_too_large", bytes, rule.maxBytes, "max", "size", size);
    this.#limit(path, "media_dimensions", width, rule.minWidth, "min", "width", pixels);
    this.#limit(path, "media_dimensions", width, rule.maxWidth, "max", "width", pixels);
    this.#limit(path, "media_dimensions", height, rule.minHeight, "min", "height", pixels);
    this.#limit(path, "media_dimensions", height, rule.maxHeight, "max", "height", pixels);
    this.#limit(path, "media_duration", durationMs, rule.minDurationMs, "min", "duration", seconds);
    this.#limit(path, "media_duration", durationMs, rule.maxDurationMs, "max", "duration", seconds);
    if (width && height) {
      this.#limit(path, "media_dimensions", width * height, rule.maxPixels, "max", "area", pixels);
      this.#limit(path, "media_ratio", width / height, rule.minRatio, "min", "ratio", ratio);
      this.#limit(path, "media_ratio", width / height, rule.maxRatio, "max", "ratio", ratio);
    }
    this.#altText(path, item.altText ?? "", kind);
  }

  #altText(path: string, altText: string, kind: MediaKind): void {
    const rule = this.#rules.altText;
    const described = rule?.kinds.includes(kind);
    if (altText.trim() === "") {
      if (described && kind !== "video") {
        this.#warn(path, "alt_text_missing", "People who cannot see this get no description.", "Describe it in its alt text.");
      }
    } else if (rule && described) {
      this.#text(path, altText, rule, "alt_text_too_long");
    } else {
      this.#warn(path, "alt_text_not_supported", `${this.#label} takes no alt text for a ${kind}.`, "Describe it in the text.");
    }
  }

  #limit(
    path: string,
    code: IssueCode,
    value: number | null | undefined,
    limit: Limit | undefined,
    side: "min" | "max",
    what: string,
    show: (value: number) => string,
  ): void {
    if (value === null || value === undefined || limit === undefined) return;
    const sure = typeof limit === "number" ? limit : limit.sure;
    const claimed = typeof limit === "number" ? limit : limit.claimed;
    const beyond = (bound: number) => (side === "max" ? value > bound : value < bound);
    const bound = side === "max" ? "at most" : "at least";
    if (beyond(claimed)) {
      this.#error(
        path,
        code,
        `The ${what} is ${show(value)}; ${this.#label} takes ${bound} ${show(claimed)}.`,
        `Bring it to ${bound} ${show(sure)}.`,
      );
    } else if (beyond(sure)) {
      const message = `The ${what} is ${show(value)}; ${this.#label} may refuse it: sources name ${show(sure)} and ${show(claimed)}.`;
      this.#warn(path, code, message, `Bring it to ${bound} ${show(sure)} to be sure.`);
    }
  }

  options(): void {
    const options = this.#post.options ?? {};
    const descriptors = this.#rules.options;
    for (const [name, value] of Object.entries(options)) {
      const path = `options.${name}`;
      const descriptor = descriptors.find(option => option.name === name);
      if (!descriptor) {
        const names = descriptors.map(option => option.name).join(", ") || "none";
        this.#error(path, "option_unknown", `${this.#label} has no option of this name.`, `Options: ${names}.`);
      } else if (value !== undefined && value !== null) {
        this.#option(path, descriptor, value);
      }
    }
    for (const descriptor of descriptors) {
      const given = options[descriptor.name];
      if (descriptor.required && this.#applies(descriptor) && (given === undefined || given === null)) {
        const message = `${this.#label} needs ${descriptor.label.toLowerCase()}.`;
        this.#error(`options.${descriptor.name}`, "option_required", message, descriptor.description);
      }
    }
    this.#conflicts(options);
  }

  #applies(descriptor: OptionDescriptor): boolean {
    return descriptor.forContentTypes?.includes(this.#contentType) ?? true;
  }

  #option(path: string, descriptor: OptionDescriptor, value: unknown): void {
    if (!this.#applies(descriptor)) {
      const types = descriptor.forContentTypes?.join(", ");
      this.#error(
        path,
        "option_not_applicable",
        `This option is not for a ${this.#contentType}.`,
        `Leave it out; it is for: ${types}.`,
      );
    }
    const fault = optionFault(descriptor, value);
    if (fault) this.#error(path, "option_invalid", fault, descriptor.description);
  }

  /** What one option says against another, or against the post. */
  #conflicts(options: Readonly<Record<string, unknown>>): void {
    const conflict = (name: string, message: string, fix: string) =>
      this.#error(`options.${name}`, "option_conflict", message, fix);
    switch (this.#post.network) {
      case "tiktok": {
        if (options.brand_content_toggle === true && options.privacy_level === "SELF_ONLY") {
          conflict("privacy_level", "Branded content cannot be private.", "Choose who can watch, or switch branded content off.");
        }
        for (const name of ["content_preview_confirmed", "express_consent_given"]) {
          if (options[name] === false)
            conflict(name, "TikTok forbids publishing without it.", "Ask the author, then set it to true.");
        }
        break;
      }
      case "youtube": {
        const tags = Array.isArray(options.tags) ? options.tags.filter(tag => typeof tag === "string") : [];
        const length = tags.reduce((total, tag) => total + tag.length + (/\s/.test(tag) ? 2 : 0), Math.max(0, tags.length - 1));
        if (length > 500)
          conflict("tags", `The tags have ${length} of 500 characters together.`, `Remove ${length - 500} characters.`);
        break;
      }
      case "facebook": {
        const text = this.#post.text ?? "";
        if (options.text_format_preset_id && (text.length > 130 || this.#post.media?.length)) {
          conflict(
            "text_format_preset_id",
            "A coloured background takes up to 130 characters and no media.",
            "Shorten the post or leave it out.",
          );
        }
        break;
      }
    }
  }

  /** The card's link, given as a field or as an option. */
  #link(): void {
    const option = this.#post.options?.link;
    const link = this.#post.link ?? (typeof option === "string" ? option : null);
    if (link === null) return;
    const path = this.#post.link ? "link" : "options.link";
    if (!this.#rules.options.some(({ name }) => name === "link")) {
      if (path === "link")
        this.#error(path, "link_not_supported", `${this.#label} takes no link card.`, "Put the link into the text.");
      return;
    }
    if (path === "link" && !isUri(link))
      this.#error(path, "link_invalid", "This is no web address.", "Give the whole address, with https://.");
    if (this.#post.media?.length) {
      this.#error(
        path,
        "link_with_media",
        `${this.#label} shows a link card or media, not both.`,
        "Put the link into the text, or remove the media.",
      );
    }
  }
}

/** What is wrong with the value of an option; null when nothing is. */
function optionFault(descriptor: OptionDescriptor, value: unknown): string | null {
  switch (descriptor.type) {
    case "boolean":
      return typeof value === "boolean" ? null : "Must be true or false.";
    case "enum":
      return typeof value === "string" && descriptor.values.includes(value)
        ? null
        : `Must be one of: ${descriptor.values.join(", ")}.`;
    case "integer": {
      const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = descriptor;
      return Number.isInteger(value) && typeof value === "number" && value >= min && value <= max
        ? null
        : `Must be a whole number${descriptor.min === undefined ? "" : ` from ${min}`}${descriptor.max === undefined ? "" : ` to ${max}`}.`;
    }
    case "string": {
      if (typeof value !== "string") return "Must be a text.";
      const length = codePoints(value);
      if (length > (descriptor.maxLength ?? Number.POSITIVE_INFINITY))
        return `Must have at most ${descriptor.maxLength} characters.`;
      if (length < (descriptor.minLength ?? 0)) return `Must have at least ${descriptor.minLength} characters.`;
      if (descriptor.format === "uri" && !isUri(value)) return "Must be a web address with http:// or https://.";
      if (descriptor.format === "email" && !/^[^\s@]+@[^\s@]+$/.test(value)) return "Must be an e-mail address.";
      return matches(value, descriptor.pattern) ? null : "Is not written as it must be.";
    }
    case "string_list": {
      if (!Array.isArray(value) || !value.every(item => typeof item === "string")) return "Must be a list of texts.";
      const {
        minItems = 0,
        maxItems = Number.POSITIVE_INFINITY,
        itemMaxLength = Number.POSITIVE_INFINITY,
        itemPattern,
      } = descriptor;
      if (value.length > maxItems) return `Must have at most ${maxItems} entries.`;
      if (value.length < minItems) return `Must have at least ${minItems} entries.`;
      const wrong = value.find(item => item === "" || codePoints(item) > itemMaxLength || !matches(item, itemPattern));
      return wrong === undefined ? null : `This entry is too long or not written as it must be: ${JSON.stringify(wrong)}.`;
    }
  }
}

function codePoints(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

function matches(text: string, pattern: string | undefined): boolean {
  return pattern === undefined || new RegExp(pattern, "u").test(text);
}

/** http or https, a host, no white space. */
function isUri(text: string): boolean {
  return /^https?:\/\/[^\s/?#]+[^\s]*$/i.test(text);
}

/** Whether a value is over a maximum that all sources agree to refuse. */
function exceeds(value: number, max: Limit): boolean {
  return value > (typeof max === "number" ? max : max.claimed);
}

function size(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB"];
  const power = Math.min(3, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${Math.round((bytes / 1000 ** power) * 10) / 10} ${units[power]}`;
}
