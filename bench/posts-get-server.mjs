/** One side of `posts-get.mjs`: `placard`, or `bare <body> <headers>`: a Hono route that answers with that body and those headers. */
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { serveQuestions } from "./over-http.mjs";
import { ask, furnish, openPlacard, postBody } from "./placard.mjs";

const [side, body, headers] = process.argv.slice(2);
if (side === "placard") {
  const placard = await openPlacard();
  const { token, homes } = await furnish(placard.app, 1);
  const [{ workspace, account }] = homes;
  const { id } = await ask(placard.app, "POST", "/v1/posts", {
    token,
    workspace,
    body: postBody(account, Date.now() + 86_400_000),
  });
  const { port } = await placard.listen();
  const ready = { url: `http://127.0.0.1:${port}/v1/posts/${id}`, token, workspace };
  serveQuestions(ready, {}, () => placard.close());
} else {
  const app = new Hono();
  const answered = JSON.parse(headers);
  app.get("/v1/posts/:post_id", c => c.body(body, 200, answered));
  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(0, "127.0.0.1", () => {
    serveQuestions({ origin: `http://127.0.0.1:${server.address().port}` }, {}, async () => undefined);
  });
}
