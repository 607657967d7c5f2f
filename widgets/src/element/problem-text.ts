import { isPlacardError, TokenError } from "../session/session.ts";

/** What to say of an error, as a key of the copy with its values; and whether trying again can help. */
export interface ProblemText {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
  /** For the support of whoever runs the page. */
  readonly reference: string | null;
  readonly retry: boolean;
}

/** Says what went wrong in words of the person's, whatever was thrown. */
export function problemText(error: unknown): ProblemText {
  if (error instanceof TokenError) return { key: "error.token", reference: null, retry: true };
  if (!isPlacardError(error)) return plain("error.unknown", { message: error instanceof Error ? error.message : String(error) });
  const { status, code, problem, headers, requestId: reference } = error;
  if (code === "timed_out") return { key: "error.timeout", reference, retry: true };
  if (status === null) return { key: navigator.onLine ? "error.connection" : "error.offline", reference, retry: true };
  if (status === 401) return { key: "error.token", reference, retry: true };
  if (status === 403) return { key: "error.permission", reference, retry: false };
  if (status === 404) return { key: "error.notFound", reference, retry: false };
  if (status === 412) return { key: "error.stale", reference, retry: false };
  if (status === 429) {
    const count = Math.max(1, Number(headers?.get("Retry-After")) || 1);
    return { key: "error.busy", values: { count }, reference, retry: true };
  }
  // An answer that is none of the API's: a proxy's page, or half of one.
  if (status >= 500 || problem === null) return { key: "error.server", reference, retry: true };
  // The API's own words say what is wrong with the input and how to mend it.
  const detail = problem.errors?.map(({ message, fix }) => `${message} ${fix}`).join(" ") ?? problem.detail;
  return { ...plain("error.unknown", { message: detail }), reference };
}

const plain = (key: string, values: Readonly<Record<string, string>>): ProblemText => ({
  key,
  values,
  reference: null,
  retry: false,
});
