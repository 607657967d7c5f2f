export { posts } from "./routes.ts";
export { findPost } from "./service.ts";
export { postStatus } from "./status.ts";
