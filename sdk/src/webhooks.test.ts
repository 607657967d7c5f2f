import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { signTestPayload, verifyWebhook, type WebhookEvent, WebhookVerificationError, webhooks } from "./webhooks.ts";

const secretOf = (fill: number) => `whsec_${Buffer.alloc(32, fill).toString("base64")}`;
const SECRET = secretOf(7);
const OTHER = secretOf(8);
const EVENT = {
  type: "post.published",
  timestamp: "2026-11-21T09:00:00.000Z",
  sequence: 42,
  data: { text: "Grüße 🦋" },
} as unknown as WebhookEvent;

/** A delivery as the reference library signs it. */
function delivery(secret = SECRET, at = new Date()) {
  const body = JSON.stringify(EVENT);
  const headers: Record<string, string> = {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign("msg_1", at, body),
  };
  return { body, headers };
}

async function fault(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return error.code;
    throw error;
  }
  return "trusted";
}

describe("verifyWebhook", () => {
  test("trusts what the reference library signed: as text, bytes or buffer, with any kind of headers", async () => {
    const { body, headers } = delivery();
    const bytes = new TextEncoder().encode(body);
    const capitals = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
    for (const given of [body, bytes, bytes.buffer, Buffer.from(body)])
      for (const form of [headers, capitals, new Headers(headers)])
        expect(await verifyWebhook(given, form, SECRET)).toEqual(EVENT);
  });

  test("trusts any of several secrets and signatures, as in a rotation", async () => {
    const { body, headers } = delivery();
    expect(await fault(verifyWebhook(body, headers, [OTHER, SECRET]))).toBe("trusted");
    const both = `v1a,AAAA v1,${"A".repeat(43)}= v1,not*base64 v2 ${headers["webhook-signature"]}`;
    expect(await fault(verifyWebhook(body, { ...headers, "webhook-signature": both }, SECRET))).toBe("trusted");
  });

  test("refuses every change of body, id, time, signature or secret", async () => {
    const { body, headers } = delivery();
    const changed = (name: string, value: string) => verifyWebhook(body, { ...headers, [name]: value }, SECRET);
    expect(await fault(verifyWebhook(`${body} `, headers, SECRET))).toBe("wrong_signature");
    expect(await fault(verifyWebhook(body.replace("42", "43"), headers, SECRET))).toBe("wrong_signature");
    expect(await fault(changed("webhook-id", "msg_2"))).toBe("wrong_signature");
    expect(await fault(changed("webhook-timestamp", String(Number(headers["webhook-timestamp"]) - 1)))).toBe("wrong_signature");
    expect(await fault(verifyWebhook(body, headers, OTHER))).toBe("wrong_signature");
    expect(await fault(verifyWebhook(body, headers, []))).toBe("wrong_signature");
    const signature = headers["webhook-signature"] ?? "";
    for (const wrong of [signature.slice(0, -8), signature.slice(3), signature.replace("v1,", "v2,"), "v1,", ",", " "])
      expect(await fault(changed("webhook-signature", wrong))).toBe("wrong_signature");
    for (let at = 3; at < signature.length - 2; at++) {
      const letter = signature[at] === "A" ? "B" : "A";
      expect(await fault(changed("webhook-signature", signature.slice(0, at) + letter + signature.slice(at + 1)))).toBe(
        "wrong_signature",
      );
    }
  });

  test.each(["webhook-id", "webhook-timestamp", "webhook-signature"])("needs %s", async name => {
    const { body, headers } = delivery();
    expect(await fault(verifyWebhook(body, { ...headers, [name]: undefined }, SECRET))).toBe("missing_header");
    expect(await fault(verifyWebhook(body, { ...headers, [name]: "" }, SECRET))).toBe("missing_header");
  });

  test("refuses what was signed too long ago or too far ahead", async () => {
    const now = Date.UTC(2026, 10, 21, 9, 0, 0);
    const at = (seconds: number) => delivery(SECRET, new Date(now + seconds * 1000));
    const seen = async (seconds: number, tolerance?: number) => {
      const { body, headers } = at(seconds);
      return fault(verifyWebhook(body, headers, SECRET, tolerance === undefined ? { now } : { now, tolerance }));
    };
    expect(await seen(-300)).toBe("trusted");
    expect(await seen(-301)).toBe("too_old");
    expect(await seen(300)).toBe("trusted");
    expect(await seen(301)).toBe("too_new");
    expect(await seen(-301, 400)).toBe("trusted");
    expect(await seen(-1, 0)).toBe("too_old");
    const { body, headers } = at(0);
    for (const time of ["soon", "-1", "1e9", "0x10", "NaN", "1700000000.5"])
      expect(await fault(verifyWebhook(body, { ...headers, "webhook-timestamp": time }, SECRET))).toBe("wrong_timestamp");
  });

  test("refuses a body that is no event though it is signed", async () => {
    for (const body of ["<html>", "null", "[]", '{"type":1,"data":{}}', '{"type":"post.published"}']) {
      const at = new Date();
      const headers = { ...delivery(SECRET, at).headers, "webhook-signature": new Webhook(SECRET).sign("msg_1", at, body) };
      expect(await fault(verifyWebhook(body, headers, SECRET))).toBe("wrong_body");
    }
  });

  test.each(["", "whsec_", "whsec_not*base64", "sk_test_1", Buffer.alloc(32).toString("base64")])(
    "says that %j is no secret, without repeating it",
    async secret => {
      const { body, headers } = delivery();
      const error: unknown = await verifyWebhook(body, headers, secret).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TypeError);
      if (secret.length > 6) expect(String(error)).not.toContain(secret);
    },
  );
});

