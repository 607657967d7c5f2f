import { describe, expect, test } from "vitest";
import type { OpenApiDocument } from "./document.ts";
import { generate } from "./generate.ts";
import { type SampleDocument, sampleDocument } from "./sample.ts";

async function operationsOf(edit: (document: SampleDocument) => void = () => undefined): Promise<string> {
  const document = sampleDocument();
  edit(document);
  return (await generate(document as OpenApiDocument))["operations.ts"];
}

describe("the generated table", () => {
  test("has a line for each operation, nested by the dots of its id", async () => {
    const text = await operationsOf();
    const table = text.slice(text.indexOf("export const table"), text.indexOf("as const"));
    expect(table).toBe(`export const table = {
  events: {
    stream: "GET /v1/events/stream stream",
  },
  posts: {
    create: "POST /v1/posts body keyed",
    delete: "DELETE /v1/posts/{post_id}",
    list: "GET /v1/posts query page",
    versions: {
      list: "GET /v1/posts/{post_id}/versions",
    },
  },
  service: {
    metrics: "GET /metrics",
  },
} `);
  });

  test.each([
    ["posts.create", "readonly create: (body: PostsCreateBody, options?: CallOptions) => Call<Post>;"],
    ["posts.list", "readonly list: (query?: PostsListQuery, options?: CallOptions) => List<PostList>;"],
    ["posts.delete", "readonly delete: (postId: string, options?: CallOptions) => Call<void>;"],
    ["posts.versions.list", "readonly list: (postId: string, options?: CallOptions) => Call<PostsVersionsListAnswer>;"],
    ["events.stream", "readonly stream: (options?: StreamOptions) => EventStream<PostPublishedEvent>;"],
    ["service.metrics", "readonly metrics: (options?: CallOptions) => Call<string>;"],
    ["a webhook", '"post.published": PostPublishedEvent;'],
  ])("gives %s its type", async (_, signature) => {
    expect(await operationsOf()).toContain(signature);
  });

  test("takes the component Event for a stream that is described as text", async () => {
    const text = await operationsOf(document => {
      const answer = { description: "Events.", content: { "text/event-stream": { schema: { type: "string" } } } };
      Object.assign(document.paths["/v1/events/stream"].get.responses, { "200": answer });
      Object.assign(document.components.schemas, { Event: document.components.schemas.PostPublishedEvent });
    });
    expect(text).toContain("readonly stream: (options?: StreamOptions) => EventStream<Event>;");
  });

  test("keeps a description inside its comment", async () => {
    expect(await operationsOf()).toContain("Ends with *\\/ a trap.");
  });

  test("is the same however the document is ordered", async () => {
    const turned = await operationsOf(document => {
      document.paths = Object.fromEntries(Object.entries(document.paths).reverse()) as SampleDocument["paths"];
    });
    expect(turned).toBe(await operationsOf());
  });

  test.each<[string, (document: SampleDocument) => void]>([
    ["is there twice", document => (document.paths["/metrics"].get.operationId = "posts.list")],
    ["is a group and a method", document => (document.paths["/metrics"].get.operationId = "posts.versions")],
    ["is not a name for a method", document => (document.paths["/metrics"].get.operationId = "posts.do-it")],
    ["the client has a workspace of its own", document => (document.paths["/metrics"].get.operationId = "workspace.get")],
    [
      "takes a body and a query",
      document => Object.assign(document.paths["/v1/posts"].get, { requestBody: { content: { "application/json": {} } } }),
    ],
    ["must have one answer of success", document => Object.assign(document.paths["/metrics"].get, { responses: {} })],
    [
      "the path parameter post_id is not described",
      document => Object.assign(document.paths["/v1/posts/{post_id}"].delete, { parameters: [] }),
    ],
    [
      "The component PostsCreateBody has the name of an operation's own type",
      document => Object.assign(document.components.schemas, { PostsCreateBody: { type: "string" } }),
    ],
  ])("is refused when an operation %s", async (message, edit) => {
    await expect(operationsOf(edit)).rejects.toThrow(message);
  });
});

test("defaults make an input optional and never an answer's field", async () => {
  const document = sampleDocument();
  Object.assign(document.components.schemas.At.properties, { zone: { type: "string", default: "UTC" } });
  expect((await generate(document as OpenApiDocument))["types.ts"]).toMatch(/@default UTC\s+\*\/\s+zone\?: string;/);
});
