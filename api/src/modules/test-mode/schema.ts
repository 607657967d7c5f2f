import { z } from "@hono/zod-openapi";
import { idField, instantField } from "../../http/fields.ts";

export const ClockSchema = z
  .object({
    now: instantField("What the workspace's clock shows."),
    offset_ms: z.int().openapi({ description: "How far it stands before real time, in ms.", example: 0 }),
  })
  .openapi("TestClock");

/** A year at a time: nobody tests further, and a slip of the finger must not be final. */
export const STEP_MOST_S = 366 * 86_400;

export const AdvanceBody = z
  .strictObject({
    to: instantField(
      "The instant the clock shall show; not before what it shows now, at most 366 days after it, and before the year 2200.",
    ).optional(),
    by: z
      .int()
      .min(1)
      .max(STEP_MOST_S)
      .optional()
      .openapi({ description: "Seconds to move it by; at most 366 days, and not into the year 2200.", example: 3600 }),
  })
  .refine(body => (body.to === undefined) !== (body.by === undefined), {
    error: "Give either `to` or `by`.",
    params: { code: "one_of", fix: "Give exactly one of to and by." },
  })
  .openapi("AdvanceClockRequest", { example: { by: 3600 } });

export const FaultBody = z
  .strictObject({
    network: z.enum(["sandbox"]).openapi({ description: "Faults happen on the sandbox only." }),
    account_id: idField("account").optional(),
    operation: z
      .enum(["create", "lookup", "media", "token", "me", "delete", "any"])
      .openapi({ description: "Which requests to the network are hit.", example: "create" }),
    kind: z.enum(["status", "timeout", "reset_before", "reset_after", "slow", "rate_limit", "duplicate"]).openapi({
      description:
        "`status` answers with `status`; `timeout` never answers; `reset_before` and `reset_after` cut the connection before or after it took effect; `slow` waits `delay_ms`; `rate_limit` answers 429; `duplicate` says that it is there already.",
      example: "reset_after",
    }),
    times: z.int().min(1).max(1000).optional().openapi({ description: "How often; 1 unless given.", example: 1 }),
    status: z.int().min(400).max(599).optional().openapi({ description: "For `status`; 500 unless given.", example: 503 }),
    delay_ms: z.int().min(0).max(120_000).optional().openapi({ description: "For `slow` and `timeout`, in ms.", example: 2000 }),
    retry_after_s: z
      .int()
      .min(0)
      .max(86_400)
      .optional()
      .openapi({ description: "For `rate_limit`: seconds to wait.", example: 30 }),
  })
  .openapi("InjectFaultRequest");

export const FaultsSchema = z
  .object({
    data: z.array(
      z.object({
        id: z.string().openapi({ description: "Id of the fault.", example: "flt_1" }),
        account_id: idField("account"),
        operation: z.string().openapi({ description: "Which requests are hit.", example: "create" }),
        kind: z.string().openapi({ description: "What happens.", example: "reset_after" }),
        remaining: z.int().openapi({ description: "How often it will still happen.", example: 1 }),
      }),
    ),
  })
  .openapi("InjectedFaults");

export const RevokeParams = z.object({ account_id: idField("account") });

export const RevokedSchema = z
  .object({
    account_id: idField("account"),
    permissions: z.int().openapi({
      description: "How many permissions the network ended; 0 where it had ended them before.",
      example: 1,
    }),
  })
  .openapi("RevokedAccess");

const count = (description: string) => z.int().min(0).max(1000).optional().openapi({ description, example: 3 });
export const SimulateBody = z
  .strictObject({
    post_id: idField("post").optional(),
    account_id: idField("account").optional(),
    comments: count("Comments under the post."),
    likes: count("Likes of the post."),
    followers: count("New followers of the account."),
    messages: count("Direct messages to the account."),
  })
  .refine(body => body.post_id !== undefined || body.account_id !== undefined, {
    error: "Name a post or an account.",
    params: { code: "required", fix: "Give post_id (published on the sandbox) or account_id." },
  })
  .openapi("SimulateRequest", { example: { post_id: "post_01jd4b9ep2f3r8h6v5w7x9y0za", comments: 3, likes: 12 } });

export const SimulatedSchema = z
  .object({
    comments: z.int().openapi({ description: "Comments made.", example: 3 }),
    likes: z.int().openapi({ description: "Likes given.", example: 12 }),
    followers: z.int().openapi({ description: "Followers gained.", example: 0 }),
    messages: z.int().openapi({ description: "Messages sent.", example: 0 }),
  })
  .openapi("Simulated");
