/** Receives webhooks at `/<number>` and notes when: a process of its own. The first `hanging` take a request and never answer. */
import { createServer } from "node:http";
import { quantile } from "../measure.mjs";
import { serveQuestions } from "../over-http.mjs";

const hanging = Number(process.argv[2]);
/** By endpoint and event: how often it came. */
const came = new Map();
let latencies = [];
let hung = 0;

const server = createServer((asked, answer) => {
  const now = performance.timeOrigin + performance.now();
  const number = Number(asked.url.slice(1));
  let text = "";
  asked.setEncoding("utf8").on("data", piece => {
    text += piece;
  });
  asked.once("end", () => {
    if (number < hanging) {
      hung += 1;
      return;
    }
    const name = `${number} ${asked.headers["webhook-id"]}`;
    came.set(name, (came.get(name) ?? 0) + 1);
    latencies.push(now - Date.parse(/"timestamp":"([^"]+)"/.exec(text)?.[1]));
    answer.writeHead(204).end();
  });
  asked.once("error", () => asked.destroy());
});

const answers = {
  forget() {
    came.clear();
    latencies = [];
    hung = 0;
    return {};
  },
  received: () => ({
    different: came.size,
    twice: [...came.values()].filter(times => times > 1).length,
    hung,
    ...(latencies.length > 0 && {
      p50: quantile(latencies, 0.5),
      p95: quantile(latencies, 0.95),
      p99: quantile(latencies, 0.99),
      max: quantile(latencies, 1),
    }),
  }),
};

server.listen(0, "127.0.0.1", () => {
  serveQuestions({ origin: `http://127.0.0.1:${server.address().port}` }, answers, async () => server.closeAllConnections());
});
