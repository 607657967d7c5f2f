import { isUtf8 } from "node:buffer";
import { CsvError, parse } from "csv-parse";
import type { Fault } from "../../problems.ts";
import { BULK_MOST } from "./schema.ts";

/** One row of posts, its cells by their columns. Empty cells are left out. */
export interface CsvRow {
  /** Where it begins in the file; the header is usually line 1. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

export interface CsvFile {
  readonly rows: readonly CsvRow[];
  /** Everything that keeps the file from being read, each with its place. Then there are no rows. */
  readonly faults: readonly Fault[];
}

/** As many items as a thread of a post has. */
const THREAD_COLUMNS = Array.from({ length: 24 }, (_, index) => `thread_${index + 1}`);
const REQUIRED = ["text", "accounts"] as const;
/** Every column there is. */
export const CSV_COLUMNS: readonly string[] = [
  ...REQUIRED,
  "at",
  "local_time",
  "time_zone",
  "next_slot",
  "title",
  "first_comment",
  "hashtags",
  "tags",
  "campaign",
  ...THREAD_COLUMNS,
];
export const isThreadColumn = (column: string): boolean => column.startsWith("thread_");

/** A row longer than this says more than a post can. */
const ROW_MOST = 400_000;
/** So many faults are found at most: the answer tells a hundred. */
const FAULTS_MOST = 100;
/** So much is read at a time. */
const PIECE = 64 * 1024;

const place = (line: number, column?: number): string =>
  column === undefined ? `line ${line}` : `line ${line}, column ${column}`;

/**
 * Reads a CSV of posts, with a header. Commas, semicolons or tabs, any line ends, a byte order mark: whatever a spreadsheet writes.
 * `rest` is waited for between two pieces, so that others have their turn.
 */
export async function readCsv(bytes: Uint8Array, rest: () => Promise<void>): Promise<CsvFile> {
  const wrong = encodingFaults(bytes);
  if (wrong.length > 0) return { rows: [], faults: wrong };
  const text = Buffer.from(bytes)
    .toString()
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n");
  const faults: Fault[] = [];
  const rows: CsvRow[] = [];
  let header: readonly string[] | null = null;
  let count = 0;
  for await (const { record, line } of records(text, rest, faults)) {
    if (header === null) {
      header = record.map(name => name.trim().toLowerCase());
      faults.push(...headerFaults(header, line));
      if (faults.some(({ code }) => code === "missing_header")) break;
      continue;
    }
    count += 1;
    if (count > BULK_MOST)
      faults.push({
        path: place(line),
        code: "too_long",
        message: `The file has more than ${BULK_MOST} rows.`,
        fix: "Split it into several.",
      });
    else if (record.length !== header.length) faults.push(raggedFault(header.length, record.length, line));
    if (count > BULK_MOST || faults.length >= FAULTS_MOST) break;
    const cells = header.map((column, index) => [column, record[index] ?? ""] as const).filter(([, cell]) => cell.trim() !== "");
    rows.push({ line, cells: new Map(cells) });
  }
  if (faults.length === 0 && rows.length === 0)
    faults.push({
      path: "body",
      code: "empty",
      message: "The file has no rows.",
      fix: `Give a header with ${REQUIRED.join(" and ")}, and a row for each post.`,
    });
  return faults.length > 0 ? { rows: [], faults } : { rows, faults };
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly line: number;
}

/** The records of a text with the lines they begin in; what is no CSV becomes a fault and ends them: nobody knows what is meant behind it. */
async function* records(text: string, rest: () => Promise<void>, faults: Fault[]): AsyncGenerator<CsvRecord> {
  const read: CsvRecord[] = [];
  let last = 0;
  let failure: Error | null = null;
  const parser = parse({
    delimiter: delimiterOf(text),
    record_delimiter: "\n",
    relax_column_count: true, // told with its place below
    skip_empty_lines: true,
    skip_records_with_empty_values: true, // spreadsheets end with some
    max_record_size: ROW_MOST,
    on_record: (record: string[], { lines }) => {
      const within = record.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
      read.push({ record, line: lines - within });
      last = lines;
      return null; // taken: nothing is to wait in the stream, which would drop it with the first fault
    },
  });
  parser.on("error", error => {
    failure = error;
  });
  try {
    for (let at = 0; at < text.length && !failure; at += PIECE) {
      await new Promise<void>(done => parser.write(text.slice(at, at + PIECE), () => done()));
      yield* read.splice(0);
      await rest();
    }
    if (!failure) await new Promise<void>(done => parser.end(() => done()));
    yield* read.splice(0);
    if (failure) faults.push(unreadable(failure, last + 1));
  } finally {
    parser.destroy();
  }
}

