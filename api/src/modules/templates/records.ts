import type { Draft } from "../../change.ts";
import type { Item, Json } from "../../ports/store/store.ts";

/** A placeholder of a template, with what its author says of it. */
export interface Variable {
  readonly name: string;
  /** Stands where nobody gives a value; null where one must be given. */
  readonly default: string | null;
  readonly description: string | null;
}

/** What a template says, with placeholders. */
export interface TemplateTexts {
  readonly text: string;
  readonly thread: readonly { readonly text: string }[];
  readonly firstComment: string | null;
  readonly hashtags: readonly string[];
}

/** A reusable text with variables, as it lies in the store. */
export interface TemplateRecord extends TemplateTexts {
  readonly schema: 1;
  readonly id: string;
  readonly name: string;
  /** Each placeholder of the texts once, in the order in which they first stand there. */
  readonly variables: readonly Variable[];
  /** ms since the epoch, on the workspace's clock. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const templateKey = (id: string) => ({ pk: `template#${id}`, sk: "template" });
/** All templates of a workspace: people write them, by the hundred. */
export const TEMPLATES = "templates";

/** Names that people take for the same are the same: whatever their case, spaces and way of composing letters. */
const sameName = (name: string): string => name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
/** Says that a name is in use. The sign before it keeps a key of a name of spaces from being empty. */
export const nameKey = (name: string) => ({ pk: "template-names", sk: `=${sameName(name)}` });

export const templateDraft = (template: TemplateRecord): Draft => ({
  ...templateKey(template.id),
  data: template as unknown as Json,
  list: { pk: TEMPLATES, sk: template.id },
});

/** The record of an item this module wrote. */
export const templateOf = (item: Item): TemplateRecord => item.data as unknown as TemplateRecord;
