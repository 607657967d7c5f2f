import { composeText, type Issue, maxParts, networks, validatePost } from "@placard/networks";
import { type Fault, invalid } from "../../problems.ts";
import type { AccountRecord } from "../accounts/index.ts";
import { optionsSchema } from "../networks/index.ts";
import type { Content } from "../publishing/index.ts";
import { contentOf, type Origin, type Override, type PostContent } from "./records.ts";

/** The post as one account gets it: what the override for the account says, else that for its network, else the post itself. */
export function versionFor(post: PostContent, account: Pick<AccountRecord, "id" | "network">) {
  const ofNetwork = post.overrides.find(override => override.accountId === null && override.network === account.network);
  const ofAccount = post.overrides.find(override => override.accountId === account.id);
  const pick = <K extends "text" | "thread" | "firstComment" | "title" | "callToAction" | "hashtags">(
    name: K,
    usual: NonNullable<Override[K]> | PostContent[K],
  ) => {
    if (ofAccount?.[name] !== undefined) return ofAccount[name];
    return ofNetwork?.[name] !== undefined ? ofNetwork[name] : usual;
  };
  const said = {
    text: pick("text", post.text) ?? "",
    callToAction: pick("callToAction", post.callToAction) ?? null,
    hashtags: pick("hashtags", post.hashtags) ?? [],
  };
  return {
    text: composeText(said, account.network),
    thread: pick("thread", post.thread) ?? [],
    firstComment: pick("firstComment", post.firstComment) ?? null,
    title: pick("title", post.title) ?? null,
    options: { ...ofNetwork?.options, ...ofAccount?.options },
  };
}

/** What each account is to publish, part by part. */
export function contentsOf(post: PostContent, accounts: readonly AccountRecord[]): Content[] {
  return accounts.map(account => {
    const { text, thread, firstComment, title, options } = versionFor(post, account);
    const part = (kind: Content["parts"][number]["kind"], body: string) => ({
      kind,
      text: body,
      title: kind === "post" ? title : null,
      language: post.language,
      options,
    });
    return {
      accountId: account.id,
      network: account.network,
      parts: [
        part("post", text),
        ...thread.map(item => part("thread_item", item.text)),
        ...(firstComment === null ? [] : [part("first_comment", firstComment)]),
      ],
    };
  });
}

/** One thing a network would say of the post, with the account it is about. */
export interface PostIssue extends Issue {
  readonly accountId: string;
}

/** Every issue on every account at once, with the paths of the request's own fields. */
export function issuesOf(post: PostContent, accounts: readonly AccountRecord[]): PostIssue[] {
  return accounts.flatMap(account => {
    const version = versionFor(post, account);
    const at = post.overrides.findIndex(override => override.accountId === account.id);
    const of = post.overrides.findIndex(override => override.accountId === null && override.network === account.network);
    const issues = validatePost({
      network: account.network,
      text: version.text,
      media: [],
      thread: version.thread.map(item => ({ text: item.text, media: [] })),
      firstComment: version.firstComment,
      title: version.title,
      ...(post.contentType !== null && { contentType: post.contentType }),
      options: version.options,
    });
    return issues.map(issue => ({ ...issue, path: overriddenPath(issue.path, post.overrides, at, of), accountId: account.id }));
  });
}

/** An issue of a field that an override sets is an issue of the override. */
function overriddenPath(path: string, overrides: readonly Override[], ofAccount: number, ofNetwork: number): string {
  const field = path.split(".")[0] ?? "";
  const name = field === "first_comment" ? "firstComment" : field;
  for (const index of [ofAccount, ofNetwork]) {
    const override = overrides[index];
    if (override && name in override) return `overrides.${index}.${path}`;
  }
  return path;
}

/**
 * The most a post may say, in bytes of JSON; its origin and metadata, which events carry, count twice. Above the longest text of any network (email:
 * 100,000), and low enough that a post, and the two events of writing and scheduling it, fit into an item of the store (400 kB).
 */
const CONTENT_MOST = 180_000;
/** The most one account's parts may have with their options, which each part carries; a target and its event fit into an item. */
const PARTS_MOST = 250_000;
/** The most all accounts' parts may have: they are written in one transaction (4 MB) with the post, two versions of it, its events and the kept answer. */
const ALL_PARTS_MOST = 2_800_000;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const tooLarge = (path: string, bytes: number, most: number): Fault => ({
  path,
  code: "too_long",
  message: `It has ${bytes} bytes.`,
  fix: `Use at most ${most} bytes of text, options and metadata.`,
});

/** The contents, where they fit into the store. @throws {Refusal} `validation_failed` */
export function fitting(contents: readonly Content[]): readonly Content[] {
  const sizes = contents.map(bytesOf);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const faults = sizes.flatMap((size, index) => (size > PARTS_MOST ? [tooLarge(`account_ids.${index}`, size, PARTS_MOST)] : []));
  if (faults.length === 0 && all > ALL_PARTS_MOST) faults.push(tooLarge("account_ids", all, ALL_PARTS_MOST));
  if (faults.length > 0) throw invalid(faults);
  return contents;
}

/** What the request itself gets wrong, whatever a network would say: options that do not exist, overrides for nobody, too many parts. */
export function structureFaults(post: PostContent, origin: Origin): Fault[] {
  const faults: Fault[] = [];
  const bytes = bytesOf([contentOf(post), post.metadata, origin, origin]);
  if (bytes > CONTENT_MOST) faults.push(tooLarge("text", bytes, CONTENT_MOST));
  if (new Set(post.accountIds).size !== post.accountIds.length)
    faults.push({
      path: "account_ids",
      code: "duplicate",
      message: "An account stands in it twice.",
      fix: "Name each account once.",
    });
  const seen = new Set<string>();
  for (const [index, override] of post.overrides.entries()) {
    const whom = override.accountId ?? override.network ?? "";
    if (seen.has(whom))
      faults.push({
        path: `overrides.${index}`,
        code: "duplicate",
        message: `There are two overrides for ${whom}.`,
        fix: "Join them into one.",
      });
    seen.add(whom);
    if (override.accountId !== null && !post.accountIds.includes(override.accountId))
      faults.push({
        path: `overrides.${index}.account_id`,
        code: "not_allowed",
        message: "The post does not go to this account.",
        fix: "Add it to account_ids, or remove the override.",
      });
    if (override.network !== null && override.options) {
      const parsed = optionsSchema(override.network).safeParse(override.options);
      if (!parsed.success)
        for (const issue of parsed.error.issues) {
          const path = issue.code === "unrecognized_keys" ? issue.keys[0] : issue.path.join(".");
          faults.push({
            path: `overrides.${index}.options.${path}`,
            code: "not_valid",
            message: issue.message,
            fix: `See the options of ${networks[override.network].label} in networks.get.`,
          });
        }
    }
  }
  const parts = 1 + post.thread.length + (post.firstComment === null ? 0 : 1);
  if (parts > maxParts)
    faults.push({
      path: "thread",
      code: "too_long",
      message: `The post would have ${parts} parts.`,
      fix: `Use at most ${maxParts} with the post itself and its first comment.`,
    });
  return faults;
}
