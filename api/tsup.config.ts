import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    main: "src/main.ts",
    index: "src/index.ts",
    "sqlite-writer": "src/ports/store/sqlite-writer.ts",
    "sqlite-checkpointer": "src/ports/store/sqlite-checkpointer.ts",
    "sqlite-snapshot": "src/ports/store/sqlite-snapshot.ts",
  },
  format: ["esm"],
  target: "node24",
  platform: "node",
  clean: true,
  splitting: true,
  silent: true,
  // The workspace's own packages are not published: they go into the bundle, from their sources.
  noExternal: [/^@placard\//],
  esbuildOptions(options) {
    options.conditions = ["@placard/source"];
  },
  // tsup strips `node:` by default, and `node:sqlite` has no other name.
  removeNodeProtocol: false,
});
