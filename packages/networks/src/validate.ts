import { countByRule, textRule } from "./count.ts";
import { findCashtags, findHashtags, findLinks, findMentions } from "./entities.ts";
import { type IssueCode, type IssueParams, issueTexts } from "./issues.ts";
import { networks } from "./networks.ts";
import {
  type ContentRules,
  type ContentType,
  type Limit,
  MB,
  type Measure,
  type MediaKind,
  type MediaKindRule,
  maxParts,
  type NetworkName,
  type NetworkRules,
  type OptionDescriptor,
  second,
  type TextRule,
} from "./rules.ts";

/** One thing that is wrong with a post, or may go wrong. */
export interface Issue {
  readonly network: NetworkName;
  /** The API's field path: `text`, `thread.1.media_ids.0`, `options.visibility`. */
  readonly path: string;
  readonly code: IssueCode;
  /** In English. `issueTexts[code]` with `params` put in: whoever speaks another language does the same with its own texts. */
  readonly message: string;
  /** What the author can do about it. */
  readonly fix: string;
  readonly params: IssueParams;
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

class Check {
  readonly issues: Issue[] = [];
  readonly #post: PostInput;
  readonly #rules: NetworkRules;
  readonly #type: ContentType;
  readonly #content: ContentRules | undefined;

  constructor(post: PostInput, rules: NetworkRules) {
    this.#post = post;
    this.#rules = rules;
    this.#type = resolveContentType(post, rules);
    this.#content = rules.contentTypes[this.#type];
  }

  run(): void {
    const { text, media = [], thread = [], network, options } = this.#post;
    if (!this.#content)
      this.#unsupported("content_type", "content_type_not_supported", this.#type, Object.keys(this.#rules.contentTypes));
    this.#title();
    // Mastodon counts the content warning with the text.
    const warning = network === "mastodon" ? options?.spoiler_text : "";
    this.#body(text ?? "", media, "", typeof warning === "string" ? warning : "");
    for (const [index, item] of thread.entries()) this.#body(item.text ?? "", item.media ?? [], `thread.${index}.`, "");
    this.#thread(thread.length);
    this.#firstComment();
    this.#options();
    this.#link();
  }

  #add(path: string, code: IssueCode, params: IssueParams = {}, severity: Issue["severity"] = "error"): void {
    const { network } = this.#post;
    const all = { network: this.#rules.label, type: this.#type, ...params };
    const [message, fix] = issueTexts[code].map(text =>
      text.replace(/\{(\w+)\}/g, (_, name) => `${all[name as keyof typeof all] ?? ""}`),
    );
    this.issues.push({ network, path, code, message: message ?? "", fix: fix ?? "", params: all, severity });
  }

  #unsupported(path: string, code: IssueCode, what: string, instead: readonly string[] = []): void {
    this.#add(path, code, { what, instead: instead.join(", ") });
  }

  /** The post itself or an item of its thread. */
  #body(text: string, media: readonly MediaInput[], prefix: string, before: string): void {
    const rule = textRule(this.#rules, this.#type);
    const requires = this.#content?.requires ?? [];
    const path = `${prefix}text`;
    const empty = text.trim() === "";
    if (empty && (requires.includes("text") || (media.length === 0 && !requires.includes("media"))))
      this.#add(path, "text_required", { what: "text" });
    if (!empty && rule === null) this.#add(path, "text_not_shown", { what: "text" }, "warning");
    if (rule !== null) {
      this.#text(path, text, rule, "text_too_long", before);
      this.#counts(path, text);
    }
    this.#media(media, prefix);
  }

  #text(path: string, text: string, rule: TextRule, code: IssueCode, before = ""): void {
    const malformed = /[\0\p{Cs}]/u.exec(text);
    if (malformed) this.#add(path, "text_malformed", { at: malformed.index + 1 });
    const forbidden = [...(rule.forbidden ?? "")].filter(character => text.includes(character));
    if (forbidden.length > 0) this.#add(path, "text_forbidden_character", { what: JSON.stringify(forbidden.join("")) });
    const { used, limit, unit, bytes } = countByRule(this.#post.network, before + text, rule);
    if (used > limit) this.#tooMany(path, code, used, limit, unit === "bytes" ? unit : "characters");
    else if (bytes && bytes.used > bytes.limit) this.#tooMany(path, code, bytes.used, bytes.limit, "bytes");
  }

