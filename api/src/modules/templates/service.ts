import { commit, create, erase, replace, retrying, sortableInstant, type Write } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { type ListBody, pageOver } from "../../http/paging.ts";
import type { Item, Json } from "../../ports/store/store.ts";
import { checkVersion, type Fault, invalid, notFound, Refusal } from "../../problems.ts";
import { filled, filledLength, textsOf, variablesIn } from "./placeholders.ts";
import {
  nameKey,
  TEMPLATES,
  type TemplateRecord,
  type TemplateTexts,
  templateDraft,
  templateKey,
  templateOf,
  type Variable,
} from "./records.ts";
import { TEXT_MOST, VARIABLES_MOST } from "./schema.ts";

/** What a caller says of a template. */
export interface TemplateInput extends TemplateTexts {
  readonly name: string;
  readonly variables: readonly Variable[];
}

export interface Answer {
  readonly body: Json;
  readonly version: number;
}

const toBody = (template: TemplateRecord, workspaceId: string): Json => ({
  id: template.id,
  workspace_id: workspaceId,
  name: template.name,
  text: template.text,
  thread: template.thread.map(({ text }) => ({ text })),
  first_comment: template.firstComment,
  hashtags: template.hashtags,
  variables: template.variables.map(({ name, default: usual, description }) => ({ name, default: usual, description })),
  created_at: sortableInstant(template.createdAt),
  updated_at: sortableInstant(template.updatedAt),
});

/** All that a template says, in bytes of JSON: it and its kept answer fit into an item of the store (400 kB). */
const TEMPLATE_MOST = 180_000;

/**
 * The template's variables: every placeholder, completed by what is said of it.
 * @throws {Refusal} `validation_failed` naming every malformed placeholder, and what is said of variables that there are not, or twice.
 */
function variablesOf(texts: TemplateTexts, said: readonly Variable[]): Variable[] {
  const { names, faults: malformed } = variablesIn(texts);
  const faults: Fault[] = [...malformed];
  const bytes = Buffer.byteLength(JSON.stringify([texts.text, texts.thread, texts.firstComment, texts.hashtags, said]));
  if (bytes > TEMPLATE_MOST)
    faults.push({
      path: "text",
      code: "too_long",
      message: `The template has ${bytes} bytes.`,
      fix: `Use at most ${TEMPLATE_MOST} bytes of texts, defaults and descriptions.`,
    });
  if (names.length > VARIABLES_MOST)
    faults.push({
      path: "variables",
      code: "too_long",
      message: `The texts hold ${names.length} variables.`,
      fix: `Use at most ${VARIABLES_MOST}.`,
    });
  const byName = new Map<string, Variable>();
  for (const [index, variable] of said.entries()) {
    const path = `variables.${index}.name`;
    if (byName.has(variable.name))
      faults.push({ path, code: "duplicate", message: `${variable.name} is said twice.`, fix: "Name each variable once." });
    else if (malformed.length === 0 && !names.includes(variable.name))
      faults.push({
        path,
        code: "not_found",
        message: `No text holds {{${variable.name}}}.`,
        fix: "Write it into a text, or remove it here.",
      });
    byName.set(variable.name, variable);
  }
  if (faults.length > 0) throw invalid(faults);
  return names.map(name => byName.get(name) ?? { name, default: null, description: null });
}

/** @throws {Refusal} `not_found` */
async function findTemplate(ctx: Ctx, id: string): Promise<Item> {
  const { pk, sk } = templateKey(id);
  const item = await ctx.store.get(pk, sk);
  if (!item) throw notFound("template");
  return item;
}

/** Whether a post of this workspace may name the template it was made from. */
export async function hasTemplate(ctx: Ctx, id: string): Promise<boolean> {
  const { pk, sk } = templateKey(id);
  return (await ctx.store.get(pk, sk)) !== null;
}

/** Takes the name for the template, where nobody has it. */
function takeName(template: Pick<TemplateRecord, "id" | "name">): Write {
  const message = `Another template is called ${template.name}.`;
  const conflict = new Refusal("name_taken", message, {
    faults: [{ path: "name", code: "already_exists", message, fix: "Use another name, or change that template." }],
  });
  return create({ ...nameKey(template.name), data: { schema: 1, templateId: template.id } }, { conflict });
}

/** @throws {Refusal} `validation_failed`, `name_taken` */
export async function createTemplate(ctx: Ctx, input: TemplateInput): Promise<Answer> {
  const now = ctx.time.workspace.now();
  const variables = variablesOf(input, input.variables);
  const template: TemplateRecord = {
    ...input,
    variables,
    schema: 1,
    id: ctx.ids.next("template"),
    createdAt: now,
    updatedAt: now,
  };
  const body = toBody(template, ctx.workspace.id);
  const change = { writes: [create(templateDraft(template)), takeName(template)], events: [] };
  return { body: await commit(ctx, change, body, 1), version: 1 };
}

/** @throws {Refusal} `not_found` */
export async function getTemplate(ctx: Ctx, id: string): Promise<Answer> {
  const item = await findTemplate(ctx, id);
  return { body: toBody(templateOf(item), ctx.workspace.id), version: item.version };
}

