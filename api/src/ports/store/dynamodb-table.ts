import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { realTime, type Timer } from "../time.ts";
import { type DynamoDbPlace, dynamoDbClient } from "./dynamodb.ts";
import { indexAttributes } from "./dynamodb-items.ts";
import { INDEXES } from "./store.ts";

export interface TableOptions {
  /** Whether DynamoDB refuses to delete the table until this is taken back. On unless said. */
  readonly deletionProtection?: boolean;
  readonly time?: Pick<Timer, "sleep">;
}

/** A new table is active within seconds, an index may take a minute: after ten minutes something is wrong. */
const POLL_MS = 1000;
const POLLS = 600;

/** Makes the table that the store needs, or brings an existing one up to it; says what it did. `placard migrate` calls it. */
export async function migrateDynamoDb(options: DynamoDbPlace & TableOptions): Promise<"created" | "changed" | "unchanged"> {
  const client = dynamoDbClient(options);
  try {
    return await createTable(client, options.table, options);
  } finally {
    client.destroy();
  }
}

/**
 * Makes the table, or brings it up to date, and waits until it is usable. Doing it twice, or from two places at once, does no harm.
 * Rejects when a table of that name has other keys or lacks an index: it is not ours.
 */
export async function createTable(
  client: DynamoDBClient,
  table: string,
  options: TableOptions = {},
): Promise<"created" | "changed" | "unchanged"> {
  const time = options.time ?? realTime;
  const protection = options.deletionProtection ?? true;
  const created = await create(client, table, protection);
  const description = await whenActive(client, table, time);
  checkShape(table, description);
  let changed = false;
  if ((description.DeletionProtectionEnabled ?? false) !== protection) {
    await client.send(new UpdateTableCommand({ TableName: table, DeletionProtectionEnabled: protection }));
    await whenActive(client, table, time);
    changed = true;
  }
  changed = (await enableExpiry(client, table)) || changed;
  return created ? "created" : changed ? "changed" : "unchanged";
}

/** False when there is one already. */
async function create(client: DynamoDBClient, table: string, deletionProtection: boolean): Promise<boolean> {
  const names = ["pk", "sk", ...INDEXES.flatMap(index => [indexAttributes(index).pk, indexAttributes(index).sk])];
  try {
    await client.send(
      new CreateTableCommand({
        TableName: table,
        // Pays for what is used: a queue of posts is idle for hours and busy at nine.
        BillingMode: "PAY_PER_REQUEST",
        DeletionProtectionEnabled: deletionProtection,
        AttributeDefinitions: names.map(name => ({ AttributeName: name, AttributeType: "S" })),
        KeySchema: keys("pk", "sk"),
        GlobalSecondaryIndexes: INDEXES.map(index => ({
          IndexName: index,
          KeySchema: keys(indexAttributes(index).pk, indexAttributes(index).sk),
          // The expiry goes along, so that an index does not show what is expired.
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["ttl"] },
        })),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceInUseException") return false;
    throw error;
  }
}

function keys(pk: string, sk: string): KeySchemaElement[] {
  return [
    { AttributeName: pk, KeyType: "HASH" },
    { AttributeName: sk, KeyType: "RANGE" },
  ];
}

async function whenActive(client: DynamoDBClient, table: string, time: Pick<Timer, "sleep">): Promise<TableDescription> {
  for (let poll = 1; poll <= POLLS; poll++) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    const indexes = Table?.GlobalSecondaryIndexes ?? [];
    if (Table?.TableStatus === "ACTIVE" && indexes.every(index => index.IndexStatus === "ACTIVE")) return Table;
    await time.sleep(POLL_MS);
  }
  throw new Error(`The DynamoDB table "${table}" is still not active.`);
}

function checkShape(table: string, description: TableDescription): void {
  const shape = (schema: readonly KeySchemaElement[] = []) => schema.map(key => `${key.AttributeName} ${key.KeyType}`).join(", ");
  const wrong = shape(description.KeySchema) !== shape(keys("pk", "sk"));
  const missing = INDEXES.filter(index => {
    const there = description.GlobalSecondaryIndexes?.find(candidate => candidate.IndexName === index);
    return shape(there?.KeySchema) !== shape(keys(indexAttributes(index).pk, indexAttributes(index).sk));
  });
  if (!wrong && missing.length === 0) return;
  const what = wrong ? "has other keys" : `lacks the indexes ${missing.join(", ")}`;
  throw new Error(`The DynamoDB table "${table}" ${what}: it is not Placard's. Choose another name.`);
}

/** Has DynamoDB delete expired items; false when it does already. */
async function enableExpiry(client: DynamoDBClient, table: string): Promise<boolean> {
  if (await hasExpiry(client, table)) return false;
  const specification = { AttributeName: "ttl", Enabled: true };
  try {
    await client.send(new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification: specification }));
    return true;
  } catch (error) {
    // Another process may have been quicker: DynamoDB refuses to enable it twice.
    if (await hasExpiry(client, table)) return false;
    throw error;
  }
}

async function hasExpiry(client: DynamoDBClient, table: string): Promise<boolean> {
  const { TimeToLiveDescription: expiry } = await client.send(new DescribeTimeToLiveCommand({ TableName: table }));
  return expiry?.TimeToLiveStatus === "ENABLED" || expiry?.TimeToLiveStatus === "ENABLING";
}
