/** `@placard/networks`: the rules and options of each social network as dated data; text counting, thread splitting, validation. */
export { type CallToAction, type ComposeInput, composeText } from "./compose.ts";
export { countByRule, countText, type TextCount, textRule } from "./count.ts";
export {
  type Entity,
  findCashtags,
  findHashtags,
  findLinks,
  findMentions,
  type Hashtag,
  type Link,
  type Mention,
} from "./entities.ts";
export { type IssueCode, type IssueParams, issueTexts } from "./issues.ts";
export { networks, type RuleChanges, withRules } from "./networks.ts";
export {
  type AltTextRule,
  type Capabilities,
  type ContentRules,
  type ContentType,
  type Limit,
  type MediaKind,
  type MediaKindRule,
  maxParts,
  type NetworkName,
  type NetworkRules,
  networkNames,
  type OptionDescriptor,
  type TextRule,
  type TextUnit,
  type TitleRule,
} from "./rules.ts";
export { type SplitOptions, type SplitProblem, splitThread, type ThreadPart, type ThreadSplit } from "./split.ts";
export {
  type Issue,
  type MediaInput,
  mediaKindOf,
  type PostInput,
  resolveContentType,
  type ThreadItemInput,
  validatePost,
} from "./validate.ts";
