import type { RunRecord } from "./run.ts";

/** What runs show together, as two tables of Markdown: by shape, and in how many runs each fault happened. */
export function summaryOf(records: readonly RunRecord[]): string {
  const shapes = ["embedded", "distributed"] as const;
  const rows = [
    ...shapes.map(shape => [shape, records.filter(record => record.shape === shape)] as const),
    ["all", records] as const,
  ];
  const columns = [
    "posts",
    "parts",
    "published",
    "recovered",
    "uncertain",
    "failed",
    "cancelled",
    "draft",
    "doubled",
    "lost",
    "wrong",
  ] as const;
  const table = [
    `| shape | runs | ${columns.join(" | ")} | median s |`,
    `|---|${"---|".repeat(columns.length + 2)}`,
    ...rows.map(([name, own]) => {
      const sums = columns.map(column => own.map(record => record[column]).reduce((sum, count) => sum + count, 0));
      const seconds = own.map(record => record.seconds).toSorted((a, b) => a - b);
      return `| ${name} | ${own.length} | ${sums.join(" | ")} | ${seconds[seconds.length >> 1] ?? "–"} |`;
    }),
  ];
  const met = new Map<string, number>();
  for (const fault of records.flatMap(record => [...new Set(record.faults)])) met.set(fault, (met.get(fault) ?? 0) + 1);
  const faults = [...met].sort(([a], [b]) => a.localeCompare(b)).map(([fault, runs]) => `| ${fault} | ${runs} |`);
  return [...table, "", "| fault | runs that had it |", "|---|---|", ...faults].join("\n");
}