/** `from`: the line behind the last record that was read. @throws what says nothing of the text. */
function unreadable(error: Error, from: number): Fault {
  if (!(error instanceof CsvError)) throw error;
  switch (error.code) {
    case "CSV_MAX_RECORD_SIZE":
      return {
        path: place(from),
        code: "too_long",
        message: `The row has more than ${ROW_MOST} characters.`,
        fix: "Shorten it, or close a quote that is open.",
      };
    case "CSV_QUOTE_NOT_CLOSED":
      return {
        path: place(from),
        code: "malformed",
        message: "A quote is open from this row to the end of the file.",
        fix: 'Close it with ".',
      };
    default:
      return {
        path: place(Number(error["lines"] ?? from), Number(error["column"] ?? 0) + 1),
        code: "malformed",
        message: "A quote stands in the middle of a cell. What follows was not read.",
        fix: 'Put the whole cell between quotes, and write each quote in it twice: "say ""yes""".',
      };
  }
}

/** What separates the cells: what stands most often in the first line that says anything, outside quotes. */
function delimiterOf(text: string): string {
  const start = text.search(/\S/);
  const end = text.indexOf("\n", Math.max(start, 0));
  const first = text.slice(Math.max(start, 0), end < 0 ? Math.min(text.length, PIECE) : Math.min(end, start + PIECE));
  const plain = first.replace(/"[^"]*"/g, "");
  const counts = [",", ";", "\t"].map(sign => ({ sign, count: plain.split(sign).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).sign;
}

function headerFaults(header: readonly string[], line: number): Fault[] {
  if (!header.some(name => CSV_COLUMNS.includes(name)))
    return [
      {
        path: place(line),
        code: "missing_header",
        message: "The first line names no column.",
        fix: `Begin with a header, for example: ${[...REQUIRED, "local_time", "time_zone"].join(",")}`,
      },
    ];
  const faults: Fault[] = [];
  for (const [index, name] of header.slice(0, FAULTS_MOST).entries()) {
    const path = place(line, index + 1);
    if (!CSV_COLUMNS.includes(name))
      faults.push({
        path,
        code: "unknown_field",
        message: name === "" ? "The column has no name." : `There is no column ${name.slice(0, 60)}.`,
        fix: `Remove it, or use one of: ${CSV_COLUMNS.slice(0, -THREAD_COLUMNS.length).join(", ")}, thread_1 to thread_${THREAD_COLUMNS.length}.`,
      });
    else if (header.indexOf(name) !== index)
      faults.push({ path, code: "duplicate", message: `The column ${name} is there twice.`, fix: "Name each column once." });
  }
  for (const name of REQUIRED)
    if (!header.includes(name))
      faults.push({
        path: place(line),
        code: "required",
        message: `The column ${name} is missing.`,
        fix: `Add ${name} to the header.`,
      });
  return faults;
}

function raggedFault(wanted: number, found: number, line: number): Fault {
  if (found > wanted)
    return {
      path: place(line, wanted + 1),
      code: "unknown_field",
      message: `The row has ${found} cells, and the header ${wanted}.`,
      fix: "Put cells that hold the delimiter between quotes, or remove what is too much.",
    };
  return {
    path: place(line, found + 1),
    code: "required",
    message: `The row ends after ${found} of ${wanted} cells.`,
    fix: "Add the empty cells that are missing.",
  };
}

/** What is no UTF-8, line by line. */
function encodingFaults(bytes: Uint8Array): Fault[] {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return [{ path: place(1, 1), code: "wrong_encoding", message: "The file is UTF-16.", fix: "Save it as CSV UTF-8." }];
  if (isUtf8(bytes)) return [];
  const faults: Fault[] = [];
  let line = 1;
  for (let from = 0; from <= bytes.length && faults.length < FAULTS_MOST; line++) {
    const end = bytes.indexOf(0x0a, from);
    const said = bytes.subarray(from, end < 0 ? bytes.length : end);
    if (!isUtf8(said)) {
      const read = new TextDecoder().decode(said);
      const at = read.indexOf("\ufffd");
      const column = read.slice(0, at).split(/[,;\t]/).length;
      faults.push({
        path: place(line, column),
        code: "wrong_encoding",
        message: "What stands here is no UTF-8: the file is in another encoding.",
        fix: "Save it as CSV UTF-8.",
      });
    }
    if (end < 0) break;
    from = end + 1;
  }
  return faults;
}
