import { commit, type NewEvent } from "../change.ts";
import type { Mode } from "../ctx.ts";
import type { TestApp } from "./app.ts";
import { testCtx } from "./service.ts";

/** An organization with a key and a workspace, made through the API. */
export interface TestTenant {
  readonly organizationId: string;
  readonly email: string;
  /** The owner's access token. */
  readonly userToken: string;
  /** A secret key. */
  readonly key: string;
  readonly workspaceId: string;
  /** Another workspace of the key's mode. */
  anotherWorkspace(): Promise<string>;
  /** Commits events as a module would, in the workspace unless told. */
  tell(events: readonly NewEvent[], workspaceId?: string): Promise<void>;
}

let made = 0;

export async function createTenant(app: TestApp, mode: Mode = "test"): Promise<TestTenant> {
  const email = `owner${++made}@example.com`;
  const answered = async (method: string, path: string, token: string | undefined, body: unknown) => {
    const answer = await app.request(method, path, { ...(token !== undefined && { token }), body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const registered = await answered("POST", "/v1/auth/register", undefined, {
    email,
    password: "lantern-orbit-velvet-thaw",
    first_name: "Ada",
    last_name: "Lovelace",
    organization_name: `Organization ${made}`,
  });
  const userToken: string = registered.access_token;
  const key: string = (await answered("POST", "/v1/api-keys", userToken, { name: "tests", mode })).secret;
  const organizationId: string = registered.organization.id;
  const anotherWorkspace = async (): Promise<string> => (await answered("POST", "/v1/workspaces", key, { name: "W" })).id;
  const workspaceId = await anotherWorkspace();
  return {
    organizationId,
    email,
    userToken,
    key,
    workspaceId,
    anotherWorkspace,
    async tell(events, inWorkspace = workspaceId) {
      await commit(testCtx(app.service, organizationId, inWorkspace, mode), { writes: [], events });
    },
  };
}
