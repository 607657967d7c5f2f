import { defineConfig } from "vitest/config";

/** Every test of the repository. Packages are resolved to their sources, so that tests never run a stale build. */
export default defineConfig({
  resolve: { conditions: ["@placard/source"] },
  ssr: { resolve: { conditions: ["@placard/source"], externalConditions: ["@placard/source"] } },
  test: {
    include: ["{api,sdk,bench}/**/*.test.ts", "packages/*/src/**/*.test.ts", "examples/**/*.test.ts", "tools/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    pool: "forks",
    maxWorkers: 2,
    // A noisy machine may starve a test that waits for a real server. On CI it is given a second chance; a defect fails both.
    retry: process.env["CI"] ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
