/** A figure the service keeps of itself. Its name is OpenTelemetry's (`publish.lag`); each driver makes its own of it. */
interface MeasureOf<Kind extends string, Label extends string> {
  readonly kind: Kind;
  readonly name: string;
  readonly help: string;
  /** `s` seconds, `By` bytes, `1` a share of a whole (0 to 1); none where things are counted. */
  readonly unit: "s" | "By" | "1" | null;
  readonly labels: readonly Label[];
}

export type CounterMeasure<Label extends string = string> = MeasureOf<"counter", Label>;
export type GaugeMeasure<Label extends string = string> = MeasureOf<"gauge", Label>;
export interface HistogramMeasure<Label extends string = string> extends MeasureOf<"histogram", Label> {
  /** Upper bounds, in its unit. */
  readonly buckets: readonly number[];
}
export type Measure = CounterMeasure | GaugeMeasure | HistogramMeasure;

/** A value for every label of a measure. Never a tenant, an id, a text or anything of a person: each combination is kept for as long as the process runs. */
export type Labels<Label extends string> = { readonly [name in Label]: string };

/** What a gauge shows when it is read. */
export interface Reading<Label extends string = string> {
  readonly value: number;
  readonly labels: Labels<Label>;
}

/** What may be said of a span: names of operations, networks and outcomes, counts, our request id. Never a token, a text or anything of a person. */
export type SpanFacts = { readonly [name: string]: string | number | boolean };

export interface SpanStart {
  readonly name: string;
  /** `server` answers somebody, `client` asks somebody; `internal` unless told. */
  readonly kind?: "server" | "client" | "internal";
  readonly facts?: SpanFacts;
  /** Of the caller, as W3C Trace Context says it; null where nobody called, and a trace begins. Without, the span belongs to the one around it. */
  readonly traceparent?: string | null;
}

/** A step of a trace that is under way. */
export interface Span {
  /** Says what became known meanwhile. */
  set(facts: SpanFacts): void;
  /** What hands the trace on to whom we call: `traceparent`; nothing where nothing is traced. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a process tells its operator of itself: figures and traces. It decides nothing, and nothing waits for it. */
export interface Telemetry {
  /** Counts `by` more, one unless told. None shows a series before anything was counted in it: what comes from nothing is no rise to who watches rises. */
  count<Label extends string>(measure: CounterMeasure<Label>, labels: Labels<NoInfer<Label>>, by?: number): void;
  /** Adds a value to a distribution, in the measure's unit. */
  record<Label extends string>(measure: HistogramMeasure<Label>, value: number, labels: Labels<NoInfer<Label>>): void;
  /** Says how a gauge is read. It is asked only when somebody looks; what it throws leaves the gauge without a value. */
  gauge<Label extends string>(
    measure: GaugeMeasure<Label>,
    read: () => readonly Reading<NoInfer<Label>>[] | Promise<readonly Reading<NoInfer<Label>>[]>,
  ): void;
  /** Runs a step within a span that ends with it. What it throws is thrown on; the span tells the error's name only. */
  span<T>(start: SpanStart, run: (span: Span) => Promise<T>): Promise<T>;
  /** The figures as Prometheus reads them; null where the process keeps none. */
  exposition(): Promise<string> | null;
}

/** A span that nobody sees. */
export const NO_SPAN: Span = { set: () => undefined, headers: {} };

/** Keeps nothing and tells nothing, at nearly no cost. */
export const noTelemetry: Telemetry = {
  count: () => undefined,
  record: () => undefined,
  gauge: () => undefined,
  span: (_, run) => run(NO_SPAN),
  exposition: () => null,
};