/** Newest first. */
export const listTemplates = (
  ctx: Ctx,
  query: { readonly limit: number | undefined; readonly cursor: string | undefined },
): Promise<ListBody<Json>> =>
  pageOver(
    ctx,
    { ...query, binding: ["templates"] },
    [TEMPLATES],
    (pk, limit, cursor) => ctx.store.list("list", { pk, limit, order: "desc", ...(cursor !== null && { cursor }) }),
    items => items.map(item => toBody(templateOf(item), ctx.workspace.id)),
  );

/**
 * Changes what is named. Where nothing is said of variables, those whose placeholders stay keep what was said of them.
 * @throws {Refusal} `not_found`, `stale`, `validation_failed`, `name_taken`
 */
export const updateTemplate = (ctx: Ctx, id: string, changes: Partial<TemplateInput>, ifMatch: number | null): Promise<Answer> =>
  retrying(ctx, async () => {
    const item = await findTemplate(ctx, id);
    checkVersion(item, ifMatch);
    const before = templateOf(item);
    const changed = { ...before, ...changes };
    const { names } = variablesIn(changed);
    const said = changes.variables ?? before.variables.filter(({ name }) => names.includes(name));
    const template: TemplateRecord = {
      ...changed,
      variables: variablesOf(changed, said),
      updatedAt: ctx.time.workspace.now(),
    };
    const renamed = nameKey(template.name).sk !== nameKey(before.name).sk;
    const renaming: Write[] = renamed ? [{ op: "delete", key: nameKey(before.name) }, takeName(template)] : [];
    const version = item.version + 1;
    const body = toBody(template, ctx.workspace.id);
    const change = { writes: [replace(templateDraft(template), item), ...renaming], events: [] };
    return { body: await commit(ctx, change, body, version), version };
  });

/** Deletes the template; posts that were made from it keep its id. @throws {Refusal} `not_found`, `stale` */
export async function deleteTemplate(ctx: Ctx, id: string, ifMatch: number | null): Promise<void> {
  await retrying(ctx, async () => {
    const item = await findTemplate(ctx, id);
    checkVersion(item, ifMatch);
    const named = nameKey(templateOf(item).name);
    await commit(ctx, { writes: [erase(templateKey(id), item), { op: "delete", key: named }], events: [] });
  });
}

/** What a hashtag cannot have, and the most it has. */
const NO_HASHTAG = /[^\p{L}\p{M}\p{N}_]/gu;
const HASHTAG_MOST = 100;

/** Hashtags without what they cannot have, each once. Placeholders that stay are left as they are. */
function renderedHashtags(hashtags: readonly string[], values: ReadonlyMap<string, string>): string[] {
  const fitting = new Map([...values].map(([name, value]) => [name, value.replace(NO_HASHTAG, "")]));
  const tags = hashtags.map(tag => [...filled(tag, fitting)].slice(0, HASHTAG_MOST).join("")).filter(tag => tag !== "");
  return tags.filter((tag, index) => tags.findIndex(other => other.toLowerCase() === tag.toLowerCase()) === index);
}

/**
 * The template's texts with values for its variables; what has none takes its default.
 * @throws {Refusal} `not_found`; `validation_failed` naming each value for a variable there is not, and each text that becomes too long;
 * `variable_missing` naming each variable without a value, unless `partial`.
 */
export async function renderTemplate(
  ctx: Ctx,
  id: string,
  given: Readonly<Record<string, string>>,
  partial: boolean,
): Promise<Json> {
  const template = templateOf(await findTemplate(ctx, id));
  const names = template.variables.map(({ name }) => name);
  const said = new Map(Object.entries(given));
  const faults: Fault[] = [...said.keys()]
    .filter(name => !names.includes(name))
    .map(name => ({
      path: `variables.${name}`,
      code: "unknown_field",
      message: "The template has no such variable.",
      fix: names.length === 0 ? "Remove it: the template has none." : "Remove it, or use a name of templates.get.",
    }));
  const values = new Map<string, string>();
  const missing: string[] = [];
  for (const { name, default: usual } of template.variables) {
    const value = said.get(name) ?? usual;
    if (value === null) missing.push(name);
    else values.set(name, value);
  }
  for (const { path, text } of textsOf(template)) {
    const length = filledLength(text, values);
    if (length > TEXT_MOST)
      faults.push({
        path,
        code: "too_long",
        message: `It would have ${length} characters.`,
        fix: `Use shorter values: at most ${TEXT_MOST} characters in all.`,
      });
  }
  if (faults.length > 0) throw invalid(faults);
  if (missing.length > 0 && !partial)
    throw new Refusal("variable_missing", `These variables have neither a value nor a default: ${missing.join(", ")}.`, {
      faults: missing.map(name => ({
        path: `variables.${name}`,
        code: "required",
        message: "It has neither a value nor a default.",
        fix: "Give a value, or give the template's variable a default.",
      })),
    });
  return {
    template_id: id,
    text: filled(template.text, values),
    thread: template.thread.map(({ text }) => ({ text: filled(text, values) })),
    first_comment: template.firstComment === null ? null : filled(template.firstComment, values),
    hashtags: renderedHashtags(template.hashtags, values),
    missing,
  };
}
