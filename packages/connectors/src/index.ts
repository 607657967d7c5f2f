export * from "./bluesky/index.ts";
export * from "./contract.ts";
export { type Failure, failureOf } from "./failure.ts";
export { type Problems, problemsOf, type Told } from "./problems.ts";
export * from "./sandbox/index.ts";
