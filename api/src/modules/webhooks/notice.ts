import { commit } from "../../change.ts";
import type { OrganizationCtx } from "../../ctx.ts";
import { organizationOwners } from "../identity/index.ts";
import { type DisabledReason, HOME, type NoticeRecord } from "./records.ts";

const BECAUSE: Readonly<Record<DisabledReason, string>> = {
  failing: "For five days no attempt to deliver an event to it succeeded.",
  gone: "It answered 410 Gone, which says that it wants no more events.",
  manual: "Somebody of your organization disabled it.",
};

/** Writes to the owners that an endpoint was disabled. A mail keeps its id, so one that is sent again after a crash arrives once. */
export async function sendNotice(ctx: OrganizationCtx, key: { readonly pk: string; readonly sk: string }): Promise<void> {
  const item = await ctx.organizationStore.get<NoticeRecord>(key.pk, key.sk);
  if (!item) return;
  const { endpoint_id, url, mode, reason, at } = item.data;
  for (const owner of await organizationOwners(ctx)) {
    await ctx.mail.send(`${endpoint_id}-${at}-${owner.id}`, {
      to: owner.email,
      subject: "A webhook endpoint was disabled",
      text: [
        `Your ${mode} webhook endpoint ${endpoint_id} (${url}) was disabled.`,
        BECAUSE[reason],
        "Events are not sent there any more. When it works again, enable it: PATCH /v1/webhook-endpoints/" +
          `${endpoint_id} with { "status": "enabled" }.`,
      ].join("\n\n"),
    });
  }
  await commit(ctx, { writes: [{ op: "delete", key, ...HOME }], events: [] });
}
