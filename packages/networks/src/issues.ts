/** What puts the particulars into a text: `{used}`, `{limit}`, … */
export type IssueParams = Readonly<Record<string, string | number>>;

type Texts = readonly [message: string, fix: string];

const tooMany: Texts = ["{used} of {limit} {what}, as {network} counts.", "Remove {over}."];
const unsupported: Texts = ["{network} takes no {what} here.", "Leave it out."];
const unsupportedKind: Texts = [unsupported[0], "Possible: {instead}."];
const outside: Texts = ["The {what} is {value}; {network} takes {bound} {claimed}.", "Bring it to {bound} {limit}."];

/** The English texts of every issue, by its code: what is wrong, and what to do. */
export const issueTexts = {
  text_required: ["The text is missing.", "Write one."],
  text_too_long: tooMany,
  text_malformed: ["Character {at} is broken.", "Write it again."],
  text_forbidden_character: ["{network} refuses {what}.", "Leave it out."],
  text_not_shown: ["{network} shows no text with a {type}.", "Put it into the picture."],
  title_required: ["{network} needs a title.", "Write one."],
  title_too_long: tooMany,
  title_not_shown: ["{network} shows no title with a {type}.", "Put it into the text."],
  content_type_not_supported: unsupportedKind,
  media_required: ["A {type} on {network} needs media.", "Add: {what}."],
  media_too_few: ["{used} media; a {type} on {network} needs {limit}.", "Add more."],
  media_too_many: outside,
  media_mixed: ["{network} does not mix {what} in one post.", "Keep one kind."],
  media_kind_not_supported: unsupportedKind,
  media_format_not_supported: unsupportedKind,
  media_too_large: outside,
  media_dimensions: outside,
  media_ratio: outside,
  media_duration: outside,
  limit_disputed: ["The {what} is {value}; sources say {limit} and {claimed}.", "Bring it to {bound} {limit}."],
  alt_text_missing: ["There is no alt text.", "Describe it for those who cannot see it."],
  alt_text_too_long: tooMany,
  alt_text_not_shown: ["{network} takes no alt text for a {what}.", "Describe it in the text."],
  thread_not_supported: unsupported,
  too_many_parts: tooMany,
  first_comment_not_supported: unsupported,
  first_comment_too_long: tooMany,
  too_many_hashtags: tooMany,
  too_many_mentions: tooMany,
  too_many_links: tooMany,
  too_many_cashtags: tooMany,
  option_unknown: ["{network} has no option {what}.", unsupportedKind[1]],
  option_required: ["{network} needs {what}.", "{description}"],
  option_invalid: ["{what} must be: {must}.", "{description}"],
  option_not_applicable: ["{what} is not for a {type}.", "It is for: {instead}."],
  branded_content_private: ["Branded content cannot be private.", "Let more people watch."],
  consent_required: ["TikTok forbids publishing without {what}.", "Ask the author."],
  tags_too_long: tooMany,
  background_not_applicable: ["A coloured background takes 130 characters and no media.", "Leave it out."],
  link_not_supported: unsupported,
  link_invalid: ["This is no web address.", "Begin with https://."],
  link_with_media: ["{network} shows a link card or media, not both.", "Remove one."],
} as const satisfies Record<string, Texts>;

export type IssueCode = keyof typeof issueTexts;
