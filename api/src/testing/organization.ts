import { commit, type NewEvent } from "../change.ts";
import type { Mode } from "../ctx.ts";
import type { TestAnswer, TestApp } from "./app.ts";
import { testCtx } from "./service.ts";

/** What a test needs to act for an organization of its own. */
export interface TestOrganization {
  readonly organizationId: string;
  readonly userId: string;
  readonly email: string;
  /** The owner's access token. */
  readonly owner: string;
  readonly refreshToken: string;
  /** Secret keys with every scope. */
  readonly testKey: string;
  readonly liveKey: string;
}

export const TEST_PASSWORD = "lantern-orbit-velvet-thaw";
let made = 0;

/** Registers an owner with an organization of their own, and makes a key of each mode. */
export async function registerOrganization(t: TestApp): Promise<TestOrganization> {
  made += 1;
  const email = `owner-${made}@example.com`;
  const registered = await t.request("POST", "/v1/auth/register", {
    body: { email, password: TEST_PASSWORD, first_name: "Ada", last_name: "Lovelace", organization_name: `Organization ${made}` },
  });
  const { user, organization, access_token: owner, refresh_token: refreshToken } = ok(registered, 201).body;
  const [testKey, liveKey] = await Promise.all(
    ["test", "live"].map(async mode => {
      const answer = await t.request("POST", "/v1/api-keys", { token: owner, body: { name: `${mode} key`, mode } });
      return String(ok(answer, 201).body.secret);
    }),
  );
  return {
    organizationId: organization.id,
    userId: user.id,
    email,
    owner,
    refreshToken,
    testKey: testKey ?? "",
    liveKey: liveKey ?? "",
  };
}

/** A workspace of the key's mode; gives its id. */
export async function createWorkspaceFor(t: TestApp, key: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const answer = await t.request("POST", "/v1/workspaces", { token: key, body: { name: "Bakery Lange", ...more } });
  return ok(answer, 201).body.id;
}

/** An organization that has a workspace, in which things happen. */
export interface TestTenant extends TestOrganization {
  /** The secret key of the workspace's mode. */
  readonly key: string;
  readonly workspaceId: string;
  /** Commits events as a module would, in the workspace unless told. */
  tell(events: readonly NewEvent[], workspaceId?: string): Promise<void>;
}

/** Registers an organization and makes a workspace of that mode in it. */
export async function createTenant(t: TestApp, mode: Mode = "test"): Promise<TestTenant> {
  const organization = await registerOrganization(t);
  const key = mode === "live" ? organization.liveKey : organization.testKey;
  const workspaceId = await createWorkspaceFor(t, key);
  return {
    ...organization,
    key,
    workspaceId,
    async tell(events, inWorkspace = workspaceId) {
      await commit(testCtx(t.service, organization.organizationId, inWorkspace, mode), { writes: [], events });
    },
  };
}

/** The answer, where it has that status; else an error that shows it. */
export function ok(answer: TestAnswer, status = 200): TestAnswer {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}
