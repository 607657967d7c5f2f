/** Bare Hono routes on the same server, which read the request's body and answer with the bytes Placard answered: the baseline of the mix. */
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { serveQuestions } from "../over-http.mjs";

const app = new Hono();
const answers = {
  /** `samples`: method, route, status and body. */
  answer({ samples }) {
    for (const { method, route, status, body } of samples)
      app.on(method, route, async c => {
        if (method !== "GET") await c.req.text();
        return c.body(body, status, { "Content-Type": "application/json" });
      });
    return {};
  },
};
const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, "127.0.0.1", () => {
  serveQuestions({ origin: `http://127.0.0.1:${server.address().port}` }, answers, async () => undefined);
});