  #tooMany(path: string, code: IssueCode, used: number, limit: number, what: string): void {
    this.#add(path, code, { used, limit, over: used - limit, what });
  }

  #counts(path: string, text: string): void {
    const { network } = this.#post;
    const find = { hashtags: findHashtags, mentions: findMentions, links: findLinks, cashtags: findCashtags };
    for (const [what, limit] of Object.entries(this.#rules.counts)) {
      const used = find[what as keyof typeof find](text, network).length;
      if (used > limit) this.#tooMany(path, `too_many_${what as keyof typeof find}`, used, limit, what);
    }
  }

  #title(): void {
    const title = this.#post.title ?? "";
    const own = this.#content?.title;
    const rule = own === undefined ? this.#rules.title : own;
    if (title.trim() === "") {
      if (rule?.required) this.#add("title", "title_required", { what: "title" });
    } else if (rule === null) {
      this.#add("title", "title_not_shown", { what: "title" }, "warning");
    } else {
      this.#text("title", title, rule, "title_too_long");
    }
  }

  #thread(length: number): void {
    if (length === 0) return;
    if (!this.#rules.capabilities.threads) this.#unsupported("thread", "thread_not_supported", "thread");
    const used = 1 + length + (this.#post.firstComment ? 1 : 0);
    if (used > maxParts) this.#tooMany("thread", "too_many_parts", used, maxParts, "parts");
  }

  #firstComment(): void {
    const path = "first_comment";
    const { firstComment } = this.#post;
    const rule = this.#rules.firstComment;
    if (firstComment === undefined || firstComment === null) return;
    if (rule === null || !this.#rules.capabilities.firstComment)
      this.#unsupported(path, "first_comment_not_supported", "first comment");
    else if (firstComment.trim() === "") this.#add(path, "text_required", { what: "first comment" });
    else this.#text(path, firstComment, rule, "text_too_long");
  }

  #media(media: readonly MediaInput[], prefix: string): void {
    const content = this.#content;
    if (!content) return;
    const path = `${prefix}media_ids`;
    const { min, max, mixed, kinds } = content.media;

    if (media.length === 0 && content.requires.includes("media"))
      this.#add(path, "media_required", { instead: Object.keys(kinds).join(", ") });
    else this.#limit(path, "media_too_few", media.length, min, "min", "number of media");
    const found = media.map(kindOf);
    // A GIF is a picture like any other where several are allowed, a video where one is.
    const groups = new Set(found.map(kind => (kind === "gif" && kinds.gif?.max !== 1 ? "image" : kind)));
    if (!mixed && groups.size > 1) this.#add(path, "media_mixed", { what: [...groups].join(" + ") });
    this.#most(path, media.length, max, "media");
    for (const kind of new Set(found)) {
      const rule = kinds[kind];
      const used = found.filter(other => other === kind).length;
      if (rule && !exceeds(media.length, max)) this.#most(path, used, rule.max, kind);
    }
    for (const [index, item] of media.entries()) {
      const rule = kinds[kindOf(item)];
      const at = `${path}.${index}`;
      if (rule) this.#mediaItem(at, item, rule);
      else this.#unsupported(at, "media_kind_not_supported", kindOf(item), Object.keys(kinds));
    }
  }

  #most(path: string, used: number, limit: Limit, what: string): void {
    this.#limit(path, "media_too_many", used, limit, "max", `number of ${what}`);
  }

  #mediaItem(path: string, item: MediaInput, rule: MediaKindRule): void {
    const type = mimeType(item.contentType);
    if (!rule.types.includes(type)) this.#unsupported(path, "media_format_not_supported", type, rule.types);
    for (const [measure, value] of Object.entries(measuresOf(item)) as [Measure, number | null | undefined][]) {
      const [code, what] = measures[measure];
      const show = (amount: number) => showMeasure(measure, amount);
      this.#limit(path, code, value, rule[`min${measure}`], "min", what, show);
      this.#limit(path, code, value, rule[`max${measure}`], "max", what, show);
    }
    this.#altText(path, item.altText ?? "", kindOf(item));
  }

  #altText(path: string, altText: string, kind: MediaKind): void {
    const rule = this.#rules.altText;
    const described = rule?.kinds.includes(kind);
    if (altText.trim() === "") {
      if (described && kind !== "video") this.#add(path, "alt_text_missing", {}, "warning");
    } else if (rule && described) {
      this.#text(path, altText, rule, "alt_text_too_long");
    } else {
      this.#add(path, "alt_text_not_shown", { what: "alt text" }, "warning");
    }
  }

  /** Refuses what no source allows, warns of what only some allow. What is not known (or 0) is not checked. */
  #limit(
    path: string,
    code: IssueCode,
    value: number | null | undefined,
    limit: Limit | undefined,
    side: "min" | "max",
    what: string,
    show: (value: number) => string = String,
  ): void {
    if (!value || limit === undefined) return;
    const { sure, claimed } = typeof limit === "number" ? { sure: limit, claimed: limit } : limit;
    const beyond = (bound: number) => (side === "max" ? value > bound : value < bound);
    if (!beyond(sure)) return;
    const bound = side === "max" ? "at most" : "at least";
    const params = { what, value: show(value), bound, limit: show(sure), claimed: show(claimed) };
    if (beyond(claimed)) this.#add(path, code, params);
    else this.#add(path, "limit_disputed", params, "warning");
  }

  #options(): void {
    const options = this.#post.options ?? {};
    const descriptors = this.#rules.options;
    for (const [name, value] of Object.entries(options)) {
      const path = `options.${name}`;
      const descriptor = descriptors.find(option => option.name === name);
      if (!descriptor) {
        const names = descriptors.map(option => option.name);
        this.#unsupported(path, "option_unknown", name, names);
      } else if (value !== undefined && value !== null) {
        if (!this.#applies(descriptor)) this.#unsupported(path, "option_not_applicable", name, descriptor.forContentTypes ?? []);
        const fault = optionFault(descriptor, value);
        if (fault) this.#invalid(path, name, fault, descriptor.description);
      }
    }
    for (const { name, required, description, ...rest } of descriptors) {
      if (required && this.#applies(rest) && (options[name] ?? null) === null) {
        this.#add(`options.${name}`, "option_required", { what: name, description });
      }
    }
    this.#conflicts(options);
  }

  #applies({ forContentTypes }: Pick<OptionDescriptor, "forContentTypes">): boolean {
    return forContentTypes?.includes(this.#type) ?? true;
  }

  /** What one option says against another, or against the post. */
  #conflicts(options: Readonly<Record<string, unknown>>): void {
    const { network, text, media } = this.#post;
    const conflict = (what: string, other: string) => this.#add(`options.${what}`, "option_conflict", { what, other });
    if (network === "tiktok") {
      if (options.brand_content_toggle === true && options.privacy_level === "SELF_ONLY")
        conflict("privacy_level", "brand_content_toggle");
      for (const what of ["content_preview_confirmed", "express_consent_given"]) {
        if (options[what] === false) this.#invalid(`options.${what}`, what, "true");
      }
    }
    if (network === "youtube" && Array.isArray(options.tags)) {
      // Commas between them count, and the quotation marks that YouTube puts around a tag with a space.
      const tags = options.tags.map(String);
      const used = tags.reduce((total, tag) => total + tag.length + (/\s/.test(tag) ? 2 : 0), tags.length - 1);
      if (used > 500) this.#tooMany("options.tags", "option_too_long", used, 500, "characters");
    }
    if (network === "facebook" && options.text_format_preset_id) {
      if ((text ?? "").length > 130) conflict("text_format_preset_id", "more than 130 characters");
      if (media?.length) conflict("text_format_preset_id", "media");
    }
  }

  #invalid(path: string, what: string, must: string, description = ""): void {
    this.#add(path, "option_invalid", { what, must, description: description || `Make it ${must}.` });
  }

  /** The card's link, given as a field or as an option. */
  #link(): void {
    const { link: field, options, media } = this.#post;
    const link = field ?? options?.link;
    if (typeof link !== "string") return;
    const path = field ? "link" : "options.link";
    if (!this.#rules.options.some(({ name }) => name === "link")) {
      if (field) this.#unsupported(path, "link_not_supported", "link");
      return;
    }
    if (field && !formats.uri.test(link)) this.#invalid(path, "link", "uri");
    if (media?.length) this.#add(path, "option_conflict", { what: "link", other: "media" });
  }
}

