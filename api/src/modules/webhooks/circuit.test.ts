import { describe, expect, test } from "vitest";
import { Circuits } from "./circuit.ts";

const ENDPOINT = "whe_1";

function failing(times: number, at = 0): Circuits {
  const circuits = new Circuits();
  for (let n = 0; n < times; n++) circuits.report(ENDPOINT, false, at);
  return circuits;
}

describe("an endpoint's circuit", () => {
  test("lets everything through until five failures in a row", () => {
    expect(failing(4).admit(ENDPOINT, 0, 0)).toBe(0);
    const interrupted = failing(4);
    interrupted.report(ENDPOINT, true, 0);
    interrupted.report(ENDPOINT, false, 0);
    expect(interrupted.admit(ENDPOINT, 0, 0)).toBe(0);
    expect(failing(5).admit(ENDPOINT, 0, 0)).toBeGreaterThan(0);
    expect(failing(5).admit("whe_2", 0, 0)).toBe(0);
  });

  test("then lets one through at a time, after a pause that doubles up to five minutes", () => {
    const circuits = failing(5);
    let now = 0;
    const pauses: number[] = [];
    for (let probes = 0; probes < 7; probes++) {
      const from = now;
      while (circuits.admit(ENDPOINT, now, 0) > 0) now += 1000;
      pauses.push(now - from);
      expect(circuits.admit(ENDPOINT, now, 0)).toBeGreaterThan(0); // the probe is still out
      circuits.report(ENDPOINT, false, now);
    }
    expect(pauses).toEqual([15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
    now += 300_000;
    expect(circuits.admit(ENDPOINT, now, 0)).toBe(0);
    circuits.report(ENDPOINT, true, now);
    expect([circuits.admit(ENDPOINT, now, 0), circuits.admit(ENDPOINT, now, 0)]).toEqual([0, 0]);
  });

  test("is not prolonged by attempts that were already out when it opened", () => {
    const circuits = failing(16);
    expect(circuits.admit(ENDPOINT, 15_000, 0)).toBe(0);
  });

  test("spreads what was put off", () => {
    const circuits = failing(5);
    expect(circuits.admit(ENDPOINT, 5_000, 0)).toBe(11_000);
    expect(circuits.admit(ENDPOINT, 5_000, 0.99)).toBe(10_000 + 1000 + Math.ceil(0.99 * 15_000));
  });
});
