import { findHashtags } from "./entities.ts";
import type { NetworkName } from "./rules.ts";

/** What a reader is asked to do: words, and where they lead. */
export interface CallToAction {
  readonly text: string;
  readonly url?: string | null | undefined;
}

export interface ComposeInput {
  readonly text: string;
  readonly callToAction?: CallToAction | null | undefined;
  /** Without `#`. */
  readonly hashtags?: readonly string[] | undefined;
}

/**
 * The text a network is sent: the author's, then the call to action, then the hashtags, a paragraph each. A hashtag that stands in the text already, in
 * whatever case, is not said twice. This is what counts against the network's limit.
 */
export function composeText({ text, callToAction: action, hashtags = [] }: ComposeInput, network?: NetworkName): string {
  const said = findHashtags(text, network).map(({ tag }) => tag.toLowerCase());
  const tags = hashtags.filter(tag => !said.includes(tag.toLowerCase())).map(tag => `#${tag}`);
  return [text, [action?.text, action?.url].join(" ").trim(), tags.join(" ")].filter(Boolean).join("\n\n");
}
