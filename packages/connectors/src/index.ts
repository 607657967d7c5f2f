export * from "./contract.ts";
export { type Failure, failureOf } from "./failure.ts";
export { type Problems, problemsOf, type Told } from "./problems.ts";
