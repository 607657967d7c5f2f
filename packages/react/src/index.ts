export type { PageOptions } from "@placard/widgets";
export { configure, logout } from "@placard/widgets";
export * from "./components/index.ts";
