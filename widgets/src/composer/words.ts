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
  const { key, values } = problemText(error);
  return host.t(key, values);
}
