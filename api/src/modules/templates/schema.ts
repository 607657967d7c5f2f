import { z } from "@hono/zod-openapi";
import { idField, instantField, lineField, listOf, listQuery, nullable } from "../../http/fields.ts";
import { isName, NAME_MOST } from "./placeholders.ts";

/** As long as a post's. */
export const TEXT_MOST = 100_000;
export const VARIABLES_MOST = 50;
const VALUE_MOST = 5000;
const THREAD_MOST = 24;

const text = (description: string) =>
  z.string().max(TEXT_MOST).openapi({ description, example: "Hello {{city}}, we open on {{day}}." });
const variableName = z
  .string()
  .refine(isName, {
    error: "It is not a name of a variable.",
    params: { code: "wrong_format", fix: `Use letters, digits and underscores, at most ${NAME_MOST}.` },
  })
  .openapi({ description: "Its name, as in `{{city}}`.", example: "city", pattern: `^[A-Za-z0-9_]{1,${NAME_MOST}}$` });
const thread = z.array(z.strictObject({ text: text("Its text.") })).max(THREAD_MOST);
const hashtags = z
  .array(
    z
      .string()
      .min(1)
      .max(200)
      .refine(tag => /^#?(?:[\p{L}\p{M}\p{N}_]|\{\{[^{}]*\}\})+$/u.test(tag), {
        error: "A hashtag has letters, digits, underscores and placeholders only.",
        params: { code: "wrong_format", fix: "Remove spaces, hyphens and other characters." },
      })
      .transform(tag => tag.replace(/^#/, "")),
  )
  .max(30);

const inputFields = {
  name: lineField(200).openapi({
    description: "Its name: one of its own among the workspace's templates, whatever the case.",
    example: "Opening",
  }),
  text: text("The text of the post, with `{{placeholders}}`. `\\{{` stands for two braces."),
  thread: thread.optional().openapi({ description: `What follows the post: at most ${THREAD_MOST}.` }),
  first_comment: nullable(text("A first comment under the post.")).optional(),
  hashtags: hashtags.optional().openapi({
    description: "The last paragraph of the post, with or without `#`; they may hold placeholders, too.",
    example: ["yoga", "{{city}}"],
  }),
  variables: z
    .array(
      z
        .strictObject({
          name: variableName,
          default: nullable(z.string().max(VALUE_MOST)).optional().openapi({
            description: "Stands where no value is given; null where one must be.",
            example: "Berlin",
          }),
          description: nullable(z.string().max(500))
            .optional()
            .openapi({ description: "What it is for.", example: "Where we open." }),
        })
        .openapi("TemplateVariableInput"),
    )
    .max(VARIABLES_MOST)
    .optional()
    .openapi({
      description:
        "What you say of variables. They are found by their placeholders: one you say nothing of has no default, one that stands in no text is refused.",
    }),
};

const example = {
  name: "Opening",
  text: "Hello {{city}}, we open on {{day}}.",
  hashtags: ["yoga", "{{city}}"],
  variables: [{ name: "city", default: "Berlin" }],
};
export const TemplateCreateBody = z.strictObject(inputFields).openapi("TemplateCreate", { example });
export const TemplateUpdateBody = z
  .strictObject({ ...inputFields, name: inputFields.name.optional(), text: inputFields.text.optional() })
  .openapi("TemplateUpdate", { example: { text: "Hello {{city}}, we have moved." } });
export const TemplateParams = z.object({ template_id: idField("template") });
export const TemplateQuery = z.strictObject(listQuery);

export const RenderBody = z
  .strictObject({
    variables: z
      .record(z.string().max(200), z.string().max(VALUE_MOST))
      .optional()
      .openapi({
        description: "The values, by the names of the variables. Plain text: never expanded again.",
        example: { day: "Monday" },
      }),
    partial: z.boolean().optional().openapi({
      description: "`true`: placeholders without a value stay as they are written, and are named in `missing`.",
      example: false,
    }),
  })
  .openapi("TemplateRenderRequest", { example: { variables: { city: "Berlin", day: "Monday" } } });

const ThreadOutput = z.array(z.object({ text: z.string().openapi({ description: "Its text." }) }));

export const TemplateSchema = z
  .object({
    id: idField("template"),
    workspace_id: idField("workspace"),
    name: z.string().openapi({ description: "Its name.", example: "Opening" }),
    text: z.string().openapi({ description: "The text with its placeholders.", example: "Hello {{city}}, we open on {{day}}." }),
    thread: ThreadOutput.openapi({ description: "What follows the post." }),
    first_comment: nullable(z.string()).openapi({ description: "The first comment." }),
    hashtags: z.array(z.string()).openapi({ description: "Without `#`.", example: ["yoga", "{{city}}"] }),
    variables: z
      .array(
        z
          .object({
            name: z.string().openapi({ description: "Its name.", example: "city" }),
            default: nullable(z.string()).openapi({ description: "Stands where no value is given.", example: "Berlin" }),
            description: nullable(z.string()).openapi({ description: "What it is for." }),
          })
          .openapi("TemplateVariable"),
      )
      .openapi({ description: "Every placeholder of the texts once, in the order in which they first stand there." }),
    created_at: instantField("When it was made."),
    updated_at: instantField("When it last changed."),
  })
  .openapi("Template");
export const TemplateListSchema = listOf(TemplateSchema, "TemplateList");

export const RenderedSchema = z
  .object({
    template_id: idField("template"),
    text: z.string().openapi({ description: "The text of the post.", example: "Hello Berlin, we open on Monday." }),
    thread: ThreadOutput.openapi({ description: "What follows the post." }),
    first_comment: nullable(z.string()).openapi({ description: "The first comment." }),
    hashtags: z.array(z.string()).openapi({
      description: "Without `#`, each once; of a value only what a hashtag can have, so that New York is NewYork.",
      example: ["yoga", "Berlin"],
    }),
    missing: z
      .array(z.string())
      .openapi({ description: "Variables without a value; empty unless `partial` was asked for.", example: [] }),
  })
  .openapi("RenderedTemplate");
