import { type Operation, workspaceOperation } from "../../http/operation.ts";
import {
  CommentCreateBody,
  CommentListSchema,
  CommentParams,
  CommentQuery,
  CommentSchema,
  CommentUpdateBody,
} from "./comment-schema.ts";
import { createComment, deleteComment, listComments, updateComment } from "./comments.ts";
import { PostParams } from "./schema.ts";

const tag = "Posts";

export const commentOperations: readonly Operation[] = [
  workspaceOperation(
    {
      id: "posts.comments.list",
      method: "get",
      path: "/v1/posts/{post_id}/comments",
      tag,
      summary: "List the comments on a post",
      description: "What colleagues noted, oldest first. They are never published, and go with the post.",
      scopes: ["posts:read"],
      params: PostParams,
      query: CommentQuery,
      answer: { status: 200, schema: CommentListSchema, description: "A page of comments." },
      problems: ["not_found"],
    },
    async (ctx, { params, query: { limit, cursor } }) => ({ body: await listComments(ctx, params.post_id, { limit, cursor }) }),
  ),
  workspaceOperation(
    {
      id: "posts.comments.create",
      method: "post",
      path: "/v1/posts/{post_id}/comments",
      tag,
      summary: "Comment on a post",
      description: "For colleagues, whatever state the post is in. `post.commented` tells of it.",
      scopes: ["posts:write"],
      params: PostParams,
      body: CommentCreateBody,
      answer: { status: 201, schema: CommentSchema, description: "The comment." },
      problems: ["not_found", "conflict"],
      versioned: true,
    },
    async (ctx, { params, body }) => createComment(ctx, params.post_id, body.text),
  ),
  workspaceOperation(
    {
      id: "posts.comments.update",
      method: "patch",
      path: "/v1/posts/{post_id}/comments/{comment_id}",
      tag,
      summary: "Change a comment",
      description:
        "Its author changes what it says, and so does an API key; whoever may write posts says whether it is resolved.",
      scopes: ["posts:write"],
      params: CommentParams,
      body: CommentUpdateBody,
      answer: { status: 200, schema: CommentSchema, description: "The comment." },
      problems: ["not_found", "not_author", "conflict"],
      versioned: true,
    },
    async (ctx, { params, body, request }) => {
      const changes = {
        ...(body.text !== undefined && { text: body.text }),
        ...(body.resolved !== undefined && { resolved: body.resolved }),
      };
      return updateComment(ctx, params.post_id, params.comment_id, changes, request.ifMatch);
    },
  ),
  workspaceOperation(
    {
      id: "posts.comments.delete",
      method: "delete",
      path: "/v1/posts/{post_id}/comments/{comment_id}",
      tag,
      summary: "Delete a comment",
      description: "Its author does, or an API key.",
      scopes: ["posts:write"],
      params: CommentParams,
      answer: { status: 204, schema: null, description: "Deleted." },
      problems: ["not_found", "not_author", "conflict"],
      versioned: true,
    },
    async (ctx, { params, request }) => {
      await deleteComment(ctx, params.post_id, params.comment_id, request.ifMatch);
      return {};
    },
  ),
];
