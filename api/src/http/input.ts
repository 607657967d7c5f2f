import type { z } from "@hono/zod-openapi";
import type { Fault } from "../problems.ts";

type Issue = z.core.$ZodIssue;

/**
 * The faults zod found, each with a stable code and a way to mend it. `prefix` says where the input came from: empty for the body,
 * `query.`, `path.` or `header.` for the rest.
 */
export function faultsOf(error: z.core.$ZodError, prefix: "" | "query." | "path." | "header."): Fault[] {
  return error.issues.flatMap(issue => faults(issue, prefix));
}

function faults(issue: Issue, prefix: string): Fault[] {
  const path = prefix + issue.path.map(String).join(".");
  const shown = path === "" ? "body" : path.endsWith(".") ? path.slice(0, -1) : path;
  const one = (code: string, message: string, fix: string): Fault[] => [{ path: shown, code, message, fix }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map(key => ({
        path: path === "" || path.endsWith(".") ? `${path}${key}` : `${path}.${key}`,
        code: "unknown_field",
        message: "There is no such field.",
        fix: "Remove it, or check its spelling.",
      }));
    case "invalid_type":
      return issue.input === undefined
        ? one("required", "It is missing.", `Give it: ${article(issue.expected)}.`)
        : one("wrong_type", `It must be ${article(issue.expected)}.`, `Send ${article(issue.expected)}.`);
    case "too_small":
      return issue.origin === "string" && Number(issue.minimum) === 1
        ? one("empty", "It must not be empty.", "Give a value, or leave the field out where it is optional.")
        : one(
            issue.origin === "string" || issue.origin === "array" ? "too_short" : "too_small",
            issue.message,
            `Use at least ${issue.minimum}${unit(issue.origin)}.`,
          );
    case "too_big":
      return one(
        issue.origin === "string" || issue.origin === "array" ? "too_long" : "too_big",
        issue.message,
        `Use at most ${issue.maximum}${unit(issue.origin)}.`,
      );
    case "invalid_format":
      return one(
        "wrong_format",
        issue.format === "regex" ? "It does not have the expected form." : `It is not a valid ${issue.format}.`,
        fixOf(issue.format),
      );
    case "invalid_value":
      return one("not_allowed", "It is none of the allowed values.", `Use one of: ${issue.values.map(String).join(", ")}.`);
    case "invalid_union": {
      // A union of plain variants: the variant that fails latest (deepest path) is the one that was meant.
      const branches = issue.errors.map(branch =>
        branch.flatMap(inner => faults({ ...inner, path: [...issue.path, ...inner.path] } as Issue, prefix)),
      );
      const meant = branches.filter(branch => branch.length > 0).sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
      return meant ?? one("not_allowed", "It fits none of the allowed forms.", "Compare it with the operation's schema.");
    }
    case "custom":
      return one(
        typeof issue.params?.code === "string" ? issue.params.code : "not_valid",
        issue.message,
        typeof issue.params?.fix === "string" ? issue.params.fix : "Correct it.",
      );
    default:
      return one("not_valid", issue.message, "Correct it.");
  }
}

const depth = (faults: readonly Fault[]): number => Math.max(...faults.map(fault => fault.path.split(".").length));
const unit = (origin: string): string => (origin === "string" ? " characters" : origin === "array" ? " items" : "");
const article = (type: string): string => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`);

function fixOf(format: string): string {
  switch (format) {
    case "datetime":
      return "Use RFC 3339 with an offset, for example 2026-11-21T09:00:00Z.";
    case "email":
      return "Use the form name@example.com.";
    case "url":
      return "Use an absolute URL, for example https://example.com/hook.";
    default:
      return "Compare it with the operation's schema.";
  }
}

/** More values than any operation takes, and deeper: a post with every override has some ten thousand, eight deep. */
export const JSON_VALUES = 50_000;
export const JSON_DEPTH = 64;
/** A text shorter than this cannot hold enough values to be worth counting. */
export const JSON_UNCHECKED = JSON_DEPTH;

/**
 * Whether a parsed JSON value has at most {@link JSON_VALUES} values, nested at most {@link JSON_DEPTH} deep. Ten megabytes can hold a million fields, and
 * judging each by a schema takes seconds; counting stops at the limit.
 */
export function isModest(value: unknown): boolean {
  let left = JSON_VALUES;
  const open: { readonly value: object; readonly depth: number }[] = [];
  const visit = (inner: unknown, depth: number): boolean => {
    left -= 1;
    if (typeof inner === "object" && inner !== null) open.push({ value: inner, depth });
    return left >= 0 && depth <= JSON_DEPTH;
  };
  if (!visit(value, 0)) return false;
  for (let next = open.pop(); next; next = open.pop()) {
    if (Array.isArray(next.value)) {
      for (const inner of next.value) if (!visit(inner, next.depth + 1)) return false;
    } else for (const name in next.value) if (!visit((next.value as Record<string, unknown>)[name], next.depth + 1)) return false;
  }
  return true;
}

/** Query parameters as an object: a name given several times becomes a list. */
export function queryObject(search: URLSearchParams): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of search) {
    const known = query[name];
    query[name] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value];
  }
  return query;
}
