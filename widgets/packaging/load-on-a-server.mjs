// Part of `check:package`: every entry of what was built is imported by a plain Node, as server rendering does, without a DOM.
import { readdirSync } from "node:fs";

const entries = readdirSync(new URL("../dist/define", import.meta.url))
  .filter(file => file.endsWith(".js"))
  .map(file => `@placard/widgets/${file.replace(/\.js$/, "")}`);
if (entries.length === 0) throw new Error("There are no entries in dist/define: build first.");
const own = new Set(Object.keys(globalThis));
for (const entry of [...entries, "@placard/widgets", "@placard/widgets/cdn/loader.js"]) {
  const module = await import(entry);
  console.log(`${entry}: ${Object.keys(module).length} exports`);
}
const { configure, define, logout } = await import("@placard/widgets");
define();
define({ prefix: "acme", components: ["connect"] });
configure({ fetchToken: async () => "token" });
logout();
const added = Object.keys(globalThis).filter(name => !own.has(name));
console.log(`globals it added: ${added.join(", ") || "none"}`);
