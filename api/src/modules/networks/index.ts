export { optionsSchema } from "./options.ts";
export { networksModule } from "./routes.ts";
