import { blueskyConnector, type Connector, sandboxConnector } from "@placard/connectors";
import { blueskyClient } from "./bluesky-client.ts";
import type { Config } from "./config.ts";
import type { Secrets } from "./secrets.ts";

/** The connectors of the networks this installation can publish to. */
export function connectorsFor(config: Config, secrets: Secrets): ReadonlyMap<string, Connector> {
  const connectors = new Map<string, Connector>();
  if (config.sandbox.url !== null) connectors.set("sandbox", sandboxConnector({ baseUrl: config.sandbox.url }));
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
  connectors.set(
    "bluesky",
    blueskyConnector({
      ...blueskyClient(publicUrl, secrets),
      defaultServer: config.bluesky.server,
      plcDirectoryUrl: config.bluesky.plcUrl,
      allowHttp: config.allowLoopback,
    }),
  );
  return connectors;
}
