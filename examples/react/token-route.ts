import { Placard } from "@placard/sdk";
import type { Connect, Plugin } from "vite";

/**
 * The one route the widgets need, in Vite's own server: in a product it stands in the server that knows who is signed in, and names their workspace.
 */
export function tokenRoute({
  PLACARD_URL: baseUrl,
  PLACARD_KEY: apiKey,
  PLACARD_WORKSPACE: workspace,
}: NodeJS.ProcessEnv): Plugin {
  const give: Connect.NextHandleFunction = async (request, response, next) => {
    if (request.url !== "/placard-token" || request.method !== "POST") return next();
    try {
      if (!apiKey || !workspace) throw new Error("Set PLACARD_KEY and PLACARD_WORKSPACE to what `npm start` printed.");
      const placard = new Placard({ apiKey, baseUrl: baseUrl ?? "http://127.0.0.1:4700" });
      const { token } = await placard.embedSessions.create({
        workspace_id: workspace,
        end_user: { external_id: "user-1", name: "Robin Example" },
        components: ["composer", "calendar", "connect"],
        allowed_origins: [`http://${request.headers.host}`],
      });
      response.end(token);
    } catch (error) {
      next(error);
    }
  };
  return {
    name: "placard-token",
    configureServer: ({ middlewares }) => void middlewares.use(give),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(give),
  };
}
