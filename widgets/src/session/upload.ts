/** How much of a request has left the browser, from 0 to 1. */
export type Progress = (share: number) => void;

/**
 * Sends a request as `fetch` does and tells how much of its body has left: `fetch` itself cannot.
 *
 * @throws {TypeError} where there was no answer; the reason of the request's signal where that fired
 */
export async function sendWithProgress(request: Request, progress: Progress): Promise<Response> {
  const { method, url, headers, signal } = request;
  const body = await request.blob();
  return new Promise((resolve, reject) => {
    const sender = new XMLHttpRequest();
    sender.open(method, url);
    sender.responseType = "blob";
    headers.forEach((value, name) => {
      sender.setRequestHeader(name, value);
    });
    const stop = (): void => sender.abort();
    sender.upload.addEventListener("progress", ({ loaded, total }) => total > 0 && progress(loaded / total));
    sender.addEventListener("load", () => resolve(answerOf(sender)));
    sender.addEventListener("error", () => reject(new TypeError("The request got no answer.")));
    sender.addEventListener("abort", () => reject(signal.reason));
    sender.addEventListener("loadend", () => signal.removeEventListener("abort", stop));
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    sender.send(body);
  });
}

function answerOf(sender: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const line of sender
    .getAllResponseHeaders()
    .trim()
    .split(/[\r\n]+/)) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return new Response(sender.status === 204 ? null : sender.response, { status: sender.status, headers });
}
