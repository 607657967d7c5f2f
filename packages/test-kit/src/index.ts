export { type DynamoDbLocal, startDynamoDbLocal, whyNoDynamoDbLocal } from "./dynamodb.ts";
export { eventually, freePort, portAnswers } from "./ports.ts";
export { type RedisServer, startRedis } from "./redis.ts";
export { type Fault, startTcpProxy, type TcpProxy } from "./tcp-proxy.ts";
export { findProgram, startTied, type TiedProcess, tied } from "./tied-process.ts";

/** What `node --import` preloads into a process whose clock a test steps; see the file. */
export const STEPPED_CLOCK = new URL("./stepped-clock.ts", import.meta.url).href;
