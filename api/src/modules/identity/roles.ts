import { ALL_SCOPES, type Scope } from "../../http/scopes.ts";
import { Refusal } from "../../problems.ts";
import type { Role } from "./records.ts";

/** What a member may do with their own access token. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, ReadonlySet<Scope>>> = { owner: new Set(ALL_SCOPES) };

/** Nobody hands out more than they hold. @throws {Refusal} `missing_scope` */
export function refuseBeyond(held: ReadonlySet<string>, wanted: readonly string[], what: string): void {
  const missing = wanted.filter(scope => !held.has(scope));
  if (missing.length > 0)
    throw new Refusal("missing_scope", `Your credential cannot ${what} with scopes it lacks itself: ${missing.join(", ")}.`, {
      extra: { missing_scopes: missing },
    });
}
