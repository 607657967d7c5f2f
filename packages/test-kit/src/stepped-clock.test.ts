import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { STEPPED_CLOCK } from "./index.ts";
import { startTied, tied } from "./tied-process.ts";

const HOUR_MS = 3_600_000;

test("a process's clock is wrong by what the file says, from its start and after each signal", async () => {
  const folder = mkdtempSync(join(tmpdir(), "placard-clock-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "clock");
  writeFileSync(file, String(HOUR_MS));
  const says =
    "setInterval(() => console.log(Date.now(), new Date().getTime(), new Date(5).getTime(), new Date() instanceof Date), 20)";
  const [program, args] = tied("env", [
    `PLACARD_TEST_CLOCK=${file}`,
    process.execPath,
    "--import",
    STEPPED_CLOCK,
    "--eval",
    says,
  ]);
  const stepped = startTied([program, args]);
  onTestFinished(() => stepped.kill("SIGKILL"));
  const wrongBy = async (): Promise<number> => {
    const [line] = await once(stepped.child.stdout ?? stepped.child, "data");
    const [now, made, given, isDate] = String(line).trim().split("\n").at(-1)?.split(" ") ?? [];
    expect([given, isDate]).toEqual(["5", "true"]);
    expect(Math.abs(Number(made) - Number(now))).toBeLessThan(50);
    return Math.round((Number(now) - Date.now()) / 1000) * 1000;
  };
  expect(await wrongBy()).toBe(HOUR_MS);
  writeFileSync(file, String(-HOUR_MS));
  stepped.child.kill("SIGUSR2");
  await once(stepped.child.stdout ?? stepped.child, "data");
  await expect.poll(wrongBy).toBe(-HOUR_MS);
});
