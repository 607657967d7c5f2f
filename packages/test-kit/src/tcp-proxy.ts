import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * What happens to one exchange: what a client sends until the server has answered.
 * - `latency`: the request reaches the server `ms` later.
 * - `reset_before`: the connection is reset once `bytes` of the request (0: none) have gone to the server.
 * - `reset_after`: the whole request reaches the server; the connection is reset once `bytes` of the answer (0: none) have come back.
 * - `truncate`: the whole request reaches the server; the client is given the first `bytes` of the answer, and the connection ends in good order.
 * - `black_hole`: the request is swallowed and the connection stays open.
 * - `lost_reply`: the whole request reaches the server; nothing of its answer comes back and the connection stays open.
 * - `answer`: the server hears nothing; the client is given `bytes` and the connection ends.
 */
export type Fault =
  | { readonly kind: "latency"; readonly ms: number }
  | { readonly kind: "reset_before"; readonly bytes: number }
  | { readonly kind: "reset_after"; readonly bytes: number }
  | { readonly kind: "truncate"; readonly bytes: number }
  | { readonly kind: "black_hole" }
  | { readonly kind: "lost_reply" }
  | { readonly kind: "answer"; readonly bytes: string };

export interface TcpProxy {
  readonly port: number;
  /** The next `times` exchanges, on whatever connection, meet this fault; faults queue up. */
  fail(fault: Fault, times?: number): void;
  /** Every exchange that has no fault of its own meets this one, or every n-th (`every`), until null is set. */
  failAlways(fault: Fault | null, every?: number): void;
  /** Forgets every fault that no exchange has met yet. */
  calm(): void;
  /** Faults set by {@link TcpProxy.fail} that no exchange has met yet. */
  pending(): number;
  /** Exchanges seen so far. */
  exchanges(): number;
  /** Refuses new connections and resets the open ones. */
  stopAccepting(): Promise<void>;
  accept(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Stands between a client and a server on 127.0.0.1 and does what networks do. It works on bytes, for protocols of question and answer:
 * an exchange begins with the client's first bytes after the server's last.
 */
export async function startTcpProxy(to: { readonly port: number }): Promise<TcpProxy> {
  const queue: Fault[] = [];
  const open = new Set<Socket>();
  let standing: { readonly fault: Fault; readonly every: number } | null = null;
  let exchanges = 0;
  let listening: Server | null = null;

  function carry(client: Socket): void {
    const server = connect({ host: "127.0.0.1", port: to.port });
    let fault: Fault | null = null;
    let asking = false;
    let sent = 0;
    let answered = 0;
    let lastSend: Promise<void> = Promise.resolve();
    const reset = () => {
      client.resetAndDestroy();
      server.destroy();
    };
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        open.delete(socket);
        // A lost reply loses the server's goodbye as well.
        if (socket === client || fault?.kind !== "lost_reply") other.destroy();
      });
    }

    client.on("data", chunk => {
      if (!asking) {
        asking = true;
        exchanges++;
        fault = queue.shift() ?? (standing !== null && exchanges % standing.every === 0 ? standing.fault : null);
        sent = 0;
        answered = 0;
      }
      switch (fault?.kind) {
        case "black_hole":
          return;
        case "answer":
          client.end(fault.bytes);
          server.destroy();
          return;
        case "reset_before": {
          const passing = chunk.subarray(0, Math.max(fault.bytes - sent, 0));
          sent += chunk.length;
          if (sent < fault.bytes || passing.length === 0) {
            if (passing.length > 0) server.write(passing);
            else reset();
            return;
          }
          server.write(passing, reset);
          return;
        }
        case "latency": {
          const { ms } = fault;
          // One after the other: a later chunk never overtakes an earlier one.
          lastSend = Promise.all([lastSend, new Promise<void>(resolve => setTimeout(resolve, ms))]).then(() => {
            if (!server.destroyed) server.write(chunk);
          });
          return;
        }
        default:
          server.write(chunk);
      }
    });
    server.on("data", chunk => {
      asking = false;
      if (fault?.kind === "lost_reply") return;
      if (fault?.kind === "truncate") {
        const passing = chunk.subarray(0, Math.max(fault.bytes - answered, 0));
        answered += chunk.length;
        if (answered < fault.bytes) {
          client.write(passing);
          return;
        }
        client.end(passing);
        server.destroy();
        return;
      }
      if (fault?.kind === "reset_after") {
        const passing = chunk.subarray(0, Math.max(fault.bytes - answered, 0));
        answered += chunk.length;
        if (passing.length === 0) reset();
        else if (answered >= fault.bytes) client.write(passing, reset);
        else client.write(passing);
        return;
      }
      client.write(chunk);
    });
  }

  async function listen(port: number): Promise<number> {
    const server = createServer(carry);
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    listening = server;
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("A TCP server has no port.");
    return address.port;
  }

  async function stopAccepting(): Promise<void> {
    const server = listening;
    listening = null;
    const closed = server === null ? undefined : new Promise<void>(resolve => server.close(() => resolve()));
    for (const socket of open) socket.resetAndDestroy();
    await closed;
  }

  const port = await listen(0);
  return {
    port,
    fail: (fault, times = 1) => void queue.push(...Array.from({ length: times }, () => fault)),
    failAlways: (fault, every = 1) => {
      standing = fault && { fault, every };
    },
    calm() {
      queue.length = 0;
      standing = null;
    },
    pending: () => queue.length,
    exchanges: () => exchanges,
    stopAccepting,
    async accept() {
      if (listening === null) await listen(port);
    },
    close: stopAccepting,
  };
}
