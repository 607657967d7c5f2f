import {
  BatchGetItemCommand,
  type CancellationReason,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { type Chance, realChance } from "../chance.ts";
import { realTime, type Timer } from "../time.ts";
import { decodeIndexCursor, decodeTableCursor, encodeCursor } from "./cursor.ts";
import { failureOf, PASSING_REASONS } from "./dynamodb-errors.ts";
import {
  type Attributes,
  endOfIndexSort,
  fromAttributes,
  indexAttributes,
  indexEntry,
  indexSort,
  isExpired,
  keyAttributes,
  keyOfAttributes,
} from "./dynamodb-items.ts";
import { compile, holds, type Seen, Terms } from "./dynamodb-writes.ts";
import { checkBatchGet, checkKey, checkQuery, checkWrite, nameOf } from "./limits.ts";
import { compareKeys } from "./order.ts";
import {
  type IndexEntry,
  type IndexName,
  type Item,
  type Key,
  type Operation,
  type Page,
  type Query,
  StoreBusy,
  StoreLimit,
  StoreUnknown,
  type WholeStore,
  type WriteResult,
} from "./store.ts";

/** Where a table lies. Without `endpoint` and `credentials` AWS's own rules find them (region's endpoint; environment, role). */
export interface DynamoDbPlace {
  readonly region: string;
  readonly table: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
}

export interface DynamoDbOptions extends DynamoDbPlace {
  /** The clock that decides what is expired: milliseconds since the epoch. */
  readonly now: () => number;
  /** Waits between tries. */
  readonly time?: Pick<Timer, "sleep">;
  /** Request tokens and jitter. */
  readonly chance?: Chance;
  /** How long one try may take, 3 s unless given. */
  readonly requestTimeoutMs?: number;
}

/**
 * Tries of one request. With the waits below and 3 s for each try the last one ends within half a minute: far inside the ten minutes for
 * which DynamoDB remembers a request token, so a later try is never taken for a new write.
 */
const TRIES = 8;
/** The longest first wait; it doubles with each try up to the cap. A wait is drawn evenly from 0 on ("full jitter"), so that those who collided part. */
const FIRST_WAIT_MS = 25;
const LONGEST_WAIT_MS = 2000;

/** Sockets to DynamoDB; what is more waits. The SDK's 50 are fewer than the writes a busy process has in flight. */
const SOCKETS = 200;

/**
 * What the SDK does around each request and nobody here uses: a log that is not written, what Lambda needs against circles, a header that names the SDK.
 * Together with putting the rest together anew each time (`cacheMiddleware`) it was a third of a request's CPU time in this process: 427 µs with it, 292 µs
 * without (GetItem of 1 kB, Node 24).
 */
const UNUSED_MIDDLEWARE = ["loggerMiddleware", "recursionDetectionMiddleware", "getUserAgentMiddleware"];

/** How often a write is written anew because an item was not as expected (expired, or swept away meanwhile). Each needs another change between two tries. */
const GUESSES = 5;

/** Opens a table that `placard migrate` has made. Rejects when it cannot be reached or is not there. */
export async function openDynamoDbStore(options: DynamoDbOptions): Promise<WholeStore> {
  const client = dynamoDbClient(options);
  try {
    await client.send(new DescribeTableCommand({ TableName: options.table }));
  } catch (cause) {
    client.destroy();
    const missing = cause instanceof Error && cause.name === "ResourceNotFoundException";
    const why = missing ? "it does not exist: run `placard migrate`" : cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The DynamoDB table "${options.table}" cannot be opened: ${why}.`, { cause });
  }
  return new DynamoDbStore(client, options);
}

/** A client whose tries are ours alone: which failures may be tried again, and with which token, is this driver's business. */
export function dynamoDbClient(place: DynamoDbPlace & { readonly requestTimeoutMs?: number }): DynamoDBClient {
  const requestTimeout = place.requestTimeoutMs ?? 3000;
  const sockets = { keepAlive: true, maxSockets: SOCKETS };
  const client = new DynamoDBClient({
    region: place.region,
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
    ...(place.credentials === undefined ? {} : { credentials: place.credentials }),
    maxAttempts: 1,
    cacheMiddleware: true,
    requestHandler: { requestTimeout, throwOnRequestTimeout: true, httpAgent: sockets, httpsAgent: sockets },
  });
  for (const name of UNUSED_MIDDLEWARE) client.middlewareStack.remove(name);
  return client;
}

class DynamoDbStore implements WholeStore {
  readonly readsOneInstant = false;
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #now: () => number;
  readonly #time: Pick<Timer, "sleep">;
  readonly #chance: Chance;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed = false;

  constructor(client: DynamoDBClient, options: DynamoDbOptions) {
    this.#client = client;
    this.#table = options.table;
    this.#now = options.now;
    this.#time = options.time ?? realTime;
    this.#chance = options.chance ?? realChance;
  }

  get(key: Key): Promise<Item | null> {
    return this.#whileOpen(async () => {
      checkKey(key);
      const input = { TableName: this.#table, Key: keyAttributes(key), ConsistentRead: true };
      const { Item } = await this.#read(() => this.#client.send(new GetItemCommand(input)));
      return this.#visible(Item);
    });
  }

  batchGet(keys: readonly Key[]): Promise<readonly (Item | null)[]> {
    return this.#whileOpen(async () => {
      checkBatchGet(keys);
      const found = new Map<string, Attributes>();
      // DynamoDB refuses doubles.
      let wanted = [...new Map(keys.map(key => [nameOf(key), keyAttributes(key)])).values()];
      for (let attempt = 1; wanted.length > 0; attempt++) {
        // An answer ends at 16 MB or when the table is throttled; what is left out is asked for again.
        const request = { [this.#table]: { Keys: wanted, ConsistentRead: true } };
        const answer = await this.#read(() => this.#client.send(new BatchGetItemCommand({ RequestItems: request })));
        const items = answer.Responses?.[this.#table] ?? [];
        for (const attributes of items) found.set(nameOf(keyOfAttributes(attributes)), attributes);
        wanted = answer.UnprocessedKeys?.[this.#table]?.Keys ?? [];
        if (wanted.length === 0) break;
        if (items.length > 0) attempt = 0;
        else if (attempt >= TRIES) throw new StoreBusy("DynamoDB left keys of a batch unread, again and again.");
        else await this.#wait(attempt);
      }
      return keys.map(key => this.#visible(found.get(nameOf(key))));
    });
  }

  query(query: Query): Promise<Page<Item>> {
    return this.#whileOpen(async () => {
      checkQuery(query);
      const scope = { index: null, pk: query.pk, order: query.order ?? "asc" } as const;
      const last = query.cursor === undefined ? undefined : decodeTableCursor(scope, query.cursor);
      const start = last === undefined ? undefined : { sort: last, key: keyAttributes({ pk: query.pk, sk: last }) };
      const page = await this.#page(query, { pk: "pk", sk: "sk" }, start, to => to, { ConsistentRead: true });
      return {
        items: page.found.map(fromAttributes),
        cursor: page.last === null ? null : encodeCursor(scope, keyOfAttributes(page.last)),
      };
    });
  }

  queryIndex(index: IndexName, query: Query): Promise<Page<IndexEntry>> {
    return this.#whileOpen(async () => {
      checkQuery(query);
      const names = indexAttributes(index);
      const scope = { index, pk: query.pk, order: query.order ?? "asc" } as const;
      const last = query.cursor === undefined ? undefined : decodeIndexCursor(scope, query.cursor);
      const start = last && {
        sort: last.sort,
        key: { ...keyAttributes(last), [names.pk]: { S: query.pk }, [names.sk]: { S: indexSort(last) } },
      };
      const page = await this.#page(query, names, start, endOfIndexSort, { IndexName: index });
      return {
        items: page.found.map(attributes => indexEntry(index, attributes)),
        cursor: page.last === null ? null : encodeCursor(scope, indexEntry(index, page.last)),
      };
    });
  }

  /** Pages of consistent reads, of 1 MB each, read one after the other: what a backup takes of the table's throughput is bounded by its own pace. */
  async *readAll(): AsyncGenerator<readonly Item[]> {
    let start: Attributes | undefined;
    do {
      const page = await this.#whileOpen(async () => {
        const terms = new Terms(Math.floor(this.#now() / 1000));
        const input: ScanCommandInput = {
          TableName: this.#table,
          ConsistentRead: true,
          FilterExpression: terms.notExpired(),
          ...terms.used(),
          ...(start !== undefined && { ExclusiveStartKey: start }),
        };
        return this.#read(() => this.#client.send(new ScanCommand(input)));
      });
      yield (page.Items ?? []).map(fromAttributes);
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
  }

  /**
   * Every write is a transaction with a request token, also one of a single operation, which a plain put or update would do at half the
   * cost: only with a token may a try whose answer was lost be made again. A plain conditional write that is tried again finds its own
   * first try and reads it as a failed condition, an unconditional one may undo what another wrote in between, and without another try
   * every broken connection would be a {@link StoreUnknown}.
   */
  write(operations: readonly Operation[]): Promise<WriteResult> {
    return this.#whileOpen(async () => {
      const texts = checkWrite(operations);
      if (operations.length === 0) return { ok: true };
      const seconds = Math.floor(this.#now() / 1000);
      const seen: Seen[] = operations.map(() => undefined);
      for (let guesses = 1; guesses <= GUESSES; guesses++) {
        const compiled = operations.map((operation, position) =>
          compile(this.#table, operation, texts[position] ?? "", seen[position], seconds),
        );
        const reasons = await this.#transact(compiled.map(({ write }) => write));
        if (reasons === null) return { ok: true };
        const failed: number[] = [];
        operations.forEach((operation, position) => {
          const reason = reasons[position];
          if (reason?.Code !== "ConditionalCheckFailed") return;
          const there = reason.Item ?? null;
          if (compiled[position]?.guess && holds(operation, there, seconds)) seen[position] = there;
          else failed.push(position);
        });
        if (failed.length > 0) return { ok: false, failed };
      }
      throw new StoreBusy("An item of the write changed between every two tries.");
    });
  }

  ping(): Promise<void> {
    return this.#whileOpen(async () => {
      // One try: readiness wants to know how it is now.
      await this.#client.send(new GetItemCommand({ TableName: this.#table, Key: keyAttributes({ pk: "ping", sk: "ping" }) }));
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#underWay);
    this.#client.destroy();
  }

  async #whileOpen<T>(run: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreBusy("The store is closed.");
    const work = run();
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  /** The item, unless there is none or it is expired. */
  #visible(attributes: Attributes | undefined): Item | null {
    if (attributes === undefined || isExpired(attributes, Math.floor(this.#now() / 1000))) return null;
    return fromAttributes(attributes);
  }

  /**
   * One page of a partition of the table or of an index. One more than asked for is read, so that the last page is known for the last.
   * `start` is where the page before ended; DynamoDB refuses one outside of the query's range, which a caller may have changed.
   */
  async #page(
    query: Query,
    names: { readonly pk: string; readonly sk: string },
    start: { readonly sort: string; readonly key: Attributes } | undefined,
    upperBound: (to: string) => string,
    target: Pick<QueryCommandInput, "ConsistentRead" | "IndexName">,
  ): Promise<{ found: readonly Attributes[]; last: Attributes | null }> {
    const terms = new Terms(Math.floor(this.#now() / 1000));
    const conditions = [`${terms.name(names.pk)} = ${terms.value("pk", { S: query.pk })}`];
    const from = query.from === "" ? undefined : query.from;
    if (query.to === "") return { found: [], last: null };
    if (from !== undefined && query.to !== undefined && compareKeys(from, query.to) > 0) return { found: [], last: null };
    if (query.prefix !== undefined && query.prefix !== "") {
      conditions.push(`begins_with(${terms.name(names.sk)}, ${terms.value("prefix", { S: query.prefix })})`);
    } else if (from !== undefined && query.to !== undefined) {
      const [low, high] = [terms.value("from", { S: from }), terms.value("to", { S: upperBound(query.to) })];
      conditions.push(`${terms.name(names.sk)} BETWEEN ${low} AND ${high}`);
    } else if (from !== undefined) {
      conditions.push(`${terms.name(names.sk)} >= ${terms.value("from", { S: from })}`);
    } else if (query.to !== undefined) {
      conditions.push(`${terms.name(names.sk)} <= ${terms.value("to", { S: upperBound(query.to) })}`);
    }

    const backwards = query.order === "desc";
    const side = start === undefined ? 0 : sideOfRange(start.sort, query);
    if (start !== undefined && side !== 0 && side > 0 !== backwards) return { found: [], last: null };
    const input: QueryCommandInput = {
      TableName: this.#table,
      ...target,
      KeyConditionExpression: conditions.join(" AND "),
      FilterExpression: terms.notExpired(),
      ...terms.used(),
      ScanIndexForward: !backwards,
      Limit: query.limit + 1,
      ...(start !== undefined && side === 0 ? { ExclusiveStartKey: start.key } : {}),
    };
    const { Items: items = [], LastEvaluatedKey: evaluated } = await this.#read(() => this.#client.send(new QueryCommand(input)));
    if (items.length <= query.limit) return { found: items, last: evaluated ?? null };
    const found = items.slice(0, query.limit);
    return { found, last: found.at(-1) ?? null };
  }

  /** A read, tried again while DynamoDB is busy or its answers are lost: reading twice harms nothing. */
  async #read<T>(request: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await request();
      } catch (error) {
        const failure = failureOf(error);
        if (failure === "refused") throw refusal(error);
        if (attempt >= TRIES) throw new StoreBusy("DynamoDB does not answer, or is busy.", undefined, { cause: error });
        await this.#wait(attempt);
      }
    }
  }

  /**
   * Carries out a transaction; null when it is applied, the reasons when conditions failed.
   *
   * All tries carry the same token and the same bytes, so DynamoDB applies at most one of them and answers the others with its success.
   * A failed condition is an answer, also after a lost one: had the earlier try been applied, DynamoDB would have said so, and the connection
   * of a try that was given up is destroyed.
   */
  async #transact(writes: TransactWriteItem[]): Promise<readonly CancellationReason[] | null> {
    const token = Buffer.from(this.#chance.bytes(16)).toString("hex");
    let lost = false;
    for (let attempt = 1; ; attempt++) {
      let failure: unknown;
      try {
        await this.#client.send(new TransactWriteItemsCommand({ TransactItems: writes, ClientRequestToken: token }));
        return null;
      } catch (error) {
        failure = error;
      }
      if (failure instanceof TransactionCanceledException) {
        const reasons = failure.CancellationReasons ?? [];
        const invalid = reasons.find(
          reason => reason.Code === "ValidationError" || reason.Code === "ItemCollectionSizeLimitExceeded",
        );
        if (invalid !== undefined) throw new StoreLimit(`DynamoDB refuses the write: ${invalid.Message}`, { cause: failure });
        const conditionFailed = reasons.some(reason => reason.Code === "ConditionalCheckFailed");
        const passing = reasons.some(reason => PASSING_REASONS.has(reason.Code ?? ""));
        // Beside a conflict not every condition was looked at: another try tells which failed. When tries run out, what is known must do.
        if (conditionFailed && (!passing || attempt >= TRIES)) return reasons;
        if (!passing) throw lost ? unknown(failure) : failure;
      } else {
        const kind = failureOf(failure);
        if (kind === "refused") throw lost ? unknown(failure) : refusal(failure);
        if (kind === "lost") lost = true;
      }
      if (attempt >= TRIES) {
        if (lost) throw unknown(failure);
        throw new StoreBusy("DynamoDB is busy, or the write's items are in other transactions.", undefined, { cause: failure });
      }
      await this.#wait(attempt);
    }
  }

  #wait(attempt: number): Promise<void> {
    return this.#time.sleep(this.#chance.number() * Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS));
  }
}

/** Negative, zero or positive as a sort key lies before, in or after the range of a query, in ascending order. */
function sideOfRange(sort: string, query: Query): number {
  if (query.prefix !== undefined) return sort.startsWith(query.prefix) ? 0 : compareKeys(sort, query.prefix);
  if (query.from !== undefined && compareKeys(sort, query.from) < 0) return -1;
  if (query.to !== undefined && compareKeys(sort, query.to) > 0) return 1;
  return 0;
}

/** What DynamoDB calls invalid breaks a limit of its own. */
function refusal(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== "ValidationException") return error;
  return new StoreLimit(`DynamoDB refuses the request: ${error.message}`, { cause: error });
}

function unknown(cause: unknown): StoreUnknown {
  return new StoreUnknown("The answer to the write was lost; it was applied, or not.", { cause });
}
