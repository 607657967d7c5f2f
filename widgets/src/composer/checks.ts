import {
  countByRule,
  countText,
  type Issue,
  type NetworkName,
  networks,
  resolveContentType,
  splitThread,
  type TextCount,
  textRule,
  validatePost,
} from "@placard/networks";
import { type Draft, versionOf } from "./draft.ts";

/** What a network says of a draft. */
export interface NetworkCheck {
  readonly network: NetworkName;
  readonly label: string;
  /** The length of the post itself, then of each item of its thread, as the network counts. */
  readonly counts: readonly TextCount[];
  readonly firstComment: TextCount | null;
  readonly issues: readonly Issue[];
}

/** Whether this is one of the networks whose facts are known here. */
export const isNetwork = (name: string): name is NetworkName => Object.hasOwn(networks, name);

/** What each network of a draft says of it, by its own rules. */
export function checkDraft(draft: Draft, wanted: readonly string[]): NetworkCheck[] {
  return wanted.filter(isNetwork).map(network => {
    const rules = networks[network];
    const { text, thread, firstComment, options } = versionOf(draft, network);
    const written = thread.filter(item => item.trim() !== "");
    const post = {
      network,
      text,
      thread: written.map(item => ({ text: item })),
      firstComment: firstComment.trim() === "" ? null : firstComment,
      title: draft.title.trim() === "" ? null : draft.title,
      options,
    };
    const rule = textRule(rules, resolveContentType(post));
    const count = (part: string): TextCount => (rule === null ? countText(network, part) : countByRule(network, part, rule));
    return {
      network,
      label: rules.label,
      counts: [text, ...thread].map(count),
      firstComment: rules.firstComment === null ? null : countByRule(network, firstComment, rules.firstComment),
      issues: validatePost(post),
    };
  });
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
