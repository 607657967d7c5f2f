export { FAULT_KINDS, type Fault, type FaultInput, type FaultKind, OPERATIONS, type Operation } from "./network/faults.ts";
export { SCOPES, type Scope } from "./network/tokens.ts";
export { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";
export { type RunningSandbox, type ServeOptions, serveSandbox } from "./serve.ts";
