export { campaigns } from "./routes.ts";
export { everyCampaign, hasCampaign } from "./service.ts";
