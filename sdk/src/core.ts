export { type Answered, Call } from "./call.ts";
export { PlacardCore } from "./client.ts";
export {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  type ErrorFacts,
  type LocalCode,
  NotFoundError,
  PermissionError,
  PlacardError,
  PreconditionFailedError,
  RateLimitError,
  ServerError,
  TimeoutError,
  UnprocessableError,
} from "./errors.ts";
export { isEvent } from "./events.ts";
export type * from "./generated/operations.ts";
export type * from "./generated/types.ts";
export { List, type ListAnswer, type Page } from "./list.ts";
export type {
  CallOptions,
  Hooks,
  PlacardOptions,
  QueryOf,
  RequestFacts,
  ResponseFacts,
  RetryFacts,
  StreamOptions,
  StreamReset,
} from "./options.ts";
export { EventStream } from "./stream.ts";
