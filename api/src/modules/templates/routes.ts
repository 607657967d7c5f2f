import { workspaceOperation } from "../../http/operation.ts";
import type { Module } from "../../module.ts";
import {
  RenderBody,
  RenderedSchema,
  TemplateCreateBody,
  TemplateListSchema,
  TemplateParams,
  TemplateQuery,
  TemplateSchema,
  TemplateUpdateBody,
} from "./schema.ts";
import {
  createTemplate,
  deleteTemplate,
  getTemplate,
  listTemplates,
  renderTemplate,
  type TemplateInput,
  updateTemplate,
} from "./service.ts";

const tag = "Templates";

type UpdateInput = (typeof TemplateUpdateBody)["_output"];

/** The fields a request names, in our words; what it leaves out is left out. */
const changesOf = (body: UpdateInput): Partial<TemplateInput> => ({
  ...(body.name !== undefined && { name: body.name }),
  ...(body.text !== undefined && { text: body.text }),
  ...(body.thread !== undefined && { thread: body.thread }),
  ...(body.first_comment !== undefined && { firstComment: body.first_comment }),
  ...(body.hashtags !== undefined && { hashtags: body.hashtags }),
  ...(body.variables !== undefined && {
    variables: body.variables.map(variable => ({
      name: variable.name,
      default: variable.default ?? null,
      description: variable.description ?? null,
    })),
  }),
});

/** Texts that are written once and used again. */
export const templates: Module = {
  tag: {
    name: tag,
    description: "Reusable texts with variables. Rendering gives what a post says; the post names its template in `origin`.",
  },
  operations: [
    workspaceOperation(
      {
        id: "templates.create",
        method: "post",
        path: "/v1/templates",
        tag,
        summary: "Write a template",
        description: "Its variables are the `{{placeholders}}` of its texts; `variables` gives them defaults and descriptions.",
        scopes: ["templates:write"],
        body: TemplateCreateBody,
        answer: { status: 201, schema: TemplateSchema, description: "The template." },
        problems: ["name_taken"],
        versioned: true,
      },
      (ctx, { body }) =>
        createTemplate(ctx, {
          thread: [],
          firstComment: null,
          hashtags: [],
          variables: [],
          ...changesOf(body),
          name: body.name,
          text: body.text,
        }),
    ),
    workspaceOperation(
      {
        id: "templates.list",
        method: "get",
        path: "/v1/templates",
        tag,
        summary: "List templates",
        description: "Newest first.",
        scopes: ["templates:read"],
        query: TemplateQuery,
        answer: { status: 200, schema: TemplateListSchema, description: "A page of templates." },
        problems: [],
      },
      async (ctx, { query: { limit, cursor } }) => ({ body: await listTemplates(ctx, { limit, cursor }) }),
    ),
    workspaceOperation(
      {
        id: "templates.get",
        method: "get",
        path: "/v1/templates/{template_id}",
        tag,
        summary: "Read a template",
        description: "With its variables.",
        scopes: ["templates:read"],
        params: TemplateParams,
        answer: { status: 200, schema: TemplateSchema, description: "The template." },
        problems: ["not_found"],
        versioned: true,
      },
      (ctx, { params }) => getTemplate(ctx, params.template_id),
    ),
    workspaceOperation(
      {
        id: "templates.update",
        method: "patch",
        path: "/v1/templates/{template_id}",
        tag,
        summary: "Change a template",
        description:
          "Changes the fields that are named and leaves the others. Variables whose placeholders stay keep their defaults, unless `variables` says all anew.",
        scopes: ["templates:write"],
        params: TemplateParams,
        body: TemplateUpdateBody,
        answer: { status: 200, schema: TemplateSchema, description: "The template as it is now." },
        problems: ["not_found", "name_taken", "conflict"],
        versioned: true,
      },
      (ctx, { params, body, request }) => updateTemplate(ctx, params.template_id, changesOf(body), request.ifMatch),
    ),
    workspaceOperation(
      {
        id: "templates.delete",
        method: "delete",
        path: "/v1/templates/{template_id}",
        tag,
        summary: "Delete a template",
        description: "Its name is free again. Posts that were made from it stay as they are.",
        scopes: ["templates:write"],
        params: TemplateParams,
        answer: { status: 204, schema: null, description: "Deleted." },
        problems: ["not_found", "conflict"],
        versioned: true,
      },
      async (ctx, { params, request }) => {
        await deleteTemplate(ctx, params.template_id, request.ifMatch);
        return {};
      },
    ),
    workspaceOperation(
      {
        id: "templates.render",
        method: "post",
        path: "/v1/templates/{template_id}/render",
        tag,
        summary: "Fill a template",
        description:
          "Gives what a post would say, and stores nothing. Values are plain text. Pass what it gives to posts.create, with `origin` of kind `template`.",
        scopes: ["templates:read"],
        params: TemplateParams,
        body: RenderBody,
        answer: { status: 200, schema: RenderedSchema, description: "The texts." },
        problems: ["not_found", "variable_missing"],
        idempotent: false,
      },
      async (ctx, { params, body }) => ({
        body: await renderTemplate(ctx, params.template_id, body.variables ?? {}, body.partial ?? false),
      }),
    ),
  ],
};
