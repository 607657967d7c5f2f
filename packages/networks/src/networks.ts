import { bluesky } from "./networks/bluesky.ts";
import { email } from "./networks/email.ts";
import { facebook } from "./networks/facebook.ts";
import { instagram } from "./networks/instagram.ts";
import { linkedin } from "./networks/linkedin.ts";
import { mastodon } from "./networks/mastodon.ts";
import { sandbox } from "./networks/sandbox.ts";
import { threads } from "./networks/threads.ts";
import { tiktok } from "./networks/tiktok.ts";
import { x } from "./networks/x.ts";
import { youtube } from "./networks/youtube.ts";
import { collected, type NetworkFacts, type NetworkName, type NetworkRules } from "./rules.ts";

/** Everything known about each network. */
export const networks = Object.fromEntries(
  [x, linkedin, facebook, instagram, threads, tiktok, youtube, bluesky, mastodon, email, sandbox].map(facts => [
    facts.name,
    complete(facts),
  ]),
) as Readonly<Record<NetworkName, NetworkRules>>;

/** Dates the facts, and labels the options that have no label of their own: `reply_settings` reads "Reply settings". */
function complete(facts: NetworkFacts): NetworkRules {
  const options = facts.options.map(option => {
    const { name, label = name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " "), description = `${label}.` } = option;
    return { ...option, label, description };
  });
  return { ...facts, asOf: collected, source: facts.name, options };
}

/** Changes to rules: objects are merged, everything else (arrays and `Limit` pairs too) is replaced. */
export type RuleChanges<T> = T extends readonly unknown[] | { readonly sure: number }
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: RuleChanges<T[Key]> }
    : T;

/**
 * A network's rules with some of them changed: a disputed limit settled, an account's own plan or instance.
 * `withRules("x", { text: { limit: 25_000 } })` is X Premium. Builds on `rules` where given, else on the network's own; changes neither.
 */
export function withRules(
  network: NetworkName,
  changes: RuleChanges<NetworkRules>,
  rules: NetworkRules = networks[network],
): NetworkRules {
  return merge(rules, changes) as NetworkRules;
}

function merge(base: unknown, changes: unknown): unknown {
  if (!isRecord(base) || !isRecord(changes)) return changes;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    if (value !== undefined) merged[key] = merge(base[key], value);
  }
  return merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
