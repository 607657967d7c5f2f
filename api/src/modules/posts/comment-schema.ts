import { z } from "@hono/zod-openapi";
import { idField, instantField, listOf, listQuery, metadataField, nullable } from "../../http/fields.ts";
import { describeEvent } from "../events/index.ts";
import { AuthorSchema } from "./schema.ts";

const text = z
  .string()
  .min(1)
  .max(5000)
  .openapi({ description: "What is noted, for colleagues only.", example: "Is the date right?" });
const resolved = z
  .boolean()
  .openapi({ description: "Whether it is dealt with. Whoever may write posts says so.", example: false });

export const CommentCreateBody = z.strictObject({ text }).openapi("PostCommentCreate");
export const CommentUpdateBody = z
  .strictObject({ text: text.optional(), resolved: resolved.optional() })
  .openapi("PostCommentUpdate", { example: { resolved: true } });
export const CommentParams = z.object({ post_id: idField("post"), comment_id: idField("comment") });
export const CommentQuery = z.strictObject(listQuery);

export const CommentSchema = z
  .object({
    id: idField("comment"),
    post_id: idField("post"),
    workspace_id: idField("workspace"),
    author: AuthorSchema.openapi({ description: "Who wrote it." }),
    text,
    resolved,
    created_at: instantField("When it was written."),
    edited_at: nullable(instantField("When its text last changed.")),
  })
  .openapi("PostComment");
export const CommentListSchema = listOf(CommentSchema, "PostCommentList");

const payload = z.object({ comment: CommentSchema, metadata: metadataField, workspace_id: idField("workspace") });
export const commentEvents = [
  describeEvent("post.commented", "A colleague commented on a post here. `metadata` is that of the post.", payload),
];
