export { posts } from "./routes.ts";
export { findPost, waitingPosts } from "./service.ts";
export { postStatus } from "./status.ts";
