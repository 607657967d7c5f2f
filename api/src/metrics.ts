import { Gauge, Histogram, Registry } from "prom-client";

/** What a process counts of itself, for Prometheus. */
export interface Metrics {
  observe(seen: { operation: string; status: number; seconds: number }): void;
  text(): Promise<string>;
}

/** `lag` gives how late the oldest due work of the installation is, in seconds; NaN where nobody can say. */
export function createMetrics(lag: () => Promise<number>): Metrics {
  const registry = new Registry();
  const requests = new Histogram({
    name: "placard_request_seconds",
    help: "Time to answer, by operation and status class.",
    labelNames: ["operation", "status"] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    registers: [registry],
  });
  new Gauge({
    name: "placard_work_overdue_seconds",
    help: "How late the oldest due work of the installation is, whoever is to do it.",
    registers: [registry],
    async collect() {
      this.set(await lag());
    },
  });
  new Gauge({
    name: "placard_resident_bytes",
    help: "Resident memory of the process.",
    registers: [registry],
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  // One series by operation and status class; looking it up here costs a quarter of having its labels hashed each time.
  const series = new Map<string, Histogram.Internal<"operation" | "status">>();
  return {
    observe({ operation, status, seconds }) {
      const statusClass = `${Math.floor(status / 100)}xx`;
      const name = `${operation} ${statusClass}`;
      let own = series.get(name);
      if (!own) {
        own = requests.labels({ operation, status: statusClass });
        series.set(name, own);
      }
      own.observe(seconds);
    },
    text: () => registry.metrics(),
  };
}
