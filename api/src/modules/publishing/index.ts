export { type Content, type PostSchedule, planErased, planRewritten, planTargets, type Rewriting } from "./plan.ts";
export { toTarget } from "./present.ts";
export { targetOf } from "./records.ts";
export { publishing } from "./routes.ts";
export { TargetSchema } from "./schema.ts";
export { getTargets, stillMoving } from "./service.ts";
export { hasLeft, inFlight, type TargetRecord, type TargetStatus, targetStatus } from "./target.ts";
export { openPublisher } from "./work.ts";
