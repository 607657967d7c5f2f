export { posts } from "./routes.ts";
export { findPost, postsNeedingMedia, waitingPosts } from "./service.ts";
