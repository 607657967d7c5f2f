import type { OrganizationCtx } from "../../ctx.ts";
import { type MemberRecord, type UserRecord, userKey } from "./records.ts";

/** Owners read for one notice. */
const MOST = 10;

/** Whom to write to about an organization's matters: its owners, the first ten. */
export async function organizationOwners(
  ctx: OrganizationCtx,
): Promise<readonly { readonly id: string; readonly email: string }[]> {
  const members = await ctx.organizationStore.query<MemberRecord>({ pk: "members", limit: 100 });
  const owners = members.items.filter(({ data }) => data.role === "owner").slice(0, MOST);
  const users = await ctx.systemStore.batchGet(owners.map(({ data }) => userKey(data.user_id)));
  return users.flatMap(item => {
    const user = item?.data as UserRecord | undefined;
    return user?.status === "active" ? [{ id: user.id, email: user.email }] : [];
  });
}
