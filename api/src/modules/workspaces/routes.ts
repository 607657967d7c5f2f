import { type Operation, organizationOperation } from "../../http/operation.ts";
import {
  WorkspaceCreateSchema,
  WorkspaceListQuery,
  WorkspaceListSchema,
  WorkspaceParams,
  WorkspaceSchema,
  WorkspaceUpdateSchema,
} from "./schema.ts";
import { createWorkspace, deleteWorkspace, getWorkspace, listWorkspaces, updateWorkspace } from "./service.ts";

const tag = "Workspaces";

export const operations: readonly Operation[] = [
  organizationOperation(
    {
      id: "workspaces.create",
      method: "post",
      path: "/v1/workspaces",
      tag,
      summary: "Create a workspace",
      description: "A workspace is one of your customers: accounts, posts and all else social belong to exactly one.",
      scopes: ["workspaces:write"],
      body: WorkspaceCreateSchema,
      answer: { status: 201, schema: WorkspaceSchema, description: "The workspace." },
      problems: ["already_exists", "mode_mismatch"],
    },
    (ctx, { body }) => createWorkspace(ctx, body),
  ),
  organizationOperation(
    {
      id: "workspaces.list",
      method: "get",
      path: "/v1/workspaces",
      tag,
      summary: "List workspaces",
      description:
        "Newest first. A key sees the workspaces of its own mode; a user sees both, the live ones first. With `external_id` at most one per mode.",
      scopes: ["workspaces:read"],
      query: WorkspaceListQuery,
      answer: { status: 200, schema: WorkspaceListSchema, description: "One page of workspaces." },
      problems: [],
    },
    async (ctx, { query }) => ({ body: await listWorkspaces(ctx, query) }),
  ),
  organizationOperation(
    {
      id: "workspaces.get",
      method: "get",
      path: "/v1/workspaces/{workspace_id}",
      tag,
      summary: "Get a workspace",
      description: "One workspace by its id.",
      scopes: ["workspaces:read"],
      params: WorkspaceParams,
      answer: { status: 200, schema: WorkspaceSchema, description: "The workspace." },
      problems: [],
      versioned: true,
    },
    (ctx, { params }) => getWorkspace(ctx, params.workspace_id),
  ),
  organizationOperation(
    {
      id: "workspaces.update",
      method: "patch",
      path: "/v1/workspaces/{workspace_id}",
      tag,
      summary: "Change a workspace",
      description: "Changes the fields that are named and leaves the others. The mode never changes.",
      scopes: ["workspaces:write"],
      params: WorkspaceParams,
      body: WorkspaceUpdateSchema,
      answer: { status: 200, schema: WorkspaceSchema, description: "The workspace as it is now." },
      problems: ["already_exists", "conflict"],
      versioned: true,
    },
    (ctx, { params, body, request }) => updateWorkspace(ctx, params.workspace_id, body, request.ifMatch),
  ),
  organizationOperation(
    {
      id: "workspaces.delete",
      method: "delete",
      path: "/v1/workspaces/{workspace_id}",
      tag,
      summary: "Delete a workspace",
      description:
        "The workspace is gone at once for every caller, its embed sessions with it; its `external_id` is free again. Refused while posts are scheduled or being published, and while it has accounts that are not disconnected: disconnect them first, so that the networks forget us and the plan's places are free again.",
      scopes: ["workspaces:write"],
      params: WorkspaceParams,
      answer: { status: 204, schema: null, description: "Deleted." },
      problems: ["workspace_not_empty", "conflict"],
      versioned: true,
    },
    async (ctx, { params, request }) => {
      await deleteWorkspace(ctx, params.workspace_id, request.ifMatch);
      return {};
    },
  ),
];
