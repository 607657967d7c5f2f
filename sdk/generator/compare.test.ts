import { describe, expect, test } from "vitest";
import { compare } from "./compare.ts";
import type { OpenApiDocument } from "./document.ts";
import { type SampleDocument, sampleDocument } from "./sample.ts";

/** Edits make any other document of the sample: its exact type is let go. */
// biome-ignore lint/suspicious/noExplicitAny: an edit may replace any part by any other
type Free = any;

/** What is said of a change that is made by `edit`. */
function said(edit: (document: Free) => void): string[] {
  const after: SampleDocument = sampleDocument();
  edit(after);
  return compare(sampleDocument() as OpenApiDocument, after as OpenApiDocument).map(
    ({ weight, where, what }) => `${weight}: ${where} ${what}`,
  );
}

const body = "application/json";

describe("what breaks callers", () => {
  const cases: [string, (d: Free) => void, string][] = [
    ["an operation that is gone", d => delete d.paths["/metrics"], "service.metrics is gone"],
    ["an operation renamed", d => (d.paths["/metrics"].get.operationId = "service.numbers"), "service.metrics is gone"],
    [
      "an operation moved",
      d => {
        d.paths["/numbers"] = d.paths["/metrics"];
        delete d.paths["/metrics"];
      },
      "service.metrics moved from GET /metrics to GET /numbers",
    ],
    [
      "another kind of credential",
      d => (d.paths["/metrics"].get["x-access"] = "user"),
      "service.metrics is for user instead of open",
    ],
    ["a new scope", d => d.paths["/metrics"].get["x-scopes"].push("ops"), "service.metrics needs the scope ops"],
    ["a parameter that is gone", d => d.paths["/v1/posts"].get.parameters.pop(), "posts.list query status is gone"],
    [
      "a parameter required",
      d => (d.paths["/v1/posts"].get.parameters[2].required = true),
      "posts.list query status is required now",
    ],
    [
      "a new parameter required",
      d => d.paths["/v1/posts"].get.parameters.push({ name: "q", in: "query", required: true, schema: { type: "string" } }),
      "posts.list query q is new and required",
    ],
    [
      "a limit lowered",
      d => (d.paths["/v1/posts"].get.parameters[1].schema.maximum = 100),
      "posts.list query limit has the maximum 100 instead of 250",
    ],
    [
      "a limit raised from below",
      d => (d.paths["/v1/posts"].get.parameters[1].schema.minimum = 2),
      "posts.list query limit has the minimum 2 instead of 1",
    ],
    [
      "an input's value that is gone",
      d => d.paths["/v1/posts"].get.parameters[2].schema.enum.pop(),
      'posts.list query status has no value "published" any more',
    ],
    [
      "another pattern",
      d => (d.paths["/v1/posts/{post_id}"].delete.parameters[0].schema.pattern = "^p_"),
      "posts.delete path post_id must match ^p_",
    ],
    ["an input's type", d => (input(d).properties.text.type = "integer"), "posts.create body.text can be string no more"],
    ["an input that is gone", d => delete input(d).properties.tags, "posts.create body.tags is gone"],
    ["an input required", d => input(d).required.push("tags"), "posts.create body.tags is required now"],
    [
      "a new input required",
      d => {
        input(d).properties.title = { type: "string" };
        input(d).required.push("title");
      },
      "posts.create body.title is new and required",
    ],
    ["a new limit", d => (input(d).properties.text.minLength = 1), "posts.create body.text has the minLength 1"],
    [
      "a variant of an input that is gone",
      d => input(d).properties.schedule.oneOf.pop(),
      "posts.create body.schedule is Now no more",
    ],
    [
      "a field inside a variant",
      d => {
        d.components.schemas.At.properties.zone = {};
        d.components.schemas.At.required.push("zone");
      },
      "At (input).zone is new and required",
    ],
    [
      "another media type",
      d => (d.paths["/metrics"].get.responses["200"].content = { [body]: { schema: {} } }),
      "service.metrics answer is text/plain no more",
    ],
    ["another status", d => moveAnswer(d.paths["/v1/posts"].post, "201", "202"), "posts.create answers 201 no more"],
    ["an answer's field that is gone", d => delete d.components.schemas.Post.properties.status, "Post (output).status is gone"],
    [
      "an answer's field that may be missing",
      d => d.components.schemas.Post.required.pop(),
      "Post (output).title may be missing now",
    ],
    [
      "an answer's type",
      d => (d.components.schemas.Post.properties.id.type = ["string", "null"]),
      "Post (output).id can be null",
    ],
    ["an answer's field of anything", d => (d.components.schemas.Post.properties.id = {}), "Post (output).id can be anything"],
    [
      "an answer's value that is gone",
      d => d.components.schemas.Post.properties.status.enum.pop(),
      'Post (output).status has no value "published" any more',
    ],
    [
      "a problem's code that is gone",
      d => d.components.schemas.Problem.properties.code.enum.pop(),
      'Problem (output).code has no value "not_found" any more',
    ],
    ["an event that is gone", d => delete d.webhooks["post.published"], "webhook post.published is gone"],
    ["a component renamed", d => rename(d, "Post", "Article"), "Post is no type of the SDK any more"],
    [
      "an answer that gets a name",
      d => {
        const answer = d.paths["/v1/posts/{post_id}/versions"].get.responses["200"].content[body];
        d.components.schemas.Count = answer.schema;
        answer.schema = { $ref: "#/components/schemas/Count" };
      },
      "PostsVersionsListAnswer is no type of the SDK any more",
    ],
    ["a list that has no pages any more", d => d.paths["/v1/posts"].get.parameters.shift(), "posts.list gives no page any more"],
  ];

  test.each(cases)("%s", (_, edit, expected) => {
    expect(said(edit)).toContain(`breaking: ${expected}`);
  });
});

