import { type BlueskyClient, blueskyClientKey } from "@placard/connectors";
import type { Secrets } from "./secrets.ts";

/** Who this installation is to Bluesky's servers. Its key is derived, so every process has the same and none stores it. */
export function blueskyClient(publicUrl: string, secrets: Secrets): BlueskyClient {
  return { publicUrl, key: blueskyClientKey(secrets.derive("bluesky client key", 48)) };
}
