export { type Answered, Call } from "./call.ts";
export { PlacardCore } from "./client.ts";
export * from "./errors.ts";
export type * from "./generated/operations.ts";
export type * from "./generated/types.ts";
export { List, type ListAnswer, type Page } from "./list.ts";
export type { CallOptions, Hooks, PlacardOptions, RequestFacts, ResponseFacts, RetryFacts, StreamOptions } from "./options.ts";
export { EventStream } from "./stream.ts";
