export { posts } from "./routes.ts";
export { findPost, waitingPosts } from "./service.ts";
