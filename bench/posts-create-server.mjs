/** The service of `posts-create.mjs`, with its worker: events are relayed while posts are written. */
import { serveQuestions } from "./over-http.mjs";
import { ask, furnish, openPlacard, postBody, relayed } from "./placard.mjs";

const WORKSPACES = 1000;

const counted = { writes: 0, operations: 0 };
let noted = null;
const placard = await openPlacard({
  around: service => ({
    ...service,
    systemStore: {
      ...Object.fromEntries(
        ["get", "batchGet", "query", "queryIndex", "ping", "close"].map(name => [
          name,
          service.systemStore[name].bind(service.systemStore),
        ]),
      ),
      write(operations) {
        counted.writes += 1;
        counted.operations += operations.length;
        if (noted && operations[0]?.op === "put" && operations[0].item.pk.includes("|post#")) noted.push(operations);
        return service.systemStore.write(operations);
      },
    },
  }),
});
const { token, homes } = await furnish(placard.app, WORKSPACES);
const at = Date.now() + 30 * 86_400_000;
const { port } = await placard.listen();
const answers = {
  /** What the store is asked to write for one post. */
  async sample() {
    noted = [];
    const [{ workspace, account }] = homes;
    await ask(placard.app, "POST", "/v1/posts", { token, workspace, body: postBody(account, at) });
    const [operations] = noted;
    noted = null;
    return { items: operations.map(({ item }) => item) };
  },
  /** How much was written until the last event was in its log. */
  async settled() {
    await relayed(placard.service);
    const { user, system } = process.cpuUsage();
    return { ...counted, cpu: user + system };
  },
};
const requests = homes.map(({ workspace, account }) => ({ workspace, body: JSON.stringify(postBody(account, at)) }));
serveQuestions({ url: `http://127.0.0.1:${port}/v1/posts`, token, requests }, answers, () => placard.close());
