// `pnpm contract` compares the API's document with the one of the last release, openapi/released.json, and fails when the changesets that wait in
// .changeset promise less than the change asks for. `pnpm contract --release` makes the present document that of the last release: a release runs it.
import { copyFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compare } from "../sdk/generator/compare.ts";

/** What changes with the document: the service that answers by it, and the client made from it. */
const PACKAGES = ["@placard/api", "@placard/sdk"];
const SIZES = ["none", "patch", "minor", "major"];

/**
 * The bump that these differences ask for. Before 1.0.0 a minor may break and a patch may add, as `^0.1.0` is read by npm.
 * @param {readonly { weight: "breaking" | "addition" }[]} differences
 * @param {string} version of the last release
 */
function neededBump(differences, version) {
  const early = version.startsWith("0.");
  if (differences.some(difference => difference.weight === "breaking")) return early ? "minor" : "major";
  if (differences.length > 0) return early ? "patch" : "minor";
  return "none";
}

/** The largest bump that waits for a package. */
function waitingBump(folder, name) {
  if (!existsSync(folder)) return "none";
  const sizes = readdirSync(folder)
    .filter(file => file.endsWith(".md") && file !== "README.md")
    .flatMap(file => {
      const [, head = ""] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(readFileSync(join(folder, file), "utf8")) ?? [];
      return [...head.matchAll(/^["']?([^"'\s:]+)["']?\s*:\s*(patch|minor|major)\s*$/gm)]
        .filter(([, of]) => of === name)
        .map(([, , size]) => size);
    });
  return SIZES.findLast(size => sizes.includes(size)) ?? "none";
}

/**
 * Checks a repository.
 * @param {string} root its folder
 * @returns {{ ok: boolean, lines: string[] }} what there is to say
 */
export function checkContract(root) {
  const baseline = join(root, "openapi/released.json");
  if (!existsSync(baseline))
    return { ok: true, lines: ["There is no openapi/released.json: nothing was released yet, so nothing can break."] };
  const read = path => JSON.parse(readFileSync(path, "utf8"));
  const released = read(baseline);
  const differences = compare(released, read(join(root, "openapi/openapi.json")));
  const needed = neededBump(differences, released.info.version);
  const short = PACKAGES.map(name => ({ name, waiting: waitingBump(join(root, ".changeset"), name) })).filter(
    ({ waiting }) => SIZES.indexOf(waiting) < SIZES.indexOf(needed),
  );
  const counted = `${differences.length} ${differences.length === 1 ? "difference" : "differences"} from ${released.info.version}`;
  return {
    ok: short.length === 0,
    lines: [
      ...differences.map(({ weight, where, what }) => `${weight === "breaking" ? "breaks" : "adds  "}  ${where} ${what}`),
      `${counted}: at least ${needed === "none" ? "no bump" : `a ${needed} bump`} of ${PACKAGES.join(" and ")}.`,
      ...short.map(
        ({ name, waiting }) =>
          `${name} has ${waiting === "none" ? "no changeset" : `a changeset for ${waiting} only`}: run \`pnpm changeset\`.`,
      ),
    ],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = join(dirname(fileURLToPath(import.meta.url)), "..");
  if (process.argv.includes("--release")) {
    copyFileSync(join(root, "openapi/openapi.json"), join(root, "openapi/released.json"));
    console.log("openapi/released.json is the present document.");
  } else {
    const { ok, lines } = checkContract(root);
    for (const line of lines) console[ok ? "log" : "error"](line);
    if (!ok) process.exitCode = 1;
  }
}
