export * from "./core.ts";
export { Placard } from "./placard.ts";
