export { createServiceModule, type Readiness } from "./routes.ts";