describe("signTestPayload", () => {
  test("is trusted by the reference library and by verifyWebhook", async () => {
    const { body, headers } = await signTestPayload(EVENT, SECRET, { id: "msg_9" });
    expect(new Webhook(SECRET).verify(body, headers)).toEqual(EVENT);
    expect(await verifyWebhook(body, headers, SECRET)).toEqual(EVENT);
    expect(headers["webhook-id"]).toBe("msg_9");
    const old = await signTestPayload(EVENT, SECRET, { at: Date.now() - 301_000 });
    expect(await fault(verifyWebhook(old.body, old.headers, SECRET))).toBe("too_old");
  });
});

describe("a receiver", () => {
  const request = async (event: WebhookEvent = EVENT, secret = SECRET) => {
    const { body, headers } = await signTestPayload(event, secret, { id: "msg_1" });
    return new Request("https://vendor.example/hook", { method: "POST", headers, body });
  };

  test("calls the listeners of the event's type, in order, and answers 204", async () => {
    const seen: unknown[] = [];
    const receiver = webhooks({ secret: SECRET })
      .on("post.published", async (event, { id }) => {
        await Promise.resolve();
        seen.push([id, event.type, event.sequence]);
      })
      .on("post.published", () => seen.push("second"));
    const response = await receiver.handle(await request());
    expect([response.status, seen]).toEqual([204, [["msg_1", "post.published", 42], "second"]]);
  });

  test("answers 204 to a type nobody listens to, newer than the client too", async () => {
    const newer = { ...EVENT, type: "post.teleported" } as unknown as WebhookEvent;
    const receiver = webhooks({ secret: SECRET }).on("post.published", () => expect.unreachable());
    expect((await receiver.handle(await request(newer))).status).toBe(204);
  });

  test("answers 400 to what is not to be trusted and calls nobody", async () => {
    const receiver = webhooks({ secret: SECRET }).on("post.published", () => expect.unreachable());
    const response = await receiver.handle(await request(EVENT, OTHER));
    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ code: "wrong_signature" })]);
  });

  test("throws what a listener throws, so that the delivery comes again", async () => {
    const receiver = webhooks({ secret: [OTHER, SECRET], tolerance: 10 }).on("post.published", () => {
      throw new RangeError("the database is away");
    });
    await expect(receiver.handle(await request())).rejects.toBeInstanceOf(RangeError);
  });
});
