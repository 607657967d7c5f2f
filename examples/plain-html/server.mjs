// Serves index.html and the widgets' own files, and gives tokens. A real server asks first who is signed in, and names their workspace.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Placard } from "@placard/sdk";

const {
  PLACARD_URL: api = "http://127.0.0.1:4700",
  PLACARD_KEY: apiKey,
  PLACARD_WORKSPACE: workspace,
  PORT: port = "4801",
  WIDGETS: widgets = dirname(fileURLToPath(import.meta.resolve("@placard/widgets/cdn/loader.js"))),
} = process.env;
if (!apiKey || !workspace) throw new Error("Set PLACARD_KEY and PLACARD_WORKSPACE to what `npm start` printed.");
const placard = new Placard({ apiKey, baseUrl: api });

const here = dirname(fileURLToPath(import.meta.url));
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };
const POLICIES = [
  "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  `connect-src 'self' ${api}; img-src ${api} blob:; media-src ${api} blob:`,
  "trusted-types lit-html; require-trusted-types-for 'script'",
].join("; ");

const server = createServer(async (request, response) => {
  try {
    const origin = `http://${request.headers.host}`;
    const { pathname } = new URL(request.url ?? "/", origin);
    if (request.method === "POST" && pathname === "/placard-token") {
      const { token } = await placard.embedSessions.create({
        workspace_id: workspace,
        end_user: { external_id: "user-1", name: "Robin Example" },
        components: ["composer", "calendar", "connect"],
        allowed_origins: [origin],
      });
      return response.end(token);
    }
    const name = pathname === "/" ? "index.html" : basename(pathname);
    const type = TYPES[extname(name)];
    if (!type) return response.writeHead(404).end();
    const body = await readFile(join(pathname.startsWith("/placard/") ? widgets : here, name));
    response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICIES }).end(body);
  } catch (error) {
    if (error.code !== "ENOENT") console.error(error);
    response.writeHead(error.code === "ENOENT" ? 404 : 500).end();
  }
});
server.listen(Number(port), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
