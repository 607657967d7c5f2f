/** What puts the particulars into a text: `{used}`, `{limit}`, … `{network}` and `{type}` (of content) are always there. */
export type IssueParams = Readonly<Record<string, string | number>>;

type Texts = readonly [message: string, fix: string];

const missing: Texts = ["The {what} is missing.", "Write one."];
const tooMany: Texts = ["{used} of {limit} {what}, as {network} counts.", "Remove {over}."];
const notShown: Texts = ["{network} shows no {what} with a {type}.", "Leave it out."];
const notSupported: Texts = ["{network} takes no {what} here.", "Leave it out."];
const otherSupported: Texts = [notSupported[0], "Possible: {instead}."];
const outside: Texts = ["The {what} is {value}; {network} takes {bound} {claimed}.", "Bring it to {bound} {limit}."];

/** The English texts of every issue, by its code: what is wrong, and what to do. */
export const issueTexts = {
  text_required: missing,
  text_too_long: tooMany,
  text_malformed: ["Character {at} is broken.", "Write it again."],
  text_forbidden_character: ["{network} refuses {what}.", "Leave it out."],
  text_not_shown: notShown,
  title_required: missing,
  title_too_long: tooMany,
  title_not_shown: notShown,
  content_type_not_supported: otherSupported,
  media_required: ["A {type} on {network} needs media.", "Add: {instead}."],
  media_too_few: outside,
  media_too_many: outside,
  media_mixed: ["{network} does not mix {what} in one post.", "Keep one kind."],
  media_kind_not_supported: otherSupported,
  media_format_not_supported: otherSupported,
  media_too_large: outside,
  media_dimensions: outside,
  media_ratio: outside,
  media_duration: outside,
  /** Some source allows it, some does not: only ever a warning. */
  limit_disputed: ["The {what} is {value}; sources say {limit} and {claimed}.", outside[1]],
  alt_text_missing: ["There is no alt text.", "Describe it for those who cannot see it."],
  alt_text_too_long: tooMany,
  alt_text_not_shown: notShown,
  thread_not_supported: notSupported,
  too_many_parts: tooMany,

  first_comment_not_supported: notSupported,

  too_many_hashtags: tooMany,
  too_many_mentions: tooMany,
  too_many_links: tooMany,
  too_many_cashtags: tooMany,
  link_not_supported: notSupported,
  option_unknown: otherSupported,
  option_not_applicable: otherSupported,
  option_required: ["{network} needs {what}.", "{description}"],
  option_invalid: ["{what} must be: {must}.", "{description}"],
  option_too_long: tooMany,
  /** Two things that exclude each other. */
  option_conflict: ["{what} does not go with {other}.", "Keep one of them."],
} as const satisfies Record<string, Texts>;

export type IssueCode = keyof typeof issueTexts;
