import { z } from "@hono/zod-openapi";
import { PROBLEMS, type ProblemCode, type Refusal } from "../problems.ts";
import { LightResponse } from "./light-response.ts";

/** A field's fault, as callers see it. */
export const FaultSchema = z
  .object({
    path: z.string().openapi({
      description: "The field, with dots: `thread.1.text`. `query.` and `header.` come before parameters.",
      example: "thread.1.text",
    }),
    code: z.string().openapi({ description: "Stable code of the fault.", example: "too_long" }),
    message: z.string().openapi({ description: "What is wrong.", example: "312 of 280 characters on x." }),
    fix: z
      .string()
      .openapi({ description: "What to do about it.", example: "Shorten it by 32 characters, or split it into a thread." }),
  })
  .openapi("Fault");

/** RFC 9457. */
export const ProblemSchema = z
  .object({
    type: z.string().openapi({ description: "A page about this code.", example: "https://placard.dev/problems/not_found" }),
    title: z.string().openapi({ description: "What the code means.", example: "There is no such thing" }),
    status: z.int().openapi({ description: "The HTTP status.", example: 404 }),
    detail: z.string().openapi({ description: "What happened this time.", example: "No such post here." }),
    code: z
      .enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]])
      .openapi({ description: "Stable code, to branch on.", example: "not_found" }),
    request_id: z.string().openapi({ description: "Name it when you ask us.", example: "req_01jd4b9ep2f3r8h6v5w7x9y0za" }),
    errors: z.array(FaultSchema).optional().openapi({ description: "Every fault of the input at once." }),
  })
  .loose()
  .openapi("Problem");

/** Where a code's page stands in the docs. */
export const problemType = (code: ProblemCode): string => `https://placard.dev/problems/${code}`;

/** The headers of an answer, by name. */
export type AnswerHeaders = Record<string, string>;

/** A refusal as the text of a problem document. */
export function problemText(refusal: Refusal, requestId: string): string {
  const { status, title } = PROBLEMS[refusal.code];
  return JSON.stringify({
    type: problemType(refusal.code),
    title,
    status,
    detail: refusal.message,
    code: refusal.code,
    request_id: requestId,
    ...(refusal.faults.length > 0 && { errors: refusal.faults }),
    ...refusal.extra,
  });
}

/** A refusal as an answer. `text` is its problem document, where it was made already. */
export function problemResponse(
  refusal: Refusal,
  requestId: string,
  headers: AnswerHeaders,
  text = problemText(refusal, requestId),
): Response {
  const { status } = refusal;
  headers["Content-Type"] = "application/problem+json";
  if (status === 401) headers["WWW-Authenticate"] = 'Bearer realm="placard"';
  if (refusal.retryAfterMs !== null) headers["Retry-After"] ??= String(Math.max(1, Math.ceil(refusal.retryAfterMs / 1000)));
  return new LightResponse(text, { status, headers });
}
