/** What the benchmarks share: medians, CPU time, tables. */

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value that a share of all (0 to 1) do not exceed. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

/** CPU time of this process in µs, user and system, since `before`. */
export function cpuSince(before) {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Runs both sides in turn, the one that begins changing from round to round; the first round warms up and is not counted. */
export async function interleaved(rounds, sides) {
  const measured = Object.fromEntries(Object.keys(sides).map(name => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    const order = Object.entries(sides);
    if (round % 2 === 1) order.reverse();
    for (const [name, run] of order) {
      const figures = await run(round);
      if (round > 0) measured[name].push(figures);
    }
  }
  return measured;
}

/** The median of one figure over the rounds of a side. */
export const medianOf = (side, figure) => median(side.map(round => round[figure]));

/** The median over the rounds of ours / theirs: what the machine did to both in a round cancels out. */
export const ratioOf = (ours, theirs, figure) => median(ours.map((round, at) => round[figure] / theirs[at][figure]));

export function printTable(columns, rows) {
  const cells = [columns, ...rows.map(row => row.map(String))];
  const widths = columns.map((_, column) => Math.max(...cells.map(row => row[column].length)));
  const line = row => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  console.log(line(columns));
  console.log(`|${widths.map(width => "-".repeat(width + 2)).join("|")}|`);
  for (const row of cells.slice(1)) console.log(line(row));
}

/** One line that says whether a target holds. `holds` is false for a figure out of bounds; the run goes on. */
export function printTarget(what, figure, holds) {
  console.log(`${holds ? "holds" : "DOES NOT HOLD"}: ${what}: ${figure}`);
}

/** Lanes that run `run(number)` for every number below `total`, as many at once as there are lanes. */
export async function inFlight(total, lanes, run) {
  let next = 0;
  const lane = async () => {
    while (next < total) await run(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
