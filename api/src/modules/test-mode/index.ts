export { testMode } from "./routes.ts";
