import { z } from "zod";

/** What the environment may say. Every setting has the prefix `PLACARD_`; an unknown one stops the start, for it is most likely misspelt. */
const flag = z.enum(["true", "false", "1", "0"]).transform(text => text === "true" || text === "1");
const number = (least: number, most: number) =>
  z
    .string()
    .regex(/^[0-9]+$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(least).max(most));

const Environment = z.strictObject({
  PORT: number(0, 65_535).optional().describe("Where the API listens; 0 for a free port. Default 4700."),
  HOST: z.string().optional().describe("The address it listens on. Default 127.0.0.1."),
  DATA_DIR: z.string().min(1).optional().describe("The folder of the embedded drivers. Default .placard."),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("The URL by which browsers and networks reach the API."),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).optional(),
  STORE: z.enum(["sqlite", "dynamodb"]).optional(),
  DYNAMODB_TABLE: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{3,255}$/)
    .optional(),
  DYNAMODB_ENDPOINT: z.url().optional().describe("Of DynamoDB Local; leave it out for AWS."),
  AWS_REGION: z.string().optional(),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe("Hints through Redis; in memory without."),
  MASTER_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, "must be 32 bytes in base64")
    .optional()
    .describe("Needed with DynamoDB."),
  SANDBOX_URL: z.url().optional().describe("Of a sandbox network that runs apart."),
  SANDBOX_ADMIN_TOKEN: z.string().min(16).optional(),
  SANDBOX_PORT: number(0, 65_535).optional(),
  BLUESKY_SERVER: z.url().optional().describe("The PDS used where a connect names none. Default https://bsky.social."),
  BLUESKY_PLC_URL: z.url().optional(),
  ALLOW_LOOPBACK: flag
    .optional()
    .describe("Lets test-mode webhooks and networks be on this machine, over http. `placard dev` only."),
  DRAIN_S: number(0, 300)
    .optional()
    .describe("For how long a stop answers on after readiness is gone, so that balancers turn away first. Default 0."),
  METRICS_TOKEN: z.string().min(16).optional(),
  OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Base address of an OpenTelemetry collector, OTLP over HTTP. Nothing is sent without."),
  TRACE_SHARE: z
    .string()
    .regex(/^(0|1|0?\.[0-9]+|1\.0+)$/, "must be a number from 0 to 1")
    .transform(Number)
    .optional()
    .describe("Share of the traces that begin here that is sent. Default 0.1."),
  TRUST_PROXY: flag.optional().describe("Takes callers' addresses from X-Forwarded-For."),
  RATE_PER_ADDRESS: number(1, 1_000_000_000).optional().describe("Requests an hour. Default 5,000."),
  RATE_PER_USER: number(1, 1_000_000_000).optional().describe("Requests an hour. Default 1,000."),
  RATE_PER_KEY: number(1, 1_000_000_000).optional().describe("Requests an hour; without, the plan says it."),
  RATE_BURST: number(1, 1_000_000_000).optional().describe("Requests a minute of any caller. Default 2,000."),
});

/** Names of all settings, as the environment has them. */
export const SETTINGS: readonly string[] = Object.keys(Environment.shape).map(name => `PLACARD_${name}`);

/** Where the table lies. `endpoint` null means AWS's own. */
export interface DynamoDbConfig {
  readonly driver: "dynamodb";
  readonly table: string;
  readonly endpoint: string | null;
  readonly region: string;
}

export interface Config {
  readonly command: "dev" | "serve" | "worker" | "migrate" | "maintain";
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Without a slash at the end; null until the port is known, then `http://host:port`. */
  readonly publicUrl: string | null;
  readonly logLevel: string;
  readonly store: { readonly driver: "sqlite" } | DynamoDbConfig;
  readonly redisUrl: string | null;
  readonly masterKey: string | null;
  readonly sandbox: { readonly url: string | null; readonly adminToken: string | null; readonly port: number };
  readonly bluesky: { readonly server: string; readonly plcUrl: string };
  /** Test-mode endpoints and networks on this machine, over http. */
  readonly allowLoopback: boolean;
  /** Seconds between the end of readiness and the rest of a stop. */
  readonly drainS: number;
  readonly metricsToken: string | null;
  /** Where traces and figures are sent, without a slash at the end, and which share of the traces; null where nothing is sent. */
  readonly otlp: { readonly endpoint: string; readonly share: number } | null;
  readonly trustProxy: boolean;
  /** Requests an hour, and `burst` a minute. `perKey` null: the plan says it. */
  readonly rates: {
    readonly perAddress: number;
    readonly perUser: number;
    readonly perKey: number | null;
    readonly burst: number;
  };
}

