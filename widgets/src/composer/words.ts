import type { components } from "@placard/sdk/core";
import { problemText } from "../element/problem-text.ts";
import { isPlacardError } from "../session/session.ts";
import type { Host } from "./host.ts";

/** What went wrong, where there is room for a line: the API's own words of an input that it refused, else ours. */
export function wordsOf(host: Host, error: unknown): string {
  if (isPlacardError(error) && error.problem && error.status !== null && error.status < 500) {
    const { status, problem } = error;
    if ([400, 409, 413, 415, 422].includes(status))
      return problem.errors?.map(({ message, fix }) => `${message} ${fix}`).join(" ") ?? problem.detail;
  }
  if (isPlacardError(error) && (error.code === "own_submission" || error.code === "not_author"))
    return host.t(`composer.${error.code}`);
  const { key, values } = problemText(error);
  return host.t(key, values);
}

type Author = components["schemas"]["PostAuthor"];

/** Whether it is the person of this session. */
export const isMe = ({ session }: Host, { kind, id }: Author): boolean =>
  kind === "end_user" && id === session.current?.end_user.external_id;

/** An author by the name that the person knows. */
export const authorName = (host: Host, author: Author): string =>
  isMe(host, author) ? host.t("composer.author.me") : (author.name ?? host.t(`composer.author.${author.kind}`));
