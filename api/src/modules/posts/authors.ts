import type { Actor } from "../../ctx.ts";
import type { Json } from "../../ports/store/store.ts";

/** Who wrote or decided something: the person, where it was one, and not the token they held. */
export interface Author {
  readonly kind: "api_key" | "user" | "end_user" | "system";
  readonly id: string;
  readonly name: string | null;
}

/** Who acts, as an author. The person of an embed session is known by the vendor's own id of them. */
export const authorOf = ({ kind, id, endUser }: Actor): Author =>
  kind === "embed_session"
    ? { kind: "end_user", id: endUser?.externalId ?? id, name: endUser?.name ?? null }
    : { kind, id, name: null };

/** The author of a post that knows its author by id alone. */
export const authorById = (id: string): Author => ({
  kind: id.startsWith("key_") ? "api_key" : id.startsWith("usr_") ? "user" : id === "system" ? "system" : "end_user",
  id,
  name: null,
});

export const isSameAuthor = (one: Author, other: Author): boolean => one.kind === other.kind && one.id === other.id;

export const toAuthor = ({ kind, id, name }: Author): Json => ({ kind, id, name });
