// `pnpm openapi` writes what is made from the API's code: openapi/openapi.json, then the SDK's types and operation table.
// `pnpm openapi --check` makes the same in memory, fails naming each file that is stale, and lints the document.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { watchComponentNames } from "./component-names.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const DOCUMENT = join(root, "openapi/openapi.json");
const GENERATED = join(root, "sdk/src/generated");

/** The document with its paths, webhooks and components in the order of the alphabet, so that moving code changes nothing. */
function ordered(document) {
  const byName = record => record && Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  const { paths, webhooks, components, ...head } = document;
  return {
    ...head,
    paths: byName(paths),
    ...(webhooks && { webhooks: byName(webhooks) }),
    components: Object.fromEntries(Object.entries(components).map(([kind, record]) => [kind, byName(record)])),
  };
}

/** Every file that is made, with its text. */
async function made() {
  const sharedNames = watchComponentNames();
  const { document } = await import("../api/src/app.ts");
  const { generate } = await import("../sdk/generator/generate.ts");
  const emitted = ordered(JSON.parse(JSON.stringify(document())));
  const shared = sharedNames();
  if (shared.length > 0)
    throw new Error(`Different schemas share the component name ${shared.join(", ")}: only the first is in the document.`);
  const files = new Map([[DOCUMENT, `${JSON.stringify(emitted, null, 2)}\n`]]);
  for (const [name, text] of Object.entries(await generate(emitted))) files.set(join(GENERATED, name), text);
  return files;
}

/** Lints the checked-in document by openapi/redocly.yaml. True when it is clean. */
function lint() {
  const cli = join(root, "node_modules/@redocly/cli/bin/cli.js");
  const done = spawnSync(process.execPath, [cli, "lint", DOCUMENT, "--config", join(root, "openapi/redocly.yaml")], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
  });
  if (done.status !== 0) process.stderr.write(`${done.stdout}${done.stderr}`);
  return done.status === 0;
}

const check = process.argv.includes("--check");
const files = await made();
const stale = [...files].filter(([path, text]) => !existsSync(path) || readFileSync(path, "utf8") !== text);
const names = stale.map(([path]) => relative(root, path));
if (check && stale.length > 0) {
  console.error(`Stale: ${names.join(", ")}. Run \`pnpm openapi\` and commit what it writes.`);
  process.exit(1);
}
for (const [path, text] of stale) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
if (!lint()) process.exit(1);
console.log(
  check
    ? "The document, the SDK's types and its table are as the code makes them."
    : `Written: ${names.join(", ") || "nothing; all was as it should be"}.`,
);
