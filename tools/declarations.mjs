// `node tools/declarations.mjs <dist>`: has declarations name `./x.js` where tsc leaves `./x.ts`, which compilers before 5.0 do not find.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [dist = "dist"] = process.argv.slice(2);
for (const file of globSync("**/*.d.ts", { cwd: dist })) {
  const path = join(dist, file);
  writeFileSync(path, readFileSync(path, "utf8").replace(/((?:from|import)\s*\(?")(\.{1,2}\/[^"]+)\.ts"/g, '$1$2.js"'));
}
