import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Labels, Measure, Reading, Telemetry } from "./telemetry.ts";

const UNITS = { s: "_seconds", By: "_bytes", "1": "_ratio" } as const;

/** `publish.lag` in seconds is `placard_publish_lag_seconds`. */
export const prometheusName = ({ name, unit, kind }: Measure): string =>
  `placard_${name.replaceAll(".", "_")}${unit === null ? "" : UNITS[unit]}${kind === "counter" ? "_total" : ""}`;

/** What a distribution holds: how many values lay in each bucket (and above the last), their sum and their number. */
export interface Distribution {
  readonly counts: readonly number[];
  readonly sum: number;
  readonly count: number;
}

/** A measure as it stands now. */
export interface Standing {
  readonly measure: Measure;
  readonly points: readonly { readonly labels: Labels<string>; readonly value: number | Distribution }[];
}

export interface Figures extends Omit<Telemetry, "span"> {
  /** Every measure as it stands: for a driver that sends them elsewhere. */
  standing(): Promise<readonly Standing[]>;
}

interface Instrument<Metric, Series> {
  readonly metric: Metric;
  /** By the values of its labels; looking them up here costs a quarter of having them hashed each time. */
  readonly series: Map<string, Series>;
}

/** Keeps the figures in this process, once: Prometheus reads them, and who sends them elsewhere reads the same. */
export function prometheusFigures(measures: readonly Measure[]): Figures {
  const registry = new Registry();
  const counters = new Map<Measure, Instrument<Counter, Counter.Internal>>();
  const histograms = new Map<Measure, Instrument<Histogram, Histogram.Internal<string>>>();
  const gauges = new Map<Measure, Gauge>();
  const readers = new Map<Measure, () => readonly Reading[] | Promise<readonly Reading[]>>();
  for (const measure of measures) {
    const common = { name: prometheusName(measure), help: measure.help, labelNames: [...measure.labels], registers: [registry] };
    switch (measure.kind) {
      case "counter":
        counters.set(measure, { metric: new Counter(common), series: new Map() });
        break;
      case "histogram":
        histograms.set(measure, { metric: new Histogram({ ...common, buckets: [...measure.buckets] }), series: new Map() });
        break;
      case "gauge":
        gauges.set(
          measure,
          new Gauge({
            ...common,
            async collect() {
              await readGauge(this, measure, readers.get(measure));
            },
          }),
        );
    }
  }
  return {
    count: (measure, labels, by = 1) => seriesOf(counters, measure, labels).inc(by),
    record: (measure, value, labels) => seriesOf(histograms, measure, labels).observe(value),
    gauge(measure, read) {
      readers.set(measure, read);
    },
    exposition: () => registry.metrics(),
    standing: () =>
      Promise.all(
        measures.map(async measure => {
          const metric = counters.get(measure)?.metric ?? histograms.get(measure)?.metric ?? gauges.get(measure);
          const values = ((await metric?.get())?.values ?? []) as readonly Value[];
          return { measure, points: measure.kind === "histogram" ? distributions(values) : values };
        }),
      ),
  };
}

function seriesOf<Series>(
  instruments: ReadonlyMap<Measure, Instrument<{ labels(labels: Labels<string>): Series }, Series>>,
  measure: Measure,
  labels: Labels<string>,
): Series {
  const instrument = instruments.get(measure);
  if (!instrument) throw new Error(`${measure.name} is not among the measures`);
  let key = "";
  for (const label of measure.labels) key += `${labels[label]} `;
  let series = instrument.series.get(key);
  if (!series) {
    series = instrument.metric.labels(labels);
    instrument.series.set(key, series);
  }
  return series;
}

async function readGauge(
  gauge: Gauge,
  measure: Measure,
  read: (() => readonly Reading[] | Promise<readonly Reading[]>) | undefined,
): Promise<void> {
  gauge.reset();
  // What nobody can say is no number; a zero would be taken for good news.
  if (measure.labels.length === 0) gauge.set(Number.NaN);
  try {
    for (const { value, labels } of (await read?.()) ?? []) gauge.set(labels, value);
  } catch {
    // One gauge that cannot be read, because the store is away, must not keep the others from being read.
    if (measure.labels.length === 0) gauge.set(Number.NaN);
  }
}

interface Value {
  readonly labels: Labels<string>;
  readonly value: number;
  readonly metricName?: string;
}

/** prom-client tells a histogram as counters with a label `le`, each counting all below it. */
function distributions(values: readonly Value[]): { labels: Labels<string>; value: Distribution }[] {
  const found = new Map<string, { labels: Labels<string>; counts: number[]; below: number; sum: number; count: number }>();
  for (const { labels, value, metricName = "" } of values) {
    const { le, ...own } = labels;
    const key = JSON.stringify(own);
    const one = found.get(key) ?? { labels: own, counts: [], below: 0, sum: 0, count: 0 };
    found.set(key, one);
    if (metricName.endsWith("_sum")) one.sum = value;
    else if (metricName.endsWith("_count")) one.count = value;
    else {
      one.counts.push(value - one.below);
      one.below = value;
    }
  }
  return [...found.values()].map(({ labels, counts, sum, count }) => ({ labels, value: { counts, sum, count } }));
}
