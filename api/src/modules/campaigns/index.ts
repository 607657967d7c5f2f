export { campaigns } from "./routes.ts";
export { hasCampaign } from "./service.ts";
