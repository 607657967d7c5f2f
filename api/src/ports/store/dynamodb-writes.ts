import type { AttributeValue, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { type Attributes, isExpired, keyAttributes, numberOf, REPLACED_BY_PUT, toAttributes } from "./dynamodb-items.ts";
import type { Condition, Operation } from "./store.ts";

/**
 * What is known of the item an operation is about: nothing (undefined), that there is none (null), or what DynamoDB holds, expired or not.
 */
export type Seen = Attributes | null | undefined;

/**
 * One operation as DynamoDB's. DynamoDB knows no expiry (its TTL deletes days late), and cannot say "reset when expired, add otherwise" in
 * one expression. So an operation that does either is written for the usual case, with a condition that it is this case; `guess` says so.
 * When that condition fails DynamoDB gives the item as it is, {@link holds} tells a failed condition of the caller from a wrong guess,
 * and the operation is written again for what was seen.
 */
export interface Compiled {
  readonly write: TransactWriteItem;
  readonly guess: boolean;
}

/** `text` is a put's data as JSON, `seconds` the present in seconds since the epoch. */
export function compile(table: string, operation: Operation, text: string, seen: Seen, seconds: number): Compiled {
  const terms = new Terms(seconds);
  switch (operation.op) {
    case "check": {
      const key = { TableName: table, Key: keyAttributes(operation.key) };
      return {
        write: { ConditionCheck: { ...key, ConditionExpression: terms.met(operation.if), ...terms.used() } },
        guess: false,
      };
    }
    case "delete": {
      const key = { TableName: table, Key: keyAttributes(operation.key) };
      if (operation.if === undefined) return { write: { Delete: key }, guess: false };
      return { write: { Delete: { ...key, ConditionExpression: terms.met(operation.if), ...terms.used() } }, guess: false };
    }
    case "put":
      return compilePut(table, operation, text, terms, seen, seconds);
    case "add": {
      if (seen && isExpired(seen, seconds)) {
        const created = { ...operation.key, version: 1, data: null, count: operation.by };
        const item = operation.expires === undefined ? created : { ...created, expires: operation.expires };
        return { write: replaceExpired(table, toAttributes(item, "null"), terms), guess: true };
      }
      return { write: addUnexpired(table, operation, terms, seen), guess: true };
    }
  }
}

/**
 * A put replaces the whole item, but for the count, which stays when the put has none. Few items have one, so that there is none to keep is
 * the guess; its condition is as short as can be, because DynamoDB counts expressions to the 4 MB of a transaction.
 */
function compilePut(
  table: string,
  put: Operation & { readonly op: "put" },
  text: string,
  terms: Terms,
  seen: Seen,
  seconds: number,
): Compiled {
  const attributes = toAttributes(put.item, text);
  const condition = put.if;
  // An item that must be absent has no count to keep.
  if (put.item.count !== undefined || (condition !== undefined && "absent" in condition)) {
    const expression = condition === undefined ? {} : { ConditionExpression: terms.met(condition), ...terms.used() };
    return { write: { Put: { TableName: table, Item: attributes, ...expression } }, guess: false };
  }
  if (seen && isExpired(seen, seconds)) return { write: replaceExpired(table, attributes, terms), guess: true };
  if (seen && seen.n !== undefined) {
    const there = condition === undefined ? terms.notExpired() : terms.met(condition);
    return { write: replaceButCount(table, keyAttributes(put.item), attributes, terms, there), guess: true };
  }
  const uncounted = "attribute_not_exists(n)";
  const expression = condition === undefined ? uncounted : `${terms.met(condition)} AND ${uncounted}`;
  return {
    write: {
      Put: {
        TableName: table,
        Item: attributes,
        ConditionExpression: expression,
        ...terms.used(),
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    },
    guess: true,
  };
}

/** Whether the port's condition of the operation holds for what is there. */
export function holds(operation: Operation, seen: Attributes | null, seconds: number): boolean {
  const live = seen !== null && !isExpired(seen, seconds) ? seen : null;
  if (operation.op === "add") {
    const count = live === null ? 0 : (numberOf(live, "n") ?? 0);
    return operation.max === undefined || count + operation.by <= operation.max;
  }
  const condition = operation.if;
  if (condition === undefined) return true;
  if ("absent" in condition) return live === null;
  if ("exists" in condition) return live !== null;
  return live !== null && numberOf(live, "v") === condition.version;
}

/** Replaces everything but the count. */
function replaceButCount(
  table: string,
  key: Attributes,
  attributes: Attributes,
  terms: Terms,
  condition: string,
): TransactWriteItem {
  const set: string[] = [];
  const remove: string[] = [];
  for (const name of REPLACED_BY_PUT) {
    const value = attributes[name];
    if (value === undefined) remove.push(terms.name(name));
    else set.push(`${terms.name(name)} = ${terms.value(name, value)}`);
  }
  return {
    Update: {
      TableName: table,
      Key: key,
      UpdateExpression: `SET ${set.join(", ")}${remove.length === 0 ? "" : ` REMOVE ${remove.join(", ")}`}`,
      ConditionExpression: condition,
      ...terms.used(),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
}

/** Puts an item in the place of an expired one, of which nothing stays. */
function replaceExpired(table: string, attributes: Attributes, terms: Terms): TransactWriteItem {
  return {
    Put: {
      TableName: table,
      Item: attributes,
      ConditionExpression: terms.expired(),
      ...terms.used(),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
}

/** Adds to an item that is there, or creates it: one expression for both, so that a counter never needs a second round. */
function addUnexpired(table: string, operation: Operation & { readonly op: "add" }, terms: Terms, seen: Seen): TransactWriteItem {
  const set = [`${terms.name("d")} = if_not_exists(${terms.name("d")}, ${terms.value("null", { S: "null" })})`];
  const conditions: string[] = [];
  if (operation.expires === undefined || (seen && numberOf(seen, "ttl") === undefined)) {
    conditions.push(terms.notExpired());
    if (operation.expires !== undefined) conditions.push(`attribute_exists(${terms.name("pk")})`);
  } else {
    // An item that is there without an expiry stays so: then the guess was wrong.
    conditions.push(`attribute_not_exists(${terms.name("pk")}) OR ${terms.name("ttl")} > ${terms.now()}`);
    const expires = terms.value("expires", { N: `${operation.expires}` });
    set.push(`${terms.name("ttl")} = if_not_exists(${terms.name("ttl")}, ${expires})`);
  }
  if (operation.max !== undefined) {
    const room = operation.max - operation.by;
    const fits = `${terms.name("n")} <= ${terms.value("room", { N: `${room}` })}`;
    conditions.push(room >= 0 ? `attribute_not_exists(${terms.name("n")}) OR ${fits}` : fits);
  }
  const add = `${terms.name("v")} ${terms.value("one", { N: "1" })}, ${terms.name("n")} ${terms.value("by", { N: `${operation.by}` })}`;
  return {
    Update: {
      TableName: table,
      Key: keyAttributes(operation.key),
      UpdateExpression: `SET ${set.join(", ")} ADD ${add}`,
      ConditionExpression: conditions.map(condition => `(${condition})`).join(" AND "),
      ...terms.used(),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
}

/** The names and values of one operation's expressions; every name goes through a placeholder, because `ttl` and others are reserved words. */
export class Terms {
  readonly #seconds: number;
  readonly #names: Record<string, string> = {};
  readonly #values: Record<string, AttributeValue> = {};

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  name(attribute: string): string {
    this.#names[`#${attribute}`] = attribute;
    return `#${attribute}`;
  }

  value(label: string, value: AttributeValue): string {
    this.#values[`:${label}`] = value;
    return `:${label}`;
  }

  now(): string {
    return this.value("now", { N: `${this.#seconds}` });
  }

  expired(): string {
    return `${this.name("ttl")} <= ${this.now()}`;
  }

  /** True of no item at all, too. */
  notExpired(): string {
    return `attribute_not_exists(${this.name("ttl")}) OR ${this.name("ttl")} > ${this.now()}`;
  }

  /** The port's condition, under which an expired item is an absent one. */
  met(condition: Condition): string {
    if ("absent" in condition) return `attribute_not_exists(${this.name("pk")}) OR ${this.expired()}`;
    if ("exists" in condition) return `attribute_exists(${this.name("pk")}) AND (${this.notExpired()})`;
    return `${this.name("v")} = ${this.value("expected", { N: `${condition.version}` })} AND (${this.notExpired()})`;
  }

  /** What the request must carry beside its expressions. DynamoDB refuses empty maps. */
  used(): { ExpressionAttributeNames?: Record<string, string>; ExpressionAttributeValues?: Record<string, AttributeValue> } {
    return {
      ...(Object.keys(this.#names).length === 0 ? {} : { ExpressionAttributeNames: this.#names }),
      ...(Object.keys(this.#values).length === 0 ? {} : { ExpressionAttributeValues: this.#values }),
    };
  }
}
