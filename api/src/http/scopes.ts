/** What a credential may do. `write` does not imply `read`. */
export const SCOPES = {
  "organization:read": "Read the organization.",
  "organization:write": "Change the organization.",
  "keys:read": "List API keys.",
  "keys:write": "Create, rotate and revoke API keys.",
  "workspaces:read": "Read workspaces.",
  "workspaces:write": "Create, change and delete workspaces.",
  "embed_sessions:write": "Create embed sessions for end users.",
  "networks:read": "Read the networks' rules and options.",
  "accounts:read": "Read connected accounts and their health.",
  "accounts:write": "Connect, change and disconnect accounts.",
  "posts:read": "Read posts, targets and the calendar.",
  "posts:write": "Create, change and delete drafts.",
  "posts:approve": "Approve, with or without a time, and reject what was submitted.",
  "posts:publish": "Schedule, publish, retry, resolve and cancel.",
  "media:read": "Read the media library.",
  "media:write": "Upload, change and delete media.",
  "slots:read": "Read the slots of accounts and what is free.",
  "slots:write": "Change the slots of accounts.",
  "templates:read": "Read and fill templates.",
  "templates:write": "Create, change and delete templates.",
  "events:read": "Read and stream events.",
  "webhooks:read": "Read webhook endpoints and deliveries.",
  "webhooks:write": "Change webhook endpoints, retry deliveries.",
  "test:write": "Move test clocks, inject faults, simulate an audience.",
} as const;
export type Scope = keyof typeof SCOPES;
export const ALL_SCOPES = Object.keys(SCOPES) as readonly Scope[];

/** What each widget of an embed session needs; an embed session's `scopes` can only narrow it. */
export const COMPONENT_SCOPES = {
  composer: [
    "networks:read",
    "accounts:read",
    "posts:read",
    "posts:write",
    "posts:approve",
    "posts:publish",
    "media:read",
    "media:write",
    "slots:read",
    "templates:read",
    "templates:write",
    "events:read",
  ],
  calendar: [
    "networks:read",
    "accounts:read",
    "posts:read",
    "posts:write",
    "posts:approve",
    "posts:publish",
    "media:read",
    "slots:read",
    "slots:write",
    "events:read",
  ],
  connect: ["networks:read", "accounts:read", "accounts:write", "events:read"],
} as const satisfies Record<string, readonly Scope[]>;
export type Component = keyof typeof COMPONENT_SCOPES;
