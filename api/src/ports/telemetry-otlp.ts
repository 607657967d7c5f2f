import { AsyncLocalStorage } from "node:async_hooks";
import { type Context, ROOT_CONTEXT, type Span as SdkSpan, SpanKind, SpanStatusCode, trace, ValueType } from "@opentelemetry/api";
import { type ExportResult, ExportResultCode, W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  DataPointType,
  MeterProvider,
  type MetricData,
  type MetricProducer,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type ReadableSpan,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Span, SpanStart, Telemetry } from "./telemetry.ts";
import type { Standing } from "./telemetry-prometheus.ts";

/** How often figures are sent; what OpenTelemetry does by default. */
const FIGURES_EVERY_MS = 60_000;
/** A collector that takes longer has not taken it. */
const TIMEOUT_MS = 5_000;
/** What it has not taken so long after the process was to end is lost. */
const CLOSE_MS = 2_000;
/** Trouble with the collector is told once in this time. */
const TOLD_EVERY_MS = 60_000;

export interface OtlpOptions {
  /** Base address of a collector's OTLP over HTTP, without a slash at the end. */
  readonly endpoint: string;
  /** Share of the traces that begin here that are sent, 0 to 1. */
  readonly share: number;
  /** Names this kind of process, and its version. */
  readonly process: string;
  readonly version: string;
  readonly standing: () => Promise<readonly Standing[]>;
  readonly onTrouble: (error: Error) => void;
}

export interface Otlp {
  readonly span: Telemetry["span"];
  /** Sends what waits. Takes no longer than {@link CLOSE_MS}, and never fails. */
  close(): Promise<void>;
}

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

/**
 * Sends traces and figures by OTLP over HTTP, as JSON. Nothing waits for it, and what a collector does not take is dropped. It registers nothing
 * globally, so several can live in one process.
 */
export function openOtlp(options: OtlpOptions): Otlp {
  const { endpoint, share } = options;
  const tell = toldSometimes(options.onTrouble);
  const resource = resourceFromAttributes({
    "service.name": `placard-${options.process}`,
    "service.namespace": "placard",
    "service.version": options.version,
    "service.instance.id": crypto.randomUUID(),
  });
  const traces = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: watched(new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: TIMEOUT_MS }), tell),
        exportTimeoutMillis: TIMEOUT_MS,
      }),
    ],
  });
  const metricExporter = new OTLPMetricExporter({ url: `${endpoint}/v1/metrics`, timeoutMillis: TIMEOUT_MS });
  const reader = new PeriodicExportingMetricReader({
    exporter: {
      export: (metrics, done) => metricExporter.export(metrics, toldOf(tell, done)),
      forceFlush: () => metricExporter.forceFlush(),
      shutdown: () => metricExporter.shutdown(),
    },
    exportIntervalMillis: FIGURES_EVERY_MS,
    exportTimeoutMillis: TIMEOUT_MS,
    metricProducers: [producerOf(options.standing, options.version)],
  });
  const figures = new MeterProvider({ resource, readers: [reader] });
  const tracer = traces.getTracer("placard", options.version);
  const around = new AsyncLocalStorage<Context>();
  const propagator = new W3CTraceContextPropagator();

  const contextOf = ({ traceparent }: SpanStart): Context => {
    if (traceparent === undefined) return around.getStore() ?? ROOT_CONTEXT;
    if (traceparent === null) return ROOT_CONTEXT;
    return propagator.extract(ROOT_CONTEXT, traceparent, {
      get: (text, key) => (key === "traceparent" ? text : undefined),
      keys: () => [],
    });
  };
  return {
    async span(start, run) {
      const parent = contextOf(start);
      const span = tracer.startSpan(
        start.name,
        { kind: KINDS[start.kind ?? "internal"], ...(start.facts && { attributes: start.facts }) },
        parent,
      );
      const context = trace.setSpan(parent, span);
      try {
        return await around.run(context, run, spanOver(span, context, propagator));
      } catch (error) {
        // The name alone: a message may hold what somebody wrote.
        span.setAttribute("error.type", error instanceof Error ? error.name : "unknown");
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },
    async close() {
      await Promise.race([
        Promise.allSettled([traces.shutdown(), figures.shutdown()]),
        new Promise(resolve => setTimeout(resolve, CLOSE_MS).unref()),
      ]);
    },
  };
}

const spanOver = (span: SdkSpan, context: Context, propagator: W3CTraceContextPropagator): Span => ({
  set: facts => void span.setAttributes(facts),
  get headers() {
    const headers: Record<string, string> = {};
    propagator.inject(context, headers, { set: (carrier, name, value) => void Object.assign(carrier, { [name]: value }) });
    return headers;
  },
});

/** A span exporter whose failures are told. */
const watched = (exporter: OTLPTraceExporter, tell: (error: Error) => void): SpanExporter => ({
  export: (spans: ReadableSpan[], done) => exporter.export(spans, toldOf(tell, done)),
  shutdown: () => exporter.shutdown(),
});

const toldOf =
  (tell: (error: Error) => void, done: (result: ExportResult) => void) =>
  (result: ExportResult): void => {
    if (result.code === ExportResultCode.FAILED) tell(result.error ?? new Error("the collector took nothing"));
    done(result);
  };

/** A collector that is away fails every few seconds: that is told once in a while. */
function toldSometimes(tell: (error: Error) => void): (error: Error) => void {
  let quietUntil = 0;
  return error => {
    const now = Date.now();
    if (now < quietUntil) return;
    quietUntil = now + TOLD_EVERY_MS;
    tell(error);
  };
}

/** The figures that Prometheus reads, in OpenTelemetry's form: they are counted once, and told twice. */
function producerOf(standing: OtlpOptions["standing"], version: string): MetricProducer {
  const startTime = instant(Date.now());
  return {
    async collect() {
      const endTime = instant(Date.now());
      const metrics = (await standing()).map(one => metricOf(one, startTime, endTime));
      return {
        resourceMetrics: {
          resource: resourceFromAttributes({}),
          scopeMetrics: [{ scope: { name: "placard", version }, metrics }],
        },
        errors: [],
      };
    },
  };
}

const instant = (ms: number): [number, number] => [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];

function metricOf({ measure, points }: Standing, startTime: [number, number], endTime: [number, number]): MetricData {
  const common = {
    descriptor: { name: measure.name, description: measure.help, unit: measure.unit ?? "1", valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  const at = { startTime, endTime };
  if (measure.kind === "histogram") {
    const dataPoints = points.flatMap(({ labels, value }) => {
      if (typeof value === "number") return [];
      const buckets = { boundaries: [...measure.buckets], counts: [...value.counts] };
      return [{ ...at, attributes: labels, value: { buckets, sum: value.sum, count: value.count } }];
    });
    return { ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints };
  }
  const dataPoints = points.flatMap(({ labels, value }) =>
    typeof value === "number" && !Number.isNaN(value) ? [{ ...at, attributes: labels, value }] : [],
  );
  if (measure.kind === "gauge") return { ...common, dataPointType: DataPointType.GAUGE, dataPoints };
  return { ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints };
}
