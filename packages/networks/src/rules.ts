/**
 * The shape of what is known about a network. All of it is plain data that survives JSON; lengths are in the unit that the rule names, sizes in bytes,
 * durations in milliseconds, ratios as width divided by height.
 */

/** Every network, in the order people expect to read them. `email` is a channel, `sandbox` is Placard's own simulated network. */
export const networkNames = [
  "x",
  "linkedin",
  "facebook",
  "instagram",
  "threads",
  "tiktok",
  "youtube",
  "bluesky",
  "mastodon",
  "email",
  "sandbox",
] as const;

export type NetworkName = (typeof networkNames)[number];

export type ContentType = "post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document";

export type MediaKind = "image" | "video" | "gif" | "document";

/**
 * A maximum or a minimum. Where sources disagree it is a pair: `sure` is what every source allows, `claimed` the most that any of them allows.
 * Beyond `sure` validation warns, beyond `claimed` it refuses. Settle it for an installation with `withRules`.
 */
export type Limit = number | { readonly sure: number; readonly claimed: number };

/**
 * How a text is measured.
 * - `weighted`: X's weights (twitter-text, configuration 3): NFC; 1 for Latin and its neighbours, 2 for the rest, 2 for a whole emoji.
 * - `graphemes`: what a reader sees as one character.
 * - `code_points`, `utf16`, `bytes` (UTF-8).
 * - `emoji_bytes`: code points, but an emoji counts its UTF-8 bytes (Threads).
 */
export type TextUnit = "weighted" | "graphemes" | "code_points" | "utf16" | "bytes" | "emoji_bytes";

export interface TextRule {
  readonly limit: number;
  readonly unit: TextUnit;
  /** A second limit, on UTF-8 bytes. */
  readonly byteLimit?: number;
  /** What any link counts as, however long it is. */
  readonly linkLength?: number;
  /** `@name@server` counts as `@name`. */
  readonly localMentions?: boolean;
  /** Characters that the network refuses. */
  readonly forbidden?: string;
}

export interface TitleRule extends TextRule {
  readonly required: boolean;
}

export interface AltTextRule extends TextRule {
  /** What it can describe. */
  readonly kinds: readonly MediaKind[];
}

/** What of a file is measured; `Ratio` is width divided by height, `Pixels` width times height. */
export type Measure = "Bytes" | "Width" | "Height" | "Pixels" | "Ratio" | "DurationMs";

export type MediaKindRule = {
  /** The most of this kind in one post. */
  readonly max: Limit;
  /** Accepted MIME types. */
  readonly types: readonly string[];
} & { readonly [Bound in `${"min" | "max"}${Measure}`]?: Limit };

export interface ContentRules {
  /** What a post of this type must have. Where nothing is named, text or media will do. */
  readonly requires: readonly ("text" | "media" | "title")[];
  /** Replaces the network's text rule; `null`: the network shows no text with it. */
  readonly text?: TextRule | null;
  /** Replaces the network's title rule. */
  readonly title?: TitleRule | null;
  readonly media: {
    readonly min: number;
    readonly max: Limit;
    /** Whether different kinds may stand together in one post. */
    readonly mixed: boolean;
    readonly kinds: { readonly [Kind in MediaKind]?: MediaKindRule };
  };
}

interface OptionBase {
  /** Its key in `options`. */
  readonly name: string;
  /** For a form, in English, sentence case. */
  readonly label: string;
  readonly description: string;
  /** Must be given (for the content types it applies to). */
  readonly required?: boolean;
  /** It applies to these content types only; absent: to all. */
  readonly forContentTypes?: readonly ContentType[];
}

/** One option of a network. `maxLength` and `minLength` are in code points, as in JSON Schema; `pattern` is an ECMAScript pattern with the `u` flag. */
export type OptionDescriptor =
  | (OptionBase & { readonly type: "enum"; readonly values: readonly string[]; readonly default?: string })
  | (OptionBase & { readonly type: "boolean"; readonly default?: boolean })
  | (OptionBase & {
      readonly type: "string";
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly pattern?: string;
      readonly format?: "uri" | "email";
      readonly default?: string;
    })
  | (OptionBase & { readonly type: "integer"; readonly min?: number; readonly max?: number; readonly default?: number })
  | (OptionBase & {
      readonly type: "string_list";
      readonly minItems?: number;
      readonly maxItems?: number;
      readonly itemMaxLength?: number;
      readonly itemPattern?: string;
    });

export interface Capabilities {
  /** A published post can be changed through the API. */
  readonly edit: boolean;
  readonly delete: boolean;
  readonly threads: boolean;
  readonly firstComment: boolean;
  /** What proves, after a lost answer, that a post is not there; `none`: nothing does, a person must look. */
  readonly absenceProof: "key" | "record_key" | "container" | "session" | "none";
}

export interface NetworkRules {
  readonly name: NetworkName;
  /** As the network writes itself. */
  readonly label: string;
  /** The day these facts were last read at their sources. */
  readonly asOf: string;
  /** The key into `@placard/networks/sources`. */
  readonly source: string;
  readonly text: TextRule;
  readonly title: TitleRule | null;
  readonly altText: AltTextRule | null;
  readonly firstComment: TextRule | null;
  /** The most of each in one text. */
  readonly counts: {
    readonly hashtags?: number;
    readonly mentions?: number;
    readonly links?: number;
    readonly cashtags?: number;
  };
  /** Posts per period through the API, counted by the network over a rolling window; `null`: not known or not counted in posts. */
  readonly posting: { readonly max: Limit; readonly periodMs: number } | null;
  readonly defaultContentType: ContentType;
  readonly contentTypes: { readonly [Type in ContentType]?: ContentRules };
  readonly capabilities: Capabilities;
  readonly options: readonly OptionDescriptor[];
  /** What differs from account to account (plan, instance, creator) and should be read from the account where it tells; a path covers all under it. */
  readonly perAccount: readonly string[];
}

/** A network's rules as they are written down: an option has no label or description where its name says enough. */
export type NetworkFacts = Omit<NetworkRules, "asOf" | "source" | "options"> & { readonly options: readonly OptionFacts[] };

type OptionFacts = OptionDescriptor extends infer Option
  ? Option extends OptionDescriptor
    ? Omit<Option, "label" | "description"> & { readonly label?: string; readonly description?: string }
    : never
  : never;

/** The most parts a target may have: the post, its thread and its first comment together. Placard's own bound. */
export const maxParts = 25;

export const kB = 1000;
export const MB = 1000 * kB;
export const GB = 1000 * MB;
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The day the facts of this release were collected. */
export const collected = "2026-08-31";
