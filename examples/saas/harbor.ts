import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Placard } from "@placard/sdk";
import { createApp } from "./app.ts";
import { bundleAssets } from "./assets.ts";
import { seedDemo } from "./demo-posts.ts";
import { Memory } from "./memory.ts";
import { Notices } from "./notices.ts";
import { studios } from "./studios.ts";
import { receiveWebhooks, registerWebhook } from "./webhooks.ts";
import { openWorkspaces } from "./workspaces.ts";

const PORT = 4800;

export interface HarborOptions {
  readonly apiUrl: string;
  /** A secret key. It stays on this server. */
  readonly apiKey: string;
  /** Where it listens; 0 for anywhere. Null: where it did the last time, or 4800, or anywhere. */
  readonly port: number | null;
  /** Where it keeps its memory. */
  readonly folder: string;
}

export interface Harbor {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts Harbor: its workspaces, its webhook, the demo's posts, and its pages. */
export async function openHarbor({ apiUrl, apiKey, port, folder }: HarborOptions): Promise<Harbor> {
  const memory = new Memory(folder);
  const placard = new Placard({ apiKey, baseUrl: apiUrl });
  const [{ server, url }, workspaces, assets] = await Promise.all([
    listenSomewhere(port === null ? [memory.it.port ?? PORT, 0] : [port]),
    openWorkspaces(placard, studios),
    bundleAssets(),
  ]);
  memory.it.port = Number(new URL(url).port);
  memory.keep();

  const notices = new Notices(memory);
  const secret = await registerWebhook(placard, memory, `${url}/webhooks/placard`, [...workspaces.values()]);
  const studioOf = (workspaceId: string): string | null => [...workspaces].find(([, id]) => id === workspaceId)?.[0] ?? null;
  const receiver = receiveWebhooks({ secret, placard, notices, studioOf });
  const app = createApp({ url, apiOrigin: new URL(apiUrl).origin, placard, workspaces, memory, notices, receiver, assets });
  server.on("request", getRequestListener(app.fetch));

  const unseeded = studios.filter(({ id }) => !memory.it.seeded.includes(id));
  await Promise.all(unseeded.map(studio => seedDemo(placard, studio, workspaces.get(studio.id) ?? "")));
  memory.it.seeded.push(...unseeded.map(({ id }) => id));
  memory.keep();

  return {
    url,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections(); // browsers hold streams open
      }),
  };
}

/** Listens on the first of these ports that nobody has. */
async function listenSomewhere(ports: readonly number[]): Promise<{ server: Server; url: string }> {
  let taken: unknown;
  for (const port of ports) {
    const server = createServer();
    try {
      await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
      return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    } catch (error) {
      taken = error;
    }
  }
  throw new Error(`Harbor cannot listen on port ${ports[0]}: set HARBOR_PORT to another.`, { cause: taken });
}