describe("what only adds", () => {
  const cases: [string, (d: Free) => void, string][] = [
    [
      "an operation",
      d => (d.paths["/livez"] = { get: { ...d.paths["/metrics"].get, operationId: "service.health" } }),
      "service.health is new",
    ],
    [
      "a parameter",
      d => d.paths["/v1/posts"].get.parameters.push({ name: "q", in: "query", schema: { type: "string" } }),
      "posts.list query q is new",
    ],
    ["an input", d => (input(d).properties.title = { type: "string" }), "posts.create body.title is new"],
    ["an input made optional", d => input(d).required.pop(), "posts.create body.text is optional now"],
    [
      "an input's value",
      d => d.paths["/v1/posts"].get.parameters[2].schema.enum.push("failed"),
      'posts.list query status has the new value "failed"',
    ],
    ["an input's type", d => (input(d).properties.text.type = ["string", "null"]), "posts.create body.text can be null"],
    [
      "an input's variant",
      d => input(d).properties.schedule.oneOf.push({ $ref: "#/components/schemas/Post" }),
      "posts.create body.schedule can be Post",
    ],
    [
      "a limit raised",
      d => (input(d).properties.text.maxLength = 200),
      "posts.create body.text has the maxLength 200 instead of 100",
    ],
    ["a limit taken away", d => delete input(d).properties.text.maxLength, "posts.create body.text has no maxLength any more"],
    ["an answer's field", d => (d.components.schemas.Post.properties.text = { type: "string" }), "Post (output).text is new"],
    [
      "an answer's value",
      d => d.components.schemas.Post.properties.status.enum.push("failed"),
      'Post (output).status has the new value "failed"',
    ],
    [
      "an answer's type that is gone",
      d => d.components.schemas.Post.properties.title.anyOf.pop(),
      "Post (output).title is null no more",
    ],
    ["an event", d => (d.webhooks["post.failed"] = d.webhooks["post.published"]), "webhook post.failed is new"],
  ];

  test.each(cases)("%s", (_, edit, expected) => {
    const all = said(edit);
    expect(all).toContain(`addition: ${expected}`);
    expect(all.filter(one => one.startsWith("breaking"))).toEqual([]);
  });
});

test("wording, order and examples are no difference", () => {
  const all = said(d => {
    d.paths = Object.fromEntries(Object.entries(d.paths).reverse());
    d.paths["/metrics"].get.description = "Other words.";
    d.components.schemas.Post.properties.id.description = "Other words.";
    d.components.schemas.Post.properties.id.example = "post_2";
    d.components.schemas.Post.required.reverse();
    d.components.schemas.Post.properties.status.enum.reverse();
  });
  expect(all).toEqual([]);
});

test("a component that is used in many places is told of once", () => {
  const all = said(d => delete d.components.schemas.Post.properties.status);
  expect(all).toEqual(["breaking: Post (output).status is gone"]);
});

const input = (d: Free) => d.paths["/v1/posts"].post.requestBody.content[body].schema;

function moveAnswer(operation: Free, from: string, to: string): void {
  operation.responses[to] = operation.responses[from];
  delete operation.responses[from];
}

function rename(d: Free, from: string, to: string): void {
  const text = JSON.stringify(d).replaceAll(`#/components/schemas/${from}"`, `#/components/schemas/${to}"`);
  Object.assign(d, JSON.parse(text));
  d.components.schemas[to] = d.components.schemas[from];
  delete d.components.schemas[from];
}
