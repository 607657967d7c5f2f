import type { Ctx } from "../../ctx.ts";
import { isId } from "../../ids.ts";
import type { Fault } from "../../problems.ts";
import { type AccountRecord, everyAccount } from "../accounts/index.ts";
import { everyCampaign } from "../campaigns/index.ts";
import { type CsvRow, isThreadColumn } from "./csv.ts";

/** A row as the body of posts.create that it means. */
export interface CsvPost {
  /** Where it begins in the file. */
  readonly line: number;
  readonly body: { readonly [name: string]: unknown };
  /** What its cells get wrong by themselves. */
  readonly faults: readonly Fault[];
  /** The column that a field of the body comes from. */
  readonly columnOf: (path: string) => string;
}

const partsOf = (cell: string, separator: RegExp): string[] =>
  cell
    .split(separator)
    .map(part => part.trim())
    .filter(part => part !== "");
const LISTED = /[;|]/;
const YES = ["true", "yes", "1", "x"];
const NO = ["false", "no", "0"];

/** What the rows name by name: looked for once for all of them. */
interface Named {
  readonly accounts: readonly AccountRecord[];
  readonly campaigns: readonly { readonly id: string; readonly name: string }[];
}

async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of from) found.push(one);
  return found;
}

/** Makes posts of the rows. Accounts and campaigns may stand there by their names. */
export async function postsOfCsv(ctx: Ctx, rows: readonly CsvRow[]): Promise<readonly CsvPost[]> {
  const told = (column: string): string[] => rows.flatMap(({ cells }) => partsOf(cells.get(column) ?? "", LISTED));
  const named: Named = {
    accounts: told("accounts").every(name => isId("account", name)) ? [] : await all(everyAccount(ctx)),
    campaigns: told("campaign").every(name => isId("campaign", name)) ? [] : await all(everyCampaign(ctx)),
  };
  return rows.map(row => postOfRow(row, named));
}

function postOfRow({ line, cells }: CsvRow, named: Named): CsvPost {
  const faults: Fault[] = [];
  const short = (column: string): string | undefined => cells.get(column)?.trim();
  const threads = [...cells.keys()].filter(isThreadColumn);
  const title = short("title");
  const comment = cells.get("first_comment");
  const hashtags = short("hashtags");
  const tags = short("tags");
  const campaign = short("campaign");
  const schedule = scheduleOf(short, faults);
  const accounts = partsOf(short("accounts") ?? "", LISTED).map(name => accountId(name, named, faults));
  const campaignId = campaign === undefined ? undefined : campaignIdOf(campaign, named, faults);
  const body = {
    text: cells.get("text") ?? "",
    account_ids: accounts.filter(id => id !== null),
    ...(threads.length > 0 && { thread: threads.map(column => ({ text: cells.get(column) ?? "" })) }),
    ...(title !== undefined && { title }),
    ...(comment !== undefined && { first_comment: comment }),
    ...(hashtags !== undefined && { hashtags: partsOf(hashtags, /[\s;|,]+/) }),
    ...(tags !== undefined && { tags: partsOf(tags, /[;|,]/) }),
    ...(campaignId !== undefined && campaignId !== null && { campaign_id: campaignId }),
    ...(schedule && { schedule }),
  };
  return { line, body, faults, columnOf: path => columnOf(path, threads) };
}

function scheduleOf(short: (column: string) => string | undefined, faults: Fault[]): Record<string, unknown> | null {
  const [at, local, zone, next] = ["at", "local_time", "time_zone", "next_slot"].map(short);
  const queued = next === undefined || NO.includes(next.toLowerCase()) ? undefined : YES.includes(next.toLowerCase());
  if (queued === false)
    faults.push({
      path: "next_slot",
      code: "not_allowed",
      message: "It is neither yes nor no.",
      fix: "Use true or false, or leave it empty.",
    });
  if (at === undefined && local === undefined && queued === undefined) {
    // A zone for all rows is a column that people fill down: alone it says nothing.
    return null;
  }
  return {
    ...(at !== undefined && { at }),
    ...(local !== undefined && { local_time: local.replace(/^(\d{4}-\d{2}-\d{2}) +(?=\d)/, "$1T") }),
    ...(zone !== undefined && local !== undefined && { time_zone: zone }),
    ...(queued && { next_slot: true }),
  };
}

const plainHandle = (handle: string): string => handle.replace(/^@/, "").toLowerCase();

/** The account of a handle, a `network:handle` or an id; null, with a fault, where it is none's or several's. */
function accountId(name: string, { accounts }: Named, faults: Fault[]): string | null {
  if (isId("account", name)) return name;
  const [network, handle] = /^([a-z]+):(.+)$/.exec(name)?.slice(1) ?? [null, name];
  const fitting = (one: AccountRecord): boolean =>
    plainHandle(one.handle) === plainHandle(handle ?? "") && (network === null || one.network === network);
  const all = accounts.filter(fitting);
  const there = all.filter(({ status }) => status !== "disconnected");
  const found = there.length > 0 ? there : all;
  const [only] = found;
  if (only && found.length === 1) return only.id;
  const shown = name.slice(0, 100);
  faults.push(
    only
      ? {
          path: "accounts",
          code: "ambiguous",
          message: `${shown} stands for accounts on ${[...new Set(found.map(one => one.network))].join(" and ")}.`,
          fix: `Write ${only.network}:${only.handle}, or the account's id.`,
        }
      : {
          path: "accounts",
          code: "not_found",
          message: `There is no account ${shown} in this workspace.`,
          fix: "Use a handle or an id of accounts.list; separate several by ; or |.",
        },
  );
  return null;
}

/** The campaign of a name or an id. */
function campaignIdOf(name: string, { campaigns }: Named, faults: Fault[]): string | null {
  if (isId("campaign", name)) return name;
  const found = campaigns.filter(one => one.name.trim().toLowerCase() === name.toLowerCase());
  const [only] = found;
  if (only && found.length === 1) return only.id;
  const message = only
    ? `${found.length} campaigns are called so.`
    : `There is no campaign ${name.slice(0, 100)} in this workspace.`;
  faults.push({
    path: "campaign",
    code: only ? "ambiguous" : "not_found",
    message,
    fix: "Use a name or an id of campaigns.list.",
  });
  return null;
}

/** `thread.1.text` is the second of the thread's columns that say something; `schedule.at` is `at`. */
function columnOf(path: string, threads: readonly string[]): string {
  const [field = "", second = ""] = path.split(".");
  switch (field) {
    case "account_ids":
      return "accounts";
    case "campaign_id":
      return "campaign";
    case "thread":
      return threads[Number(second)] ?? threads.at(-1) ?? "thread_1";
    case "schedule":
      return second === "" ? "at" : second;
    default:
      return field;
  }
}
