import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts"],
  format: ["esm"],
  target: "node24",
  platform: "node",
  clean: true,
  // tsup strips `node:` by default, and `sqlite` exists under no other name.
  removeNodeProtocol: false,
});
