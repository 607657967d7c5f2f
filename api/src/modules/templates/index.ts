export { templates } from "./routes.ts";
export { hasTemplate } from "./service.ts";
