import type { Service } from "../../ctx.ts";
import type { Module } from "../../module.ts";
import { remembered } from "./remembered.ts";
import { operations } from "./routes.ts";

export { createAuthenticator } from "./authenticate.ts";
export { type Limits, organizationLimits } from "./organizations.ts";
export { organizationOwners } from "./owners.ts";

/** Makes the next key that signs tokens; the one before is accepted for two hours more. */
export function rotateSigningKey(service: Service): Promise<void> {
  return remembered(service).signingKeys.rotate();
}

/** Who may do what. */
export const identity: Module = {
  tag: { name: "Identity", description: "Users and their tokens, the organization, API keys and embed sessions." },
  operations,
};
