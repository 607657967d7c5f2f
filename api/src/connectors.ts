import { blueskyConnector, type Connector, sandboxConnector } from "@placard/connectors";
import type { Config } from "./config.ts";

/** The connectors of the networks this installation can publish to. */
export function connectorsFor(config: Config): ReadonlyMap<string, Connector> {
  const connectors = new Map<string, Connector>();
  if (config.sandbox.url !== null) connectors.set("sandbox", sandboxConnector({ baseUrl: config.sandbox.url }));
  connectors.set(
    "bluesky",
    blueskyConnector({
      publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
      defaultServer: config.bluesky.server,
      plcDirectoryUrl: config.bluesky.plcUrl,
      allowHttp: config.allowLoopback,
    }),
  );
  return connectors;
}
