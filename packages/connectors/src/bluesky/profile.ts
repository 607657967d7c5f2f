import { z } from "zod";
import type { Profile } from "../contract.ts";
import type { Xrpc } from "./xrpc.ts";

const recordSchema = z.object({
  value: z.object({
    displayName: z.string().optional(),
    avatar: z.object({ ref: z.object({ $link: z.string() }) }).optional(),
  }),
});

/** The address of a profile on the network's own site. By DID: a handle can change hands. */
export function profileUrl(did: string): string {
  return `https://bsky.app/profile/${did}`;
}

/**
 * The profile as its PDS has it (the AppView's `getProfile` would ask a server more). Name and picture are adornment: where they cannot be read
 * there are none.
 */
export async function profileOf(
  xrpc: Xrpc,
  server: string,
  who: { readonly did: string; readonly handle: string },
): Promise<Profile> {
  const query = { repo: who.did, collection: "app.bsky.actor.profile", rkey: "self" };
  const result = await xrpc({ method: "com.atproto.repo.getRecord", query });
  const record = result.kind === "ok" ? recordSchema.safeParse(result.value).data?.value : undefined;
  const avatar = record?.avatar?.ref.$link;
  return {
    externalId: who.did,
    kind: "person",
    handle: who.handle,
    displayName: record?.displayName?.trim() || who.handle,
    avatarUrl:
      avatar === undefined
        ? null
        : `${server}/xrpc/com.atproto.sync.getBlob?${new URLSearchParams({ did: who.did, cid: avatar })}`,
    url: profileUrl(who.did),
  };
}
