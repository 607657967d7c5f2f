import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serveSandbox } from "./serve.ts";
import { ADMIN, ask, BASE, login, openSandbox, PNG } from "./testing.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "sandbox-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

describe("a sandbox in a folder", () => {
  it("goes on where it was: people, tokens, posts, keys, media, audience, faults", async () => {
    let sandbox = openSandbox({ dataDir });
    const { token, refreshToken } = await login(sandbox.fetch, "ada");
    const media = (await ask(sandbox.fetch, "POST", "/v1/media", { token, body: PNG, headers: { "Content-Type": "image/png" } }))
      .body;
    const made = (
      await ask(sandbox.fetch, "POST", "/v1/posts", { token, key: "used", body: { text: "kept", media_ids: [media.id] } })
    ).body;
    await ask(sandbox.fetch, "POST", "/v1/posts/by-key/burned/burn", { token });
    await ask(sandbox.fetch, "POST", "/admin/simulate", {
      token: ADMIN,
      body: { post_id: made.id, comments: 2, likes: 3, followers: 4, messages: 1 },
    });
    await ask(sandbox.fetch, "POST", "/admin/faults", { token: ADMIN, body: { operation: "me", kind: "status", times: 2 } });
    await ask(sandbox.fetch, "GET", "/v1/me", { token });
    const before = (await ask(sandbox.fetch, "GET", "/admin/posts", { token: ADMIN })).body;
    sandbox.close();

    sandbox = openSandbox({ dataDir });
    expect((await ask(sandbox.fetch, "GET", "/admin/posts", { token: ADMIN })).body).toEqual(before);
    const again = await ask(sandbox.fetch, "POST", "/v1/posts", { token, key: "used", body: { text: "kept" } });
    expect([again.status, again.body.id]).toEqual([200, made.id]);
    expect((await ask(sandbox.fetch, "POST", "/v1/posts", { token, key: "burned", body: { text: "x" } })).body.error.code).toBe(
      "key_burned",
    );
    expect((await ask(sandbox.fetch, "GET", "/v1/metrics", { token })).body).toMatchObject({ followers: 4, likes: 3 });
    expect(new Uint8Array(await (await sandbox.fetch(new Request(`${BASE}/media/${media.id}`))).arrayBuffer())).toEqual(PNG);
    expect([
      (await ask(sandbox.fetch, "GET", "/v1/me", { token })).status,
      (await ask(sandbox.fetch, "GET", "/v1/me", { token })).status,
    ]).toEqual([500, 200]);
    const form = { grant_type: "refresh_token", refresh_token: refreshToken, client_id: "password" };
    expect((await ask(sandbox.fetch, "POST", "/oauth/token", { form })).status).toBe(200);
    sandbox.close();
    sandbox.close();
  });

  it("holds no token or password in clear", async () => {
    const sandbox = openSandbox({ dataDir });
    const { token, refreshToken } = await login(sandbox.fetch, "ada");
    sandbox.close();
    const sqlite = new DatabaseSync(join(dataDir, "sandbox.db"));
    const kept = JSON.stringify([sqlite.prepare("SELECT * FROM tokens").all(), sqlite.prepare("SELECT * FROM profiles").all()]);
    sqlite.close();
    for (const secret of [token, refreshToken, "correct horse"]) expect(kept).not.toContain(secret);
  });

  it("refuses a folder of another schema", async () => {
    openSandbox({ dataDir }).close();
    const sqlite = new DatabaseSync(join(dataDir, "sandbox.db"));
    sqlite.exec("PRAGMA user_version = 99");
    sqlite.close();
    expect(() => openSandbox({ dataDir })).toThrow("schema 99");
    await expect(serveSandbox({ port: 0, host: "127.0.0.1", dataDir, adminToken: ADMIN })).rejects.toThrow("schema 99");
  });

  it("loses and doubles nothing when its process is killed", async () => {
    const script = `
      import { serveSandbox } from "@placard/sandbox";
      const running = await serveSandbox({ port: 0, host: "127.0.0.1", dataDir: ${JSON.stringify(dataDir)}, adminToken: ${JSON.stringify(ADMIN)} });
      console.log(running.url);`;
    const child = spawn(process.execPath, ["--conditions=@placard/source", "--input-type=module", "-e", script], {
      cwd: import.meta.dirname,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exit = once(child, "exit");
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.once("data", chunk => resolve(String(chunk).trim()));
      child.once("exit", () => reject(new Error("The sandbox did not start.")));
    });
    const { token } = await login(fetch, "ada", url);
    const answered = new Map<string, string>();
    let failed = 0;
    const send = async (n: number) => {
      try {
        const answer = await ask(fetch, "POST", `${url}/v1/posts`, { token, key: `k${n}`, body: { text: `post ${n}` } });
        answered.set(`k${n}`, answer.body.id);
      } catch {
        failed++;
      }
      if (n === 25) child.kill("SIGKILL");
    };
    // Four at a time, so that the kill falls among requests under way.
    await Promise.all(
      [0, 1, 2, 3].map(async lane => {
        for (let n = lane; n < 120; n += 4) await send(n);
      }),
    );
    await exit;
    expect(answered.size).toBeGreaterThan(20);
    expect(failed).toBeGreaterThan(0);

    const sandbox = openSandbox({ dataDir });
    for (let n = 0; n < 120; n++) {
      const answer = await ask(sandbox.fetch, "POST", "/v1/posts", { token, key: `k${n}`, body: { text: `post ${n}` } });
      expect(answer.status).toBeLessThan(300);
      expect(answer.body.id).toBe(answered.get(`k${n}`) ?? answer.body.id);
    }
    const { posts } = (await ask(sandbox.fetch, "GET", "/admin/posts", { token: ADMIN })).body;
    expect(posts.map((post: { idempotency_key: string }) => post.idempotency_key).sort()).toEqual(
      Array.from({ length: 120 }, (_, n) => `k${n}`).sort(),
    );
    sandbox.close();
  });
});

it("refuses a port that is taken", async () => {
  const first = await serveSandbox({ port: 0, host: "127.0.0.1", dataDir: null, adminToken: ADMIN });
  const port = Number(new URL(first.url).port);
  await expect(serveSandbox({ port, host: "127.0.0.1", dataDir: null, adminToken: ADMIN })).rejects.toThrow("EADDRINUSE");
  await first.close();
});