/** A setting that keeps the service from starting. `message` names every one. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * The environment as typed configuration.
 * @throws {ConfigError} naming every unknown, malformed or unsafe setting.
 */
export function readConfig(command: Config["command"], environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith("PLACARD_") && !name.startsWith("PLACARD_TEST_") && value !== undefined && value !== ""
        ? [[name.slice(8), value]]
        : [],
    ),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(issue =>
      issue.code === "unrecognized_keys"
        ? `${issue.keys.map(key => `PLACARD_${key}`).join(", ")}: there is no such setting`
        : `PLACARD_${issue.path.join(".")}: ${issue.message}`,
    );
    throw new ConfigError(`The configuration is not usable:\n${faults.map(fault => `  ${fault}`).join("\n")}`);
  }
  const env = parsed.data;
  const driver = env.STORE ?? (env.DYNAMODB_TABLE === undefined ? "sqlite" : "dynamodb");
  const faults: string[] = [];
  if (command === "serve" || command === "worker") {
    if (driver === "sqlite")
      faults.push(
        `placard ${command} shares its store with other processes and needs DynamoDB: set PLACARD_DYNAMODB_TABLE, or use placard dev`,
      );
    if (env.REDIS_URL === undefined)
      faults.push(`placard ${command} needs Redis to wake other processes: set PLACARD_REDIS_URL, or use placard dev`);
    if (env.PUBLIC_URL === undefined)
      faults.push(
        `placard ${command} is one of several processes that answer as one, and tokens and networks know them by one URL: set PLACARD_PUBLIC_URL, the same for all`,
      );
    if (env.ALLOW_LOOPBACK && env.DYNAMODB_ENDPOINT === undefined)
      faults.push("PLACARD_ALLOW_LOOPBACK is for development: with AWS it would open the host's own network to strangers");
  }
  if (driver === "dynamodb") {
    if (env.DYNAMODB_TABLE === undefined) faults.push("PLACARD_DYNAMODB_TABLE: name the table");
    if (env.MASTER_KEY === undefined && command !== "migrate")
      faults.push("PLACARD_MASTER_KEY: with DynamoDB the master key must come from configuration (32 bytes in base64)");
  }
  if (faults.length > 0)
    throw new ConfigError(`The configuration is not usable:\n${faults.map(fault => `  ${fault}`).join("\n")}`);
  return {
    command,
    port: env.PORT ?? 4700,
    host: env.HOST ?? "127.0.0.1",
    dataDir: env.DATA_DIR ?? ".placard",
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    logLevel: env.LOG_LEVEL ?? (command === "dev" ? "warn" : "info"),
    store:
      driver === "sqlite"
        ? { driver }
        : {
            driver,
            table: env.DYNAMODB_TABLE ?? "",
            endpoint: env.DYNAMODB_ENDPOINT ?? null,
            region: env.AWS_REGION ?? "us-east-1",
          },
    redisUrl: env.REDIS_URL ?? null,
    masterKey: env.MASTER_KEY ?? null,
    sandbox: {
      url: env.SANDBOX_URL?.replace(/\/+$/, "") ?? null,
      adminToken: env.SANDBOX_ADMIN_TOKEN ?? null,
      port: env.SANDBOX_PORT ?? 0,
    },
    bluesky: { server: env.BLUESKY_SERVER ?? "https://bsky.social", plcUrl: env.BLUESKY_PLC_URL ?? "https://plc.directory" },
    allowLoopback: env.ALLOW_LOOPBACK ?? command === "dev",
    drainS: env.DRAIN_S ?? 0,
    metricsToken: env.METRICS_TOKEN ?? null,
    otlp:
      env.OTLP_ENDPOINT === undefined ? null : { endpoint: env.OTLP_ENDPOINT.replace(/\/+$/, ""), share: env.TRACE_SHARE ?? 0.1 },
    trustProxy: env.TRUST_PROXY ?? false,
    rates: {
      perAddress: env.RATE_PER_ADDRESS ?? 5000,
      perUser: env.RATE_PER_USER ?? 1000,
      perKey: env.RATE_PER_KEY ?? null,
      burst: env.RATE_BURST ?? 2000,
    },
  };
}
