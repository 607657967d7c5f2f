import { spawn } from "node:child_process";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { startDynamoDbLocal, whyNoDynamoDbLocal } from "./dynamodb.ts";
import { eventually, portAnswers } from "./ports.ts";
import { startRedis } from "./redis.ts";

test("Redis answers, is gone when stopped, freezes when paused, and is back on the same port", async () => {
  const server = await startRedis();
  const client = new Redis(server.url, { lazyConnect: true, retryStrategy: () => null });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.set("a", "1");
    server.pause();
    expect(await Promise.race([client.get("a"), new Promise(resolve => setTimeout(resolve, 100, "frozen"))])).toBe("frozen");
    server.resume();
    expect(await client.get("a")).toBe("1");
    await server.stop();
    expect(await portAnswers(server.port)).toBe(false);
    await server.restart();
    await eventually("the client noticed the end", 5000, () => client.status === "end");
    await client.connect();
    expect(await client.get("a")).toBeNull();
  } finally {
    client.disconnect();
    await server.close();
  }
  expect(await portAnswers(server.port)).toBe(false);
});

test("Redis dies with the process that started it, even a killed one", async () => {
  const module = new URL("./redis.ts", import.meta.url).href;
  const script = `const { startRedis } = await import(${JSON.stringify(module)}); console.log((await startRedis()).port); setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise<number>(resolve => parent.stdout.once("data", data => resolve(Number(`${data}`))));
  expect(await portAnswers(port)).toBe(true);
  parent.kill("SIGKILL");
  await eventually("Redis is gone", 5000, async () => !(await portAnswers(port)));
});

const skip = await whyNoDynamoDbLocal();
if (skip !== null) process.stderr.write(`DynamoDB Local is skipped: ${skip}\n`);

test.skipIf(skip !== null)("DynamoDB Local answers on loopback alone, and ends when closed", async () => {
  const server = await startDynamoDbLocal();
  const answer = await fetch(server.endpoint, { method: "POST", body: "{}" });
  expect(answer.headers.get("server")).toContain("Jetty");
  expect(answer.status).toBe(400);
  await server.close();
  expect(await portAnswers(server.port)).toBe(false);
});
