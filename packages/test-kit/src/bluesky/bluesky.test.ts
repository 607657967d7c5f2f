import { execFileSync } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import { startBlueskyNetwork } from "./index.ts";

test("a PDS of our own registers an account, takes a post, and listens on 127.0.0.1 alone", async () => {
  const network = await startBlueskyNetwork();
  onTestFinished(() => network.close());

  const alice = await network.createAccount({ handle: "alice.test" });
  const registered = await (await fetch(`${network.plcUrl}/${alice.did}`)).json();
  expect(registered).toMatchObject({ id: alice.did, alsoKnownAs: ["at://alice.test"] });

  const session = await network.call("com.atproto.server.createSession", {
    input: { identifier: alice.handle, password: alice.appPassword },
  });
  const { accessJwt } = session as { accessJwt: string };
  const record = { $type: "app.bsky.feed.post", text: "hi", createdAt: new Date().toISOString() };
  const input = { repo: alice.did, collection: "app.bsky.feed.post", record };
  await network.call("com.atproto.repo.createRecord", { input, accessToken: accessJwt });
  expect((await network.posts(alice.did)).map(post => post.value)).toEqual([record]);

  const late = network.expired(accessJwt);
  await expect(network.call("com.atproto.repo.createRecord", { input, accessToken: late })).rejects.toThrow("ExpiredToken");

  const ports = [network.pdsUrl, network.plcUrl].map(url => new URL(url).port);
  const listening = execFileSync("ss", ["-ltnH"], { encoding: "utf8" })
    .split("\n")
    .map(line => line.split(/\s+/)[3] ?? "")
    .filter(address => ports.includes(address.slice(address.lastIndexOf(":") + 1)));
  expect(listening.toSorted()).toEqual(ports.map(port => `127.0.0.1:${port}`).toSorted());
});
