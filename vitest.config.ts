import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The longest files, by a fresh machine's figures: begun first, so that no core idles at the end. */
const LONG = [
  "processes/kill",
  "processes/fault-runs/fault-runs",
  "processes/distributed",
  "fuzz",
  "saas/harbor",
  "processes/dev",
  "quickstart",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = (file: TestSpecification): number => {
      const place = LONG.findIndex(name => file.moduleId.includes(name));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** Every test of the repository. Packages are resolved to their sources, so that tests never run a stale build. */
export default defineConfig({
  resolve: { conditions: ["@placard/source"] },
  ssr: { resolve: { conditions: ["@placard/source"], externalConditions: ["@placard/source"] } },
  test: {
    include: [
      "{api,sdk,widgets,bench}/**/*.test.ts",
      "packages/*/src/**/*.test.ts",
      "examples/**/*.test.ts",
      "tools/**/*.test.ts",
    ],
    exclude: ["**/node_modules/**", "**/dist/**"],
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // A noisy machine may starve a test that waits for a real server. On CI it is given a second chance; a defect fails both.
    retry: process.env["CI"] ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
