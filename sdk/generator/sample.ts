/** A small document with one of each thing the generator and the comparison know. Fresh for every caller: tests change it. */
export function sampleDocument() {
  const post = { $ref: "#/components/schemas/Post" };
  const problems = {
    "400": {
      description: "Refused.",
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  };
  const postId = { name: "post_id", in: "path" as const, required: true, schema: { type: "string", pattern: "^post_" } };
  const key = { name: "Idempotency-Key", in: "header" as const, required: false, schema: { type: "string" } };
  const answers = (status: string, schema: object, type = "application/json") => ({
    [status]: { description: "Done.", content: { [type]: { schema } } },
    ...problems,
  });
  return {
    openapi: "3.1.0",
    info: { title: "Sample", version: "0.3.0" },
    paths: {
      "/v1/posts": {
        get: {
          operationId: "posts.list",
          summary: "List posts",
          description: "Newest first.",
          "x-scopes": ["posts:read"],
          "x-access": "workspace",
          parameters: [
            { name: "cursor", in: "query" as const, required: false, schema: { type: "string" } },
            { name: "limit", in: "query" as const, required: false, schema: { type: "integer", minimum: 1, maximum: 250 } },
            { name: "status", in: "query" as const, required: false, schema: { type: "string", enum: ["draft", "published"] } },
          ],
          responses: answers("200", { $ref: "#/components/schemas/PostList" }),
        },
        post: {
          operationId: "posts.create",
          summary: "Write a post",
          description: "Ends with */ a trap.",
          "x-scopes": ["posts:write"],
          "x-access": "workspace",
          parameters: [key],
          requestBody: {
            required: true,
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  properties: {
                    text: { type: "string", maxLength: 100 },
                    tags: { type: "array", items: { type: "string" }, maxItems: 5 },
                    schedule: { oneOf: [{ $ref: "#/components/schemas/At" }, { $ref: "#/components/schemas/Now" }] },
                  },
                  required: ["text"],
                  additionalProperties: false,
                },
              },
            },
          },
          responses: answers("201", post),
        },
      },
      "/v1/posts/{post_id}": {
        delete: {
          operationId: "posts.delete",
          summary: "Delete a post",
          "x-scopes": ["posts:write"],
          "x-access": "workspace",
          parameters: [postId],
          responses: { "204": { description: "Gone." }, ...problems },
        },
      },
      "/v1/posts/{post_id}/versions": {
        get: {
          operationId: "posts.versions.list",
          summary: "List versions",
          "x-scopes": ["posts:read"],
          "x-access": "workspace",
          parameters: [postId],
          responses: answers("200", { type: "object", properties: { count: { type: "integer" } }, required: ["count"] }),
        },
      },
      "/v1/events/stream": {
        get: {
          operationId: "events.stream",
          summary: "Stream events",
          "x-scopes": ["events:read"],
          "x-access": "workspace",
          responses: answers("200", { $ref: "#/components/schemas/PostPublishedEvent" }, "text/event-stream"),
        },
      },
      "/metrics": {
        get: {
          operationId: "service.metrics",
          summary: "Metrics",
          "x-scopes": [],
          "x-access": "open",
          responses: answers("200", { type: "string" }, "text/plain"),
        },
      },
    },
    webhooks: {
      "post.published": {
        post: {
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/PostPublishedEvent" } } },
          },
          responses: { "200": { description: "Received." } },
        },
      },
    },
    components: {
      schemas: {
        At: { type: "object", properties: { at: { type: "string", format: "date-time" } }, required: ["at"] },
        Now: { type: "object", properties: { now: { type: "boolean", const: true } }, required: ["now"] },
        Post: {
          type: "object",
          properties: {
            id: { type: "string" },
            status: { type: "string", enum: ["draft", "published"] },
            title: { anyOf: [{ type: "string" }, { type: "null" }] },
            replies: { type: "array", items: post },
          },
          required: ["id", "status", "title"],
        },
        PostList: {
          type: "object",
          properties: {
            data: { type: "array", items: post },
            has_more: { type: "boolean" },
            next_cursor: { anyOf: [{ type: "string" }, { type: "null" }] },
          },
          required: ["data", "has_more", "next_cursor"],
        },
        PostPublishedEvent: {
          type: "object",
          properties: { type: { type: "string", enum: ["post.published"] }, data: post },
          required: ["type", "data"],
        },
        Problem: {
          type: "object",
          properties: { code: { type: "string", enum: ["stale", "not_found"] }, detail: { type: "string" } },
          required: ["code", "detail"],
        },
      },
    },
  };
}

export type SampleDocument = ReturnType<typeof sampleDocument>;
