import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { ALL_MEASURES } from "./measures.ts";
import { OUTCOMES } from "./modules/publishing/figures.ts";
import { prometheusName } from "./ports/telemetry-prometheus.ts";
import { METRICS_TOKEN, readFigures, type Shown } from "./testing/figures.ts";
import { type FullApp, openFullApp } from "./testing/full-app.ts";

const folder = new URL("../../docs-site/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, folder), "utf8");

const Rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.strictObject({ severity: z.enum(["critical", "warning"]) }),
          annotations: z.strictObject({ summary: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});
const Dashboard = z.object({
  uid: z.string(),
  title: z.string(),
  panels: z.array(z.object({ id: z.int(), title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) })),
});

const rules = Rules.parse(parse(read("operations/alerts.yaml"))).groups.flatMap(group => group.rules);
const boards = readdirSync(new URL("operations/dashboards/", folder)).map(file =>
  Dashboard.parse(JSON.parse(read(`operations/dashboards/${file}`))),
);
const panels = boards.flatMap(board => board.panels);
const guide = read("operations.md");
const expressions = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
];

/** The measure of a series; a distribution's buckets, sum and number are series of their own. */
const measureOf = (series: string) =>
  ALL_MEASURES.find(measure => {
    const name = prometheusName(measure);
    return measure.kind === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`].includes(series) : series === name;
  });

describe("what operators are given fits what a running app shows", () => {
  let full: FullApp;
  let shown: Shown;
  beforeAll(async () => {
    full = await openFullApp({ environment: { METRICS_TOKEN } });
    shown = await readFigures(full.t);
  });
  afterAll(() => full.close());

  for (const [where, expr] of expressions)
    test(`${where} asks for series and labels that exist: ${expr.replace(/\s+/g, " ").slice(0, 60)}`, () => {
      const asked = [...expr.matchAll(/(placard_[a-z_]+)(?:\{([^}]*)\})?/g)];
      expect(asked.length).toBeGreaterThan(0);
      for (const [, series = "", matchers = ""] of asked) {
        const measure = measureOf(series);
        expect(measure, series).toBeDefined();
        if (measure) expect(shown.types.get(prometheusName(measure)), series).toBe(measure.kind);
        for (const [, label = "", value = ""] of matchers.matchAll(/([a-z_]+)\s*(?:=~|!~|!=|=)\s*"([^"]*)"/g)) {
          expect(measure?.labels, `${series} ${label}`).toContain(label);
          if (label === "outcome") for (const one of value.split("|")) expect(OUTCOMES).toContain(one);
          if (label === "mode") expect(["live", "test", "$mode"]).toContain(value);
        }
      }
      const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = ""]) =>
        labels.split(",").map(label => label.trim()),
      );
      const labels = asked.flatMap(([, series = ""]) => [...(measureOf(series)?.labels ?? []), "le", "instance"]);
      for (const label of grouped) expect(labels).toContain(label);
    });
});

test("every alarm has its section in the guide, with what it means, how to look and what to do, and no other section is an alarm's", () => {
  const sections = new Map(guide.split(/^## /m).map(section => [section.split("\n")[0] ?? "", section]));
  for (const { alert, annotations } of rules) {
    expect(annotations.runbook).toBe(`docs-site/operations.md#${alert.toLowerCase()}`);
    for (const part of ["**Means.**", "**Look.**", "**Do.**"]) expect(sections.get(alert), `${alert} ${part}`).toContain(part);
  }
  const alarms = new Set(rules.map(({ alert }) => alert));
  expect(alarms.size).toBe(rules.length);
  expect([...sections.keys()].filter(name => name.startsWith("Placard") && !alarms.has(name))).toEqual([]);
  for (const [name] of guide.matchAll(/\bPlacard[A-Z][A-Za-z]+/g)) expect(alarms).toContain(name);
});

test("late work is critical only while no work is taken up at all: what is held back by design is late, too", () => {
  const late = rules.filter(({ expr }) => expr.includes("placard_work_overdue_seconds"));
  const taken = /sum\(increase\(placard_work_dwell_seconds_count\[3m\]\)\) > 0/;
  for (const { alert, expr } of late) expect(expr, alert).toMatch(taken);
  // `unless` holds also where nothing was ever taken up, and the series is not there; `and … == 0` would not.
  expect(late.map(({ labels, expr }) => [labels.severity, / (and|unless) /.exec(expr)?.[1]])).toEqual([
    ["critical", "unless"],
    ["warning", "and"],
  ]);
});

test("every figure is explained under both of its names, and every panel the guide points to is there", () => {
  for (const measure of ALL_MEASURES) {
    expect(guide, measure.name).toContain(`\`${measure.name}\``);
    expect(guide, measure.name).toContain(`\`${prometheusName(measure)}\``);
  }
  for (const outcome of OUTCOMES) expect(guide).toContain(`\`${outcome}\``);
  for (const [, title = ""] of guide.matchAll(/(?<!\*)\*([A-Z][^*]+)\*(?!\*)/g))
    expect(
      panels.some(panel => panel.title.startsWith(title.replace(/\s+/g, " "))),
      title,
    ).toBe(true);
});

test("dashboards can be imported side by side: names and panels of their own", () => {
  expect(new Set(boards.map(({ uid }) => uid)).size).toBe(boards.length);
  for (const board of boards) expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
});