/** What an option must be, when a value is not that; null when it is. */
function optionFault(descriptor: OptionDescriptor, value: unknown): string | null {
  switch (descriptor.type) {
    case "boolean":
      return typeof value === "boolean" ? null : "true | false";
    case "enum":
      return typeof value === "string" && descriptor.values.includes(value) ? null : descriptor.values.join(" | ");
    case "integer": {
      const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = descriptor;
      return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max
        ? null
        : `a whole number ${min}–${max}`;
    }
    case "string": {
      const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern = "", format } = descriptor;
      if (typeof value !== "string") return "a text";
      const length = codePoints(value);
      if (length > maxLength || length < minLength) return `${minLength}–${maxLength} characters`;
      const form = format ? formats[format] : new RegExp(pattern, "u");
      return form.test(value) ? null : (format ?? pattern);
    }
    case "string_list": {
      const {
        minItems = 0,
        maxItems = Number.POSITIVE_INFINITY,
        itemMaxLength = Number.POSITIVE_INFINITY,
        itemPattern = "",
      } = descriptor;
      if (!Array.isArray(value) || !value.every(item => typeof item === "string")) return "a list of texts";
      if (value.length > maxItems || value.length < minItems) return `${minItems}–${maxItems} entries`;
      const form = new RegExp(itemPattern, "u");
      const fine = value.every(item => item !== "" && codePoints(item) <= itemMaxLength && form.test(item));
      return fine ? null : `entries of 1–${itemMaxLength} characters ${itemPattern}`;
    }
  }
}

