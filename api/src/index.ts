export { type App, type AppOptions, createApp, document } from "./app.ts";
export { type Config, ConfigError, readConfig } from "./config.ts";
export { openService } from "./runtime.ts";
export { VERSION } from "./version.ts";
