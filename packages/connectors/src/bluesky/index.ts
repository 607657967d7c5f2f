export { type BlueskyClient, type BlueskyClientKey, blueskyClientKey, blueskyClientMetadata } from "./client-metadata.ts";
export { type BlueskyOptions, blueskyConnector } from "./connector.ts";