/** Enough to catch a mistake in writing; whether an address is there is not known here. */
const formats = { uri: /^https?:\/\/[^\s/?#]\S*$/i, email: /^[^\s@]+@[^\s@]+$/ } as const;

function codePoints(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** Whether a value is over a maximum that all sources agree to refuse. */
function exceeds(value: number, max: Limit): boolean {
  return value > (typeof max === "number" ? max : max.claimed);
}

/** For each measure: the issue it raises, its name, and how it is shown: divided by a number, with a unit. */
const measures = {
  Bytes: ["media_too_large", "size", MB, " MB"],
  Width: ["media_dimensions", "width", 1, " px"],
  Height: ["media_dimensions", "height", 1, " px"],
  Pixels: ["media_dimensions", "area", 1, " px"],
  Ratio: ["media_ratio", "width to height", 1, ""],
  DurationMs: ["media_duration", "duration", second, " s"],
} as const satisfies Record<Measure, readonly [IssueCode, string, number, string]>;

function measuresOf({ bytes, width, height, durationMs }: MediaInput): Record<Measure, number | null | undefined> {
  const both = width && height;
  return {
    Bytes: bytes,
    Width: width,
    Height: height,
    Pixels: both && width * height,
    Ratio: both && width / height,
    DurationMs: durationMs,
  };
}

function showMeasure(measure: Measure, amount: number): string {
  const [, , divisor, unit] = measures[measure];
  return `${Math.round((amount / divisor) * 100) / 100}${unit}`;
}
