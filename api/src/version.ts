import manifest from "../package.json" with { type: "json" };

/** The version of the API package: what the document and the logs name. */
export const VERSION: string = manifest.version;
