import type { TestApp } from "./app.ts";
import { ok } from "./organization.ts";

export const METRICS_TOKEN = "metrics-token-of-tests";

/** What `/metrics` shows: the types of its metrics, and their series. */
export interface Shown {
  readonly types: ReadonlyMap<string, string>;
  /** A series as Prometheus writes it: name, then labels in braces. Labels are asked for in any order, as a subset; series that fit are added up. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number;
}

/** Reads `/metrics` as Prometheus does. */
export async function readFigures(t: TestApp): Promise<Shown> {
  const text: string = ok(await t.request("GET", "/metrics", { token: METRICS_TOKEN })).body;
  const types = new Map<string, string>();
  const series: { name: string; labels: Readonly<Record<string, string>>; value: number }[] = [];
  for (const line of text.split("\n")) {
    const type = /^# TYPE (\S+) (\S+)$/.exec(line);
    if (type?.[1] && type[2]) types.set(type[1], type[2]);
    const sample = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (!sample?.[1]) continue;
    const labels = Object.fromEntries(
      [...(sample[2] ?? "").matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    series.push({ name: sample[1], labels, value: Number(sample[3]?.replace("Nan", "NaN")) });
  }
  return {
    types,
    sum: (name, wanted = {}) =>
      series
        .filter(one => one.name === name && Object.entries(wanted).every(([label, value]) => one.labels[label] === value))
        .reduce((sum, { value }) => sum + value, 0),
  };
}
