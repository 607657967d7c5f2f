import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { tokenRoute } from "./token-route.ts";

export default defineConfig({
  plugins: [react(), tokenRoute(process.env)],
  // In this repository the packages are taken from their sources; from npm they come built, and this line goes.
  resolve: { conditions: ["@placard/source", "module", "browser", "development|production"] },
  server: { host: "127.0.0.1" },
});
