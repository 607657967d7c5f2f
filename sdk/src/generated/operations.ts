// Generated from openapi/openapi.json by `pnpm openapi`. Do not edit.

import type { Call } from "../call.ts";
import type { List } from "../list.ts";
import type { EventStream } from "../stream.ts";
import type { CallOptions, QueryOf, StreamOptions } from "../options.ts";
import type { Account, AccountConnectedEvent, AccountDisconnectedEvent, AccountHealth, AccountList, AccountNeedsReconnectEvent, AccountSlots, AdvanceClockRequest, ApiKeyCreate, ApiKeyList, ApiKeyRotate, ApiKeyWithSecret, ApprovePostRequest, BulkSchedule, BulkScheduleRequest, Calendar, Campaign, CampaignCreate, CampaignList, CampaignUpdate, ChooseProfileRequest, CompleteConnectRequest, ConnectRequest, Connection, CreatePostRequest, CreateWebhookEndpoint, CurrentEmbedSession, CurrentUser, EmbedSession, EmbedSessionCreate, Event, EventList, Health, InjectFaultRequest, InjectedFaults, Jwks, Login, LoginAnswer, Media, MediaDeletedEvent, MediaList, MediaReadyEvent, MediaUsage, Network, NetworkList, Organization, OrganizationUpdate, Post, PostApprovalRequestedEvent, PostApprovedEvent, PostComment, PostCommentCreate, PostCommentList, PostCommentUpdate, PostCommentedEvent, PostCreatedEvent, PostDeletedEvent, PostFailedEvent, PostList, PostPartlyPublishedEvent, PostPreview, PostPublishedEvent, PostRejectedEvent, PostScheduledEvent, PostUpdatedEvent, PostValidation, PostVersion, PostVersionList, Readiness, RecoverWebhookEndpoint, Refresh, Registration, RejectPostRequest, RenderedTemplate, ResolveTargetRequest, RevokedAccess, RotateWebhookSecret, SimulateRequest, Simulated, SlotsRequest, SlotsUpdatedEvent, SubmitPostRequest, Target, TargetCancelledEvent, TargetDiscardedEvent, TargetFailedEvent, TargetList, TargetPartPublishedEvent, TargetPublishedEvent, TargetScheduledEvent, TargetUncertainEvent, TargetUnknownEvent, Template, TemplateCreate, TemplateList, TemplateRenderRequest, TemplateUpdate, TestClock, Tokens, UpcomingSlots, UpdateAccountRequest, UpdateMediaRequest, UpdatePostRequest, UpdateWebhookEndpoint, UploadMediaRequest, UsageList, WebhookDelivery, WebhookDeliveryList, WebhookDeliveryWithAttempts, WebhookEndpoint, WebhookEndpointDisabledEvent, WebhookEndpointList, WebhookEndpointRecoveredEvent, WebhookEndpointTestEvent, WebhookEndpointWithSecret, WebhookRecovery, When, Workspace, WorkspaceCreate, WorkspaceList, WorkspaceUpdate, operations as Ids } from "./types.ts";

/** Every operation as a line: method, path, and what it takes and gives (see `Line`). */
export const table = {
  accounts: {
    choose: "POST /v1/accounts/connect/{state}/choose body keyed",
    completeConnect: "POST /v1/accounts/connect/complete body keyed",
    connect: "POST /v1/accounts/connect body keyed",
    disconnect: "DELETE /v1/accounts/{account_id}",
    get: "GET /v1/accounts/{account_id}",
    health: "GET /v1/accounts/{account_id}/health",
    list: "GET /v1/accounts query page",
    refresh: "POST /v1/accounts/{account_id}/refresh keyed",
    update: "PATCH /v1/accounts/{account_id} body",
  },
  apiKeys: {
    create: "POST /v1/api-keys body keyed",
    list: "GET /v1/api-keys query page",
    revoke: "DELETE /v1/api-keys/{key_id}",
    rotate: "POST /v1/api-keys/{key_id}/rotate body keyed",
  },
  auth: {
    login: "POST /v1/auth/login body",
    logout: "POST /v1/auth/logout",
    refresh: "POST /v1/auth/refresh body",
    register: "POST /v1/auth/register body",
  },
  billing: {
    usage: "GET /v1/billing/usage query page",
  },
  calendar: {
    list: "GET /v1/calendar query page",
  },
  campaigns: {
    create: "POST /v1/campaigns body keyed",
    delete: "DELETE /v1/campaigns/{campaign_id}",
    get: "GET /v1/campaigns/{campaign_id}",
    list: "GET /v1/campaigns query page",
    update: "PATCH /v1/campaigns/{campaign_id} body",
  },
  embedSessions: {
    create: "POST /v1/embed-sessions body keyed",
    current: "GET /v1/embed-session",
  },
  events: {
    get: "GET /v1/events/{event_id}",
    list: "GET /v1/events query page",
    stream: "GET /v1/events/stream query stream",
  },
  jwks: {
    get: "GET /.well-known/jwks.json",
  },
  media: {
    delete: "DELETE /v1/media/{media_id}",
    get: "GET /v1/media/{media_id}",
    list: "GET /v1/media query page",
    update: "PATCH /v1/media/{media_id} body",
    upload: "POST /v1/media form keyed",
    usage: "GET /v1/media/usage",
  },
  networks: {
    get: "GET /v1/networks/{network}",
    list: "GET /v1/networks",
  },
  organization: {
    get: "GET /v1/organization",
    update: "PATCH /v1/organization body",
  },
  posts: {
    approve: "POST /v1/posts/{post_id}/approve body keyed",
    bulkSchedule: "POST /v1/posts/bulk-schedule body keyed",
    bulkScheduleCsv: "POST /v1/posts/bulk-schedule-csv csv query keyed",
    comments: {
      create: "POST /v1/posts/{post_id}/comments body keyed",
      delete: "DELETE /v1/posts/{post_id}/comments/{comment_id}",
      list: "GET /v1/posts/{post_id}/comments query page",
      update: "PATCH /v1/posts/{post_id}/comments/{comment_id} body",
    },
    create: "POST /v1/posts body keyed",
    delete: "DELETE /v1/posts/{post_id}",
    duplicate: "POST /v1/posts/{post_id}/duplicate keyed",
    get: "GET /v1/posts/{post_id}",
    list: "GET /v1/posts query page",
    preview: "GET /v1/posts/{post_id}/preview",
    publish: "POST /v1/posts/{post_id}/publish keyed",
    reject: "POST /v1/posts/{post_id}/reject body keyed",
    schedule: "POST /v1/posts/{post_id}/schedule body keyed",
    submit: "POST /v1/posts/{post_id}/submit body keyed",
    unschedule: "POST /v1/posts/{post_id}/unschedule keyed",
    update: "PATCH /v1/posts/{post_id} body",
    validate: "POST /v1/posts/validate body",
    versions: {
      get: "GET /v1/posts/{post_id}/versions/{number}",
      list: "GET /v1/posts/{post_id}/versions query page",
      restore: "POST /v1/posts/{post_id}/versions/{number}/restore keyed",
    },
  },
  service: {
    health: "GET /livez",
    ready: "GET /readyz",
  },
  slots: {
    list: "GET /v1/accounts/{account_id}/slots",
    next: "GET /v1/accounts/{account_id}/slots/next query",
    replace: "PUT /v1/accounts/{account_id}/slots body",
  },
  targets: {
    cancel: "POST /v1/targets/{target_id}/cancel keyed",
    get: "GET /v1/targets/{target_id}",
    list: "GET /v1/targets query page",
    resolve: "POST /v1/targets/{target_id}/resolve body keyed",
    retry: "POST /v1/targets/{target_id}/retry keyed",
  },
  templates: {
    create: "POST /v1/templates body keyed",
    delete: "DELETE /v1/templates/{template_id}",
    get: "GET /v1/templates/{template_id}",
    list: "GET /v1/templates query page",
    render: "POST /v1/templates/{template_id}/render body",
    update: "PATCH /v1/templates/{template_id} body",
  },
  test: {
    advanceClock: "POST /v1/test/clock/advance body keyed",
    clock: "GET /v1/test/clock",
    injectFault: "POST /v1/test/faults body keyed",
    revokeAccess: "POST /v1/test/accounts/{account_id}/revoke keyed",
    simulate: "POST /v1/test/simulate body keyed",
  },
  users: {
    me: "GET /v1/users/me",
  },
  webhookDeliveries: {
    get: "GET /v1/webhook-deliveries/{delivery_id}",
    list: "GET /v1/webhook-deliveries query page",
    retry: "POST /v1/webhook-deliveries/{delivery_id}/retry keyed",
  },
  webhookEndpoints: {
    create: "POST /v1/webhook-endpoints body keyed",
    delete: "DELETE /v1/webhook-endpoints/{endpoint_id}",
    get: "GET /v1/webhook-endpoints/{endpoint_id}",
    list: "GET /v1/webhook-endpoints query page",
    recover: "POST /v1/webhook-endpoints/{endpoint_id}/recover body keyed",
    recovery: "GET /v1/webhook-endpoints/{endpoint_id}/recovery",
    rotateSecret: "POST /v1/webhook-endpoints/{endpoint_id}/rotate-secret body keyed",
    test: "POST /v1/webhook-endpoints/{endpoint_id}/test keyed",
    update: "PATCH /v1/webhook-endpoints/{endpoint_id} body",
  },
  workspaces: {
    create: "POST /v1/workspaces body keyed",
    delete: "DELETE /v1/workspaces/{workspace_id}",
    get: "GET /v1/workspaces/{workspace_id}",
    list: "GET /v1/workspaces query page",
    update: "PATCH /v1/workspaces/{workspace_id} body",
  },
} as const;

/** The method of every operation. */
export interface Operations {
  readonly accounts: {
    /**
     * Choose a profile or page
     *
     * After accounts.completeConnect gave choices.
     *
     * Scopes: `accounts:write` (Connect, change and disconnect accounts.)
     */
    readonly choose: (state: string, body: ChooseProfileRequest, options?: CallOptions) => Call<Connection>;
    /**
     * Complete a connection
     *
     * With what came back to your redirect URL. Gives the account, or choices where the person has several profiles or pages. Asked again it gives the same.
     *
     * Scopes: `accounts:write` (Connect, change and disconnect accounts.)
     */
    readonly completeConnect: (body: CompleteConnectRequest, options?: CallOptions) => Call<Connection>;
    /**
     * Begin to connect an account
     *
     * With `redirect_url`: send the person to `connect_url`; they come back to your URL with `state` and `code` for accounts.completeConnect. With `credentials`, for networks that take them: the account is connected at once. Connecting a profile again revives its account.
     *
     * Scopes: `accounts:write` (Connect, change and disconnect accounts.)
     */
    readonly connect: (body: ConnectRequest, options?: CallOptions) => Call<Connection>;
    /**
     * Disconnect an account
     *
     * Erases the credentials and asks the network to forget us. The record stays, `disconnected`, so that published posts keep their account; what is scheduled on it fails at its time unless the profile is connected again before.
     *
     * Scopes: `accounts:write` (Connect, change and disconnect accounts.)
     */
    readonly disconnect: (accountId: string, options?: CallOptions) => Call<void>;
    /**
     * Read an account
     *
     * As it was last seen; accounts.health asks the network.
     *
     * Scopes: `accounts:read` (Read connected accounts and their health.)
     */
    readonly get: (accountId: string, options?: CallOptions) => Call<Account>;
    /**
     * Ask the network how an account is
     *
     * Refreshes an old token on the way. A definite refusal makes the account `needs_reconnect`; a network that is away does not. One that needed to be connected again and is well is `connected` again.
     *
     * Scopes: `accounts:read` (Read connected accounts and their health.)
     */
    readonly health: (accountId: string, options?: CallOptions) => Call<AccountHealth>;
    /**
     * List accounts
     *
     * Newest first.
     *
     * Scopes: `accounts:read` (Read connected accounts and their health.)
     */
    readonly list: (query?: AccountsListQuery, options?: CallOptions) => List<AccountList>;
    /**
     * Refresh token and profile now
     *
     * Done by itself before tokens end; this is for impatience and tests. An account that needed to be connected again and is well after it is `connected` again.
     *
     * Scopes: `accounts:write` (Connect, change and disconnect accounts.)
     */
    readonly refresh: (accountId: string, options?: CallOptions) => Call<Account>;
    /**
     * Change an account's label or metadata
     *
     * What the network says of the profile cannot be changed here.
     *
     * Scopes: `accounts:write` (Connect, change and disconnect accounts.)
     */
    readonly update: (accountId: string, body?: UpdateAccountRequest, options?: CallOptions) => Call<Account>;
  };
  readonly apiKeys: {
    /**
     * Create an API key
     *
     * The secret is shown in this answer only.
     *
     * Scopes: `keys:write` (Create, rotate and revoke API keys.)
     */
    readonly create: (body: ApiKeyCreate, options?: CallOptions) => Call<ApiKeyWithSecret>;
    /**
     * List API keys
     *
     * Newest first. A key sees the keys of its own mode; a user sees both, the live ones first. Secrets are never shown again.
     *
     * Scopes: `keys:read` (List API keys.)
     */
    readonly list: (query?: ApiKeysListQuery, options?: CallOptions) => List<ApiKeyList>;
    /**
     * Revoke an API key
     *
     * All its secrets are refused at once. Embed sessions it created live out their own time, an hour at most; deleting the workspace ends those.
     *
     * Scopes: `keys:write` (Create, rotate and revoke API keys.)
     */
    readonly revoke: (keyId: string, options?: CallOptions) => Call<void>;
    /**
     * Rotate an API key
     *
     * Gives the key a new secret, shown in this answer only. Earlier secrets work for `overlap_s` more at most, and end by themselves.
     *
     * Scopes: `keys:write` (Create, rotate and revoke API keys.)
     */
    readonly rotate: (keyId: string, body?: ApiKeyRotate, options?: CallOptions) => Call<ApiKeyWithSecret>;
  };
  readonly auth: {
    /**
     * Log in
     *
     * Starts a session. Whether the address or the password was wrong is not told.
     */
    readonly login: (body: Login, options?: CallOptions) => Call<LoginAnswer>;
    /**
     * Log out
     *
     * Ends the session of the access token. Its access and refresh tokens are refused from now on.
     */
    readonly logout: (options?: CallOptions) => Call<void>;
    /**
     * Refresh tokens
     *
     * Gives the next pair of tokens. The refresh token is used up; sent again within a minute (a lost answer, a second tab) it gives the same next refresh token. An older one ends the session.
     */
    readonly refresh: (body: Refresh, options?: CallOptions) => Call<Tokens>;
    /**
     * Register
     *
     * Creates a user with an organization of their own, and logs them in.
     */
    readonly register: (body: Registration, options?: CallOptions) => Call<LoginAnswer>;
  };
  readonly billing: {
    /**
     * Read usage
     *
     * What each workspace published in a month, counted with the events that told of it. A key sees the workspaces of its own mode; a user sees both, the live ones first. Workspaces that published nothing are left out; deleted ones stay.
     *
     * Scopes: `organization:read` (Read the organization.)
     */
    readonly usage: (query?: BillingUsageQuery, options?: CallOptions) => List<UsageList>;
  };
  readonly calendar: {
    /**
     * See what is due in a range
     *
     * Scheduled and published posts in the order of time, with the wall clock of a zone. What waits for approval stands at the time that is wished.
     *
     * Scopes: `posts:read` (Read posts, targets and the calendar.)
     */
    readonly list: (query: CalendarListQuery, options?: CallOptions) => List<Calendar>;
  };
  readonly campaigns: {
    /**
     * Create a campaign
     *
     * Posts join it by `campaign_id`.
     *
     * Scopes: `posts:write` (Create, change and delete drafts.)
     */
    readonly create: (body: CampaignCreate, options?: CallOptions) => Call<Campaign>;
    /**
     * Delete a campaign
     *
     * Its posts stay as they are and keep its id, by which posts.list still finds them; no other post can join it any more.
     *
     * Scopes: `posts:write` (Create, change and delete drafts.)
     */
    readonly delete: (campaignId: string, options?: CallOptions) => Call<void>;
    /**
     * Read a campaign
     *
     * Its posts are posts.list with `campaign_id`.
     *
     * Scopes: `posts:read` (Read posts, targets and the calendar.)
     */
    readonly get: (campaignId: string, options?: CallOptions) => Call<Campaign>;
    /**
     * List campaigns
     *
     * Newest first.
     *
     * Scopes: `posts:read` (Read posts, targets and the calendar.)
     */
    readonly list: (query?: CampaignsListQuery, options?: CallOptions) => List<CampaignList>;
    /**
     * Change a campaign
     *
     * Changes the fields that are named and leaves the others.
     *
     * Scopes: `posts:write` (Create, change and delete drafts.)
     */
    readonly update: (campaignId: string, body?: CampaignUpdate, options?: CallOptions) => Call<Campaign>;
  };
  readonly embedSessions: {
    /**
     * Create an embed session
     *
     * A token for one person's browser, for one workspace. The components imply scopes, `scopes` narrows them, and nobody can give more than they hold. It works from the allowed origins only, until it ends or the workspace is deleted.
     *
     * Scopes: `embed_sessions:write` (Create embed sessions for end users.)
     */
    readonly create: (body: EmbedSessionCreate, options?: CallOptions) => Call<EmbedSession>;
    /**
     * Get the current embed session
     *
     * What a widget needs to know of the session whose token it holds: brand, time zone, language, scopes. Any other credential has none.
     */
    readonly current: (options?: CallOptions) => Call<CurrentEmbedSession>;
  };
  readonly events: {
    /**
     * Get an event
     *
     * One event by the id that a webhook (`webhook-id`), a stream or a list gave.
     *
     * Scopes: `events:read` (Read and stream events.)
     */
    readonly get: (eventId: string, options?: CallOptions) => Call<Event>;
    /**
     * List what happened
     *
     * The workspace's events of the last 90 days, newest first. The order is that of `sequence`; `since` and `type` narrow it, so a page may be short.
     *
     * Scopes: `events:read` (Read and stream events.)
     */
    readonly list: (query?: EventsListQuery, options?: CallOptions) => List<EventList>;
    /**
     * Be told as it happens
     *
     * Server-sent events of the workspace, in order. The first frame is `connected`; each event comes with its `sequence` as `id`, and `Last-Event-ID` goes on behind the last one seen: nothing is left out and nothing comes twice. A frame `reset` says that the log does not reach back that far (90 days): read anew what you show. A comment comes every 15 s. The stream ends when its token does, within 20 s of a logout or of its key being revoked, after an hour, or when you read too slowly: connect again, as browsers do by themselves.
     *
     * Scopes: `events:read` (Read and stream events.)
     */
    readonly stream: (query?: EventsStreamQuery, options?: StreamOptions) => EventStream<Event>;
  };
  readonly jwks: {
    /**
     * Keys that verify tokens
     *
     * The public keys (RFC 7517) of access tokens and embed session tokens, those still accepted after a rotation included.
     */
    readonly get: (options?: CallOptions) => Call<Jwks>;
  };
  readonly media: {
    /**
     * Delete a media
     *
     * What was published with it stays on the networks. A post that is not published, or not everywhere, keeps what it needs: `media_in_use` names up to 20 of them in `post_ids`.
     *
     * Scopes: `media:write` (Upload, change and delete media.)
     */
    readonly delete: (mediaId: string, options?: CallOptions) => Call<void>;
    /**
     * Read a media
     *
     * With URLs that a browser can load without a credential, for a day.
     *
     * Scopes: `media:read` (Read the media library.)
     */
    readonly get: (mediaId: string, options?: CallOptions) => Call<Media>;
    /**
     * List the library
     *
     * Newest first. Filters are applied to what was read, so a page may be short.
     *
     * Scopes: `media:read` (Read the media library.)
     */
    readonly list: (query?: MediaListQuery, options?: CallOptions) => List<MediaList>;
    /**
     * Change what is said of a media
     *
     * Fields that are left out stay. What is scheduled keeps the words it was scheduled with.
     *
     * Scopes: `media:write` (Upload, change and delete media.)
     */
    readonly update: (mediaId: string, body?: UpdateMediaRequest, options?: CallOptions) => Call<Media>;
    /**
     * Upload a file
     *
     * As multipart/form-data. An image is kept as its pixels alone: turned upright, in sRGB, without place, camera or anything else that stood in the file; AVIF becomes WebP. Videos and PDFs are kept as they are.
     *
     * Scopes: `media:write` (Upload, change and delete media.)
     */
    readonly upload: (form: UploadMediaRequest, options?: CallOptions) => Call<Media>;
    /**
     * How much the library holds
     *
     * Of this workspace, now.
     *
     * Scopes: `media:read` (Read the media library.)
     */
    readonly usage: (options?: CallOptions) => Call<MediaUsage>;
  };
  readonly networks: {
    /**
     * Read one network
     *
     * Rules, capabilities and options of one network.
     *
     * Scopes: `networks:read` (Read the networks' rules and options.)
     */
    readonly get: (network: string, options?: CallOptions) => Call<Network>;
    /**
     * List the networks
     *
     * All networks with their rules and options. It is one short list, without pages.
     *
     * Scopes: `networks:read` (Read the networks' rules and options.)
     */
    readonly list: (options?: CallOptions) => Call<NetworkList>;
  };
  readonly organization: {
    /**
     * Get the organization
     *
     * The organization the credential belongs to, with its plan, limits and brand.
     *
     * Scopes: `organization:read` (Read the organization.)
     */
    readonly get: (options?: CallOptions) => Call<Organization>;
    /**
     * Change the organization
     *
     * Changes the fields that are named and leaves the others.
     *
     * Scopes: `organization:write` (Change the organization.)
     */
    readonly update: (body?: OrganizationUpdate, options?: CallOptions) => Call<Organization>;
  };
  readonly posts: {
    /**
     * Approve a post
     *
     * What was submitted, as it is. Where a time was wished, or is given here, it is scheduled with that, in one step; else it is `approved`, and posts.schedule gives it a time. Nobody approves what they submitted themselves, except an API key, which acts for a system.
     *
     * Scopes: `posts:approve` (Approve, with or without a time, and reject what was submitted.)
     */
    readonly approve: (postId: string, body?: ApprovePostRequest, options?: CallOptions) => Call<Post>;
    /**
     * Write many posts
     *
     * Each row stands alone: one that is refused touches no other, and the answer tells of each. Repeated with its Idempotency-Key, also after a crash in the middle, no row is written twice. A dry run stores nothing, and tells everything, also rows that want the same slot.
     *
     * Scopes: `posts:write` (Create, change and delete drafts.) `posts:publish` (Schedule, publish, retry, resolve and cancel.)
     */
    readonly bulkSchedule: (body: BulkScheduleRequest, options?: CallOptions) => Call<BulkSchedule>;
    /**
     * Write many posts from a CSV
     *
     * A header and at most 200 rows, in UTF-8, with commas, semicolons or tabs. Columns: text, accounts, at, local_time, time_zone, next_slot, title, first_comment, hashtags, tags, campaign, thread_1 to thread_24. A file that cannot be read is refused with every fault and its place; each row of one that can is treated as by posts.bulkSchedule.
     *
     * Scopes: `posts:write` (Create, change and delete drafts.) `posts:publish` (Schedule, publish, retry, resolve and cancel.)
     */
    readonly bulkScheduleCsv: (csv: string | Blob, query?: PostsBulkScheduleCsvQuery, options?: CallOptions) => Call<BulkSchedule>;
    readonly comments: {
      /**
       * Comment on a post
       *
       * For colleagues, whatever state the post is in. `post.commented` tells of it.
       *
       * Scopes: `posts:write` (Create, change and delete drafts.)
       */
      readonly create: (postId: string, body: PostCommentCreate, options?: CallOptions) => Call<PostComment>;
      /**
       * Delete a comment
       *
       * Its author does, or an API key.
       *
       * Scopes: `posts:write` (Create, change and delete drafts.)
       */
      readonly delete: (postId: string, commentId: string, options?: CallOptions) => Call<void>;
      /**
       * List the comments on a post
       *
       * What colleagues noted, oldest first. They are never published, and go with the post.
       *
       * Scopes: `posts:read` (Read posts, targets and the calendar.)
       */
      readonly list: (postId: string, query?: PostsCommentsListQuery, options?: CallOptions) => List<PostCommentList>;
      /**
       * Change a comment
       *
       * Its author changes what it says, and so does an API key; whoever may write posts says whether it is resolved.
       *
       * Scopes: `posts:write` (Create, change and delete drafts.)
       */
      readonly update: (postId: string, commentId: string, body?: PostCommentUpdate, options?: CallOptions) => Call<PostComment>;
    };
    /**
     * Write a post
     *
     * A draft, or with `schedule` at once scheduled, in one step. A draft may break a network's rules; what is scheduled must not: then every issue is told and nothing is stored.
     *
     * Scopes: `posts:write` (Create, change and delete drafts.)
     */
    readonly create: (body: CreatePostRequest, options?: CallOptions) => Call<Post>;
    /**
     * Delete a post
     *
     * With its targets: what is scheduled is not published any more. What is on the networks stays there.
     *
     * Scopes: `posts:write` (Create, change and delete drafts.)
     */
    readonly delete: (postId: string, options?: CallOptions) => Call<void>;
    /**
     * Duplicate a post
     *
     * A new draft that says the same to the same accounts.
     *
     * Scopes: `posts:write` (Create, change and delete drafts.)
     */
    readonly duplicate: (postId: string, options?: CallOptions) => Call<Post>;
    /**
     * Read a post
     *
     * With its targets and every part's state.
     *
     * Scopes: `posts:read` (Read posts, targets and the calendar.)
     */
    readonly get: (postId: string, options?: CallOptions) => Call<Post>;
    /**
     * List posts
     *
     * Newest first. Filters are applied to what was read, so a page may be short.
     *
     * Scopes: `posts:read` (Read posts, targets and the calendar.)
     */
    readonly list: (query?: PostsListQuery, options?: CallOptions) => List<PostList>;
    /**
     * See a post as each account shows it
     *
     * Parts with their links, mentions and hashtags, and what the network would say.
     *
     * Scopes: `posts:read` (Read posts, targets and the calendar.)
     */
    readonly preview: (postId: string, options?: CallOptions) => Call<PostPreview>;
    /**
     * Publish a post now
     *
     * The same as posts.schedule with `now`. It answers before the networks do: follow the events, or read the post.
     *
     * Scopes: `posts:publish` (Schedule, publish, retry, resolve and cancel.)
     */
    readonly publish: (postId: string, options?: CallOptions) => Call<Post>;
    /**
     * Reject a post
     *
     * What was submitted, with the reason. Its author may change it, and submits it again.
     *
     * Scopes: `posts:approve` (Approve, with or without a time, and reject what was submitted.)
     */
    readonly reject: (postId: string, body: RejectPostRequest, options?: CallOptions) => Call<Post>;
    /**
     * Schedule a post
     *
     * Or move it to another time. A local time keeps its wall clock across daylight saving. With `next_slot` it takes the first free slot of its accounts, which no other post that is queued gets.
     *
     * Scopes: `posts:publish` (Schedule, publish, retry, resolve and cancel.)
     */
    readonly schedule: (postId: string, body: When, options?: CallOptions) => Call<Post>;
    /**
     * Submit a post for approval
     *
     * A draft, or what was rejected, such as it could be scheduled. With `schedule` the time its author wishes: approval schedules it then.
     *
     * Scopes: `posts:write` (Create, change and delete drafts.)
     */
    readonly submit: (postId: string, body?: SubmitPostRequest, options?: CallOptions) => Call<Post>;
    /**
     * Take a post back from its schedule
     *
     * It is a draft again, or `approved` where it was.
     *
     * Scopes: `posts:publish` (Schedule, publish, retry, resolve and cancel.)
     */
    readonly unschedule: (postId: string, options?: CallOptions) => Call<Post>;
    /**
     * Change a post
     *
     * Fields that are left out stay; what differs then makes a new version, and one that waits for approval or is approved a draft again: see `status`. A scheduled post changes together with all its targets, or answers `target_in_flight`. Published posts are not changed.
     *
     * Scopes: `posts:write` (Create, change and delete drafts.)
     */
    readonly update: (postId: string, body?: UpdatePostRequest, options?: CallOptions) => Call<Post>;
    /**
     * Ask what the networks would say
     *
     * A dry run of posts.create: every issue of every account, and the length of every part as each network counts. Stores nothing.
     *
     * Scopes: `posts:read` (Read posts, targets and the calendar.)
     */
    readonly validate: (body: CreatePostRequest, options?: CallOptions) => Call<PostValidation>;
    readonly versions: {
      /**
       * Read a version of a post
       *
       * All it said then, and what it changed of the version before: field by field, the text word by word.
       *
       * Scopes: `posts:read` (Read posts, targets and the calendar.)
       */
      readonly get: (postId: string, number: Ids["posts.versions.get"]["parameters"]["path"]["number"], options?: CallOptions) => Call<PostVersion>;
      /**
       * List the versions of a post
       *
       * Newest first. Every change of what a post says makes one; the same content saved again, and a change of its time, make none. A post that is older than versions has its first when it is changed next, of what it said until then.
       *
       * Scopes: `posts:read` (Read posts, targets and the calendar.)
       */
      readonly list: (postId: string, query?: PostsVersionsListQuery, options?: CallOptions) => List<PostVersionList>;
      /**
       * Restore a version of a post
       *
       * The post says again what it said then, in a new version, by the rules of posts.update. Where accounts or the campaign it names are gone, it is refused with every one of them named. Its time stays as it is.
       *
       * Scopes: `posts:write` (Create, change and delete drafts.)
       */
      readonly restore: (postId: string, number: Ids["posts.versions.restore"]["parameters"]["path"]["number"], options?: CallOptions) => Call<Post>;
    };
  };
  readonly service: {
    /**
     * Whether the process runs
     *
     * Answers as long as the process can. Says nothing of what it depends on.
     */
    readonly health: (options?: CallOptions) => Call<Health>;
    /**
     * Whether requests are welcome
     *
     * 503 with reasons while the store is away or the process stops. Tells how old the oldest overdue work and the oldest untold event are.
     */
    readonly ready: (options?: CallOptions) => Call<Readiness>;
  };
  readonly slots: {
    /**
     * Read the slots of an account
     *
     * All of them, in the order of the week.
     *
     * Scopes: `slots:read` (Read the slots of accounts and what is free.)
     */
    readonly list: (accountId: string, options?: CallOptions) => Call<AccountSlots>;
    /**
     * See which slots are free next
     *
     * In the order of time, at most a year ahead. A post that is scheduled at exactly a slot's time holds it, however it came there.
     *
     * Scopes: `slots:read` (Read the slots of accounts and what is free.)
     */
    readonly next: (accountId: string, query?: SlotsNextQuery, options?: CallOptions) => Call<UpcomingSlots>;
    /**
     * Give an account its slots
     *
     * These and no others; one that stays as it was keeps its id, and the same again changes nothing. In a DST gap a slot moves forward; of a time that comes twice it is the earlier. What is scheduled already keeps its time.
     *
     * Scopes: `slots:write` (Change the slots of accounts.)
     */
    readonly replace: (accountId: string, body: SlotsRequest, options?: CallOptions) => Call<AccountSlots>;
  };
  readonly targets: {
    /**
     * Cancel what has not left yet
     *
     * What is cancelled before it was armed is never on the network. A target that is being sent answers `target_in_flight`.
     *
     * Scopes: `posts:publish` (Schedule, publish, retry, resolve and cancel.)
     */
    readonly cancel: (targetId: string, options?: CallOptions) => Call<Target>;
    /**
     * Read a target
     *
     * With every part and its last attempts.
     *
     * Scopes: `posts:read` (Read posts, targets and the calendar.)
     */
    readonly get: (targetId: string, options?: CallOptions) => Call<Target>;
    /**
     * List targets
     *
     * Newest first. `status=uncertain` and `status=failed` are what waits for a person.
     *
     * Scopes: `posts:read` (Read posts, targets and the calendar.)
     */
    readonly list: (query?: TargetsListQuery, options?: CallOptions) => List<TargetList>;
    /**
     * Decide an uncertain target
     *
     * After a person has looked at the network: it is there (with its URL), publish it again, or discard it.
     *
     * Scopes: `posts:publish` (Schedule, publish, retry, resolve and cancel.)
     */
    readonly resolve: (targetId: string, body: ResolveTargetRequest, options?: CallOptions) => Call<Target>;
    /**
     * Try a failed target again
     *
     * From the part that failed, now. What was published before it stays.
     *
     * Scopes: `posts:publish` (Schedule, publish, retry, resolve and cancel.)
     */
    readonly retry: (targetId: string, options?: CallOptions) => Call<Target>;
  };
  readonly templates: {
    /**
     * Write a template
     *
     * Its variables are the `{{placeholders}}` of its texts; `variables` gives them defaults and descriptions.
     *
     * Scopes: `templates:write` (Create, change and delete templates.)
     */
    readonly create: (body: TemplateCreate, options?: CallOptions) => Call<Template>;
    /**
     * Delete a template
     *
     * Its name is free again. Posts that were made from it stay as they are.
     *
     * Scopes: `templates:write` (Create, change and delete templates.)
     */
    readonly delete: (templateId: string, options?: CallOptions) => Call<void>;
    /**
     * Read a template
     *
     * With its variables.
     *
     * Scopes: `templates:read` (Read and fill templates.)
     */
    readonly get: (templateId: string, options?: CallOptions) => Call<Template>;
    /**
     * List templates
     *
     * Newest first.
     *
     * Scopes: `templates:read` (Read and fill templates.)
     */
    readonly list: (query?: TemplatesListQuery, options?: CallOptions) => List<TemplateList>;
    /**
     * Fill a template
     *
     * Gives what a post would say, and stores nothing. Values are plain text. Pass what it gives to posts.create, with `origin` of kind `template`.
     *
     * Scopes: `templates:read` (Read and fill templates.)
     */
    readonly render: (templateId: string, body?: TemplateRenderRequest, options?: CallOptions) => Call<RenderedTemplate>;
    /**
     * Change a template
     *
     * Changes the fields that are named and leaves the others. Variables whose placeholders stay keep their defaults, unless `variables` says all anew.
     *
     * Scopes: `templates:write` (Create, change and delete templates.)
     */
    readonly update: (templateId: string, body?: TemplateUpdate, options?: CallOptions) => Call<Template>;
  };
  readonly test: {
    /**
     * Move the workspace's clock forward
     *
     * Answers when everything that came due by it has been dispatched and its events are told. What is scheduled for next week is published now.
     *
     * Scopes: `test:write` (Move test clocks, inject faults, simulate an audience.)
     */
    readonly advanceClock: (body: AdvanceClockRequest, options?: CallOptions) => Call<TestClock>;
    /**
     * Read the workspace's clock
     *
     * Real time, plus what it was moved by.
     *
     * Scopes: `test:write` (Move test clocks, inject faults, simulate an audience.)
     */
    readonly clock: (options?: CallOptions) => Call<TestClock>;
    /**
     * Let the sandbox fail
     *
     * For the next requests of one account, or of every sandbox account of the workspace.
     *
     * Scopes: `test:write` (Move test clocks, inject faults, simulate an audience.)
     */
    readonly injectFault: (body: InjectFaultRequest, options?: CallOptions) => Call<InjectedFaults>;
    /**
     * End an account's access on the sandbox
     *
     * As when a person takes back, in the network's own settings, all that they ever gave. Here nothing changes yet: as in life, the account turns `needs_reconnect` when the network is asked next, by `accounts.health`, by `accounts.refresh` or by a post that comes due. Every workspace that has the same profile of the sandbox connected loses it.
     *
     * Scopes: `test:write` (Move test clocks, inject faults, simulate an audience.)
     */
    readonly revokeAccess: (accountId: string, options?: CallOptions) => Call<RevokedAccess>;
    /**
     * Simulate an audience
     *
     * Comments, likes, followers and messages on the sandbox.
     *
     * Scopes: `test:write` (Move test clocks, inject faults, simulate an audience.)
     */
    readonly simulate: (body: SimulateRequest, options?: CallOptions) => Call<Simulated>;
  };
  readonly users: {
    /**
     * Who am I
     *
     * The user of the access token, and the organization it acts for.
     */
    readonly me: (options?: CallOptions) => Call<CurrentUser>;
  };
  readonly webhookDeliveries: {
    /**
     * Get a webhook delivery
     *
     * One delivery with what was sent and its attempts: status, headers, 20 kB of the answer's body, duration.
     *
     * Scopes: `webhooks:read` (Read webhook endpoints and deliveries.)
     */
    readonly get: (deliveryId: string, options?: CallOptions) => Call<WebhookDeliveryWithAttempts>;
    /**
     * List webhook deliveries
     *
     * What was sent, or is to be, in the last 30 days, the newest first. Filters narrow it, so a page may be short.
     *
     * Scopes: `webhooks:read` (Read webhook endpoints and deliveries.)
     */
    readonly list: (query?: WebhookDeliveriesListQuery, options?: CallOptions) => List<WebhookDeliveryList>;
    /**
     * Send a webhook again
     *
     * Sends it now, with the same `webhook-id` and body, whatever became of it before; a failure begins a new round of retries.
     *
     * Scopes: `webhooks:write` (Change webhook endpoints, retry deliveries.)
     */
    readonly retry: (deliveryId: string, options?: CallOptions) => Call<WebhookDelivery>;
  };
  readonly webhookEndpoints: {
    /**
     * Create a webhook endpoint
     *
     * From now on every event it asks for is sent there by POST, signed as Standard Webhooks has it. The secret is shown in this answer only. Anything but 2xx within 15 s is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; the order of events is not promised: use `sequence`.
     *
     * Scopes: `webhooks:write` (Change webhook endpoints, retry deliveries.)
     */
    readonly create: (body: CreateWebhookEndpoint, options?: CallOptions) => Call<WebhookEndpointWithSecret>;
    /**
     * Delete a webhook endpoint
     *
     * Nothing more is sent there; deliveries that were still to come fail.
     *
     * Scopes: `webhooks:write` (Change webhook endpoints, retry deliveries.)
     */
    readonly delete: (endpointId: string, options?: CallOptions) => Call<void>;
    /**
     * Get a webhook endpoint
     *
     * One endpoint, without its secret.
     *
     * Scopes: `webhooks:read` (Read webhook endpoints and deliveries.)
     */
    readonly get: (endpointId: string, options?: CallOptions) => Call<WebhookEndpoint>;
    /**
     * List webhook endpoints
     *
     * The organization's endpoints, the newest first; with a key, those of the key's mode.
     *
     * Scopes: `webhooks:read` (Read webhook endpoints and deliveries.)
     */
    readonly list: (query?: WebhookEndpointsListQuery, options?: CallOptions) => List<WebhookEndpointList>;
    /**
     * Send a webhook endpoint what it missed
     *
     * After an outage: every event since that instant that the endpoint asks for and did not get is sent, whether its attempts failed, or the endpoint was disabled or did not exist yet. What it got, or is pending, is left alone; each keeps its `webhook-id`, so nothing is taken twice. It goes on in the background: read it with webhookEndpoints.recovery; its end is told as `webhook_endpoint.recovered`.
     *
     * Scopes: `webhooks:write` (Change webhook endpoints, retry deliveries.)
     */
    readonly recover: (endpointId: string, body: RecoverWebhookEndpoint, options?: CallOptions) => Call<WebhookRecovery>;
    /**
     * Get a webhook endpoint's last recovery
     *
     * How it stands: running, completed or stopped, and how many deliveries it made or began again.
     *
     * Scopes: `webhooks:read` (Read webhook endpoints and deliveries.)
     */
    readonly recovery: (endpointId: string, options?: CallOptions) => Call<WebhookRecovery>;
    /**
     * Give a webhook endpoint a new secret
     *
     * The new secret is shown in this answer only. During the overlap webhooks carry a signature of each, so receivers can change over without a gap.
     *
     * Scopes: `webhooks:write` (Change webhook endpoints, retry deliveries.)
     */
    readonly rotateSecret: (endpointId: string, body?: RotateWebhookSecret, options?: CallOptions) => Call<WebhookEndpointWithSecret>;
    /**
     * Send a test event
     *
     * Sends `webhook_endpoint.test` to this endpoint alone, whatever its filter says. Read the delivery to see what came of it.
     *
     * Scopes: `webhooks:write` (Change webhook endpoints, retry deliveries.)
     */
    readonly test: (endpointId: string, options?: CallOptions) => Call<WebhookDelivery>;
    /**
     * Change a webhook endpoint
     *
     * Fields that are left out stay. `status` switches it off, or on again after it was disabled; events of the time between are sent when you ask for it with webhookEndpoints.recover.
     *
     * Scopes: `webhooks:write` (Change webhook endpoints, retry deliveries.)
     */
    readonly update: (endpointId: string, body?: UpdateWebhookEndpoint, options?: CallOptions) => Call<WebhookEndpoint>;
  };
  readonly workspaces: {
    /**
     * Create a workspace
     *
     * A workspace is one of your customers: accounts, posts and all else social belong to exactly one.
     *
     * Scopes: `workspaces:write` (Create, change and delete workspaces.)
     */
    readonly create: (body: WorkspaceCreate, options?: CallOptions) => Call<Workspace>;
    /**
     * Delete a workspace
     *
     * The workspace is gone at once for every caller, its embed sessions with it; its `external_id` is free again. Refused while posts are scheduled or being published, and while it has accounts that are not disconnected: disconnect them first, so that the networks forget us and the plan's places are free again.
     *
     * Scopes: `workspaces:write` (Create, change and delete workspaces.)
     */
    readonly delete: (workspaceId: string, options?: CallOptions) => Call<void>;
    /**
     * Get a workspace
     *
     * One workspace by its id.
     *
     * Scopes: `workspaces:read` (Read workspaces.)
     */
    readonly get: (workspaceId: string, options?: CallOptions) => Call<Workspace>;
    /**
     * List workspaces
     *
     * Newest first. A key sees the workspaces of its own mode; a user sees both, the live ones first. With `external_id` at most one per mode.
     *
     * Scopes: `workspaces:read` (Read workspaces.)
     */
    readonly list: (query?: WorkspacesListQuery, options?: CallOptions) => List<WorkspaceList>;
    /**
     * Change a workspace
     *
     * Changes the fields that are named and leaves the others. The mode never changes.
     *
     * Scopes: `workspaces:write` (Create, change and delete workspaces.)
     */
    readonly update: (workspaceId: string, body?: WorkspaceUpdate, options?: CallOptions) => Call<Workspace>;
  };
}

/** The method of every line. */
export interface Lines {
  "POST /v1/accounts/connect/{state}/choose body keyed": Operations["accounts"]["choose"];
  "POST /v1/accounts/connect/complete body keyed": Operations["accounts"]["completeConnect"];
  "POST /v1/accounts/connect body keyed": Operations["accounts"]["connect"];
  "DELETE /v1/accounts/{account_id}": Operations["accounts"]["disconnect"];
  "GET /v1/accounts/{account_id}": Operations["accounts"]["get"];
  "GET /v1/accounts/{account_id}/health": Operations["accounts"]["health"];
  "GET /v1/accounts query page": Operations["accounts"]["list"];
  "POST /v1/accounts/{account_id}/refresh keyed": Operations["accounts"]["refresh"];
  "PATCH /v1/accounts/{account_id} body": Operations["accounts"]["update"];
  "POST /v1/api-keys body keyed": Operations["apiKeys"]["create"];
  "GET /v1/api-keys query page": Operations["apiKeys"]["list"];
  "DELETE /v1/api-keys/{key_id}": Operations["apiKeys"]["revoke"];
  "POST /v1/api-keys/{key_id}/rotate body keyed": Operations["apiKeys"]["rotate"];
  "POST /v1/auth/login body": Operations["auth"]["login"];
  "POST /v1/auth/logout": Operations["auth"]["logout"];
  "POST /v1/auth/refresh body": Operations["auth"]["refresh"];
  "POST /v1/auth/register body": Operations["auth"]["register"];
  "GET /v1/billing/usage query page": Operations["billing"]["usage"];
  "GET /v1/calendar query page": Operations["calendar"]["list"];
  "POST /v1/campaigns body keyed": Operations["campaigns"]["create"];
  "DELETE /v1/campaigns/{campaign_id}": Operations["campaigns"]["delete"];
  "GET /v1/campaigns/{campaign_id}": Operations["campaigns"]["get"];
  "GET /v1/campaigns query page": Operations["campaigns"]["list"];
  "PATCH /v1/campaigns/{campaign_id} body": Operations["campaigns"]["update"];
  "POST /v1/embed-sessions body keyed": Operations["embedSessions"]["create"];
  "GET /v1/embed-session": Operations["embedSessions"]["current"];
  "GET /v1/events/{event_id}": Operations["events"]["get"];
  "GET /v1/events query page": Operations["events"]["list"];
  "GET /v1/events/stream query stream": Operations["events"]["stream"];
  "GET /.well-known/jwks.json": Operations["jwks"]["get"];
  "DELETE /v1/media/{media_id}": Operations["media"]["delete"];
  "GET /v1/media/{media_id}": Operations["media"]["get"];
  "GET /v1/media query page": Operations["media"]["list"];
  "PATCH /v1/media/{media_id} body": Operations["media"]["update"];
  "POST /v1/media form keyed": Operations["media"]["upload"];
  "GET /v1/media/usage": Operations["media"]["usage"];
  "GET /v1/networks/{network}": Operations["networks"]["get"];
  "GET /v1/networks": Operations["networks"]["list"];
  "GET /v1/organization": Operations["organization"]["get"];
  "PATCH /v1/organization body": Operations["organization"]["update"];
  "POST /v1/posts/{post_id}/approve body keyed": Operations["posts"]["approve"];
  "POST /v1/posts/bulk-schedule body keyed": Operations["posts"]["bulkSchedule"];
  "POST /v1/posts/bulk-schedule-csv csv query keyed": Operations["posts"]["bulkScheduleCsv"];
  "POST /v1/posts/{post_id}/comments body keyed": Operations["posts"]["comments"]["create"];
  "DELETE /v1/posts/{post_id}/comments/{comment_id}": Operations["posts"]["comments"]["delete"];
  "GET /v1/posts/{post_id}/comments query page": Operations["posts"]["comments"]["list"];
  "PATCH /v1/posts/{post_id}/comments/{comment_id} body": Operations["posts"]["comments"]["update"];
  "POST /v1/posts body keyed": Operations["posts"]["create"];
  "DELETE /v1/posts/{post_id}": Operations["posts"]["delete"];
  "POST /v1/posts/{post_id}/duplicate keyed": Operations["posts"]["duplicate"];
  "GET /v1/posts/{post_id}": Operations["posts"]["get"];
  "GET /v1/posts query page": Operations["posts"]["list"];
  "GET /v1/posts/{post_id}/preview": Operations["posts"]["preview"];
  "POST /v1/posts/{post_id}/publish keyed": Operations["posts"]["publish"];
  "POST /v1/posts/{post_id}/reject body keyed": Operations["posts"]["reject"];
  "POST /v1/posts/{post_id}/schedule body keyed": Operations["posts"]["schedule"];
  "POST /v1/posts/{post_id}/submit body keyed": Operations["posts"]["submit"];
  "POST /v1/posts/{post_id}/unschedule keyed": Operations["posts"]["unschedule"];
  "PATCH /v1/posts/{post_id} body": Operations["posts"]["update"];
  "POST /v1/posts/validate body": Operations["posts"]["validate"];
  "GET /v1/posts/{post_id}/versions/{number}": Operations["posts"]["versions"]["get"];
  "GET /v1/posts/{post_id}/versions query page": Operations["posts"]["versions"]["list"];
  "POST /v1/posts/{post_id}/versions/{number}/restore keyed": Operations["posts"]["versions"]["restore"];
  "GET /livez": Operations["service"]["health"];
  "GET /readyz": Operations["service"]["ready"];
  "GET /v1/accounts/{account_id}/slots": Operations["slots"]["list"];
  "GET /v1/accounts/{account_id}/slots/next query": Operations["slots"]["next"];
  "PUT /v1/accounts/{account_id}/slots body": Operations["slots"]["replace"];
  "POST /v1/targets/{target_id}/cancel keyed": Operations["targets"]["cancel"];
  "GET /v1/targets/{target_id}": Operations["targets"]["get"];
  "GET /v1/targets query page": Operations["targets"]["list"];
  "POST /v1/targets/{target_id}/resolve body keyed": Operations["targets"]["resolve"];
  "POST /v1/targets/{target_id}/retry keyed": Operations["targets"]["retry"];
  "POST /v1/templates body keyed": Operations["templates"]["create"];
  "DELETE /v1/templates/{template_id}": Operations["templates"]["delete"];
  "GET /v1/templates/{template_id}": Operations["templates"]["get"];
  "GET /v1/templates query page": Operations["templates"]["list"];
  "POST /v1/templates/{template_id}/render body": Operations["templates"]["render"];
  "PATCH /v1/templates/{template_id} body": Operations["templates"]["update"];
  "POST /v1/test/clock/advance body keyed": Operations["test"]["advanceClock"];
  "GET /v1/test/clock": Operations["test"]["clock"];
  "POST /v1/test/faults body keyed": Operations["test"]["injectFault"];
  "POST /v1/test/accounts/{account_id}/revoke keyed": Operations["test"]["revokeAccess"];
  "POST /v1/test/simulate body keyed": Operations["test"]["simulate"];
  "GET /v1/users/me": Operations["users"]["me"];
  "GET /v1/webhook-deliveries/{delivery_id}": Operations["webhookDeliveries"]["get"];
  "GET /v1/webhook-deliveries query page": Operations["webhookDeliveries"]["list"];
  "POST /v1/webhook-deliveries/{delivery_id}/retry keyed": Operations["webhookDeliveries"]["retry"];
  "POST /v1/webhook-endpoints body keyed": Operations["webhookEndpoints"]["create"];
  "DELETE /v1/webhook-endpoints/{endpoint_id}": Operations["webhookEndpoints"]["delete"];
  "GET /v1/webhook-endpoints/{endpoint_id}": Operations["webhookEndpoints"]["get"];
  "GET /v1/webhook-endpoints query page": Operations["webhookEndpoints"]["list"];
  "POST /v1/webhook-endpoints/{endpoint_id}/recover body keyed": Operations["webhookEndpoints"]["recover"];
  "GET /v1/webhook-endpoints/{endpoint_id}/recovery": Operations["webhookEndpoints"]["recovery"];
  "POST /v1/webhook-endpoints/{endpoint_id}/rotate-secret body keyed": Operations["webhookEndpoints"]["rotateSecret"];
  "POST /v1/webhook-endpoints/{endpoint_id}/test keyed": Operations["webhookEndpoints"]["test"];
  "PATCH /v1/webhook-endpoints/{endpoint_id} body": Operations["webhookEndpoints"]["update"];
  "POST /v1/workspaces body keyed": Operations["workspaces"]["create"];
  "DELETE /v1/workspaces/{workspace_id}": Operations["workspaces"]["delete"];
  "GET /v1/workspaces/{workspace_id}": Operations["workspaces"]["get"];
  "GET /v1/workspaces query page": Operations["workspaces"]["list"];
  "PATCH /v1/workspaces/{workspace_id} body": Operations["workspaces"]["update"];
}

/** The body of every type of event, as webhooks carry it. */
export interface WebhookEvents {
  "account.connected": AccountConnectedEvent;
  "account.disconnected": AccountDisconnectedEvent;
  "account.needs_reconnect": AccountNeedsReconnectEvent;
  "media.deleted": MediaDeletedEvent;
  "media.ready": MediaReadyEvent;
  "post.approval_requested": PostApprovalRequestedEvent;
  "post.approved": PostApprovedEvent;
  "post.commented": PostCommentedEvent;
  "post.created": PostCreatedEvent;
  "post.deleted": PostDeletedEvent;
  "post.failed": PostFailedEvent;
  "post.partly_published": PostPartlyPublishedEvent;
  "post.published": PostPublishedEvent;
  "post.rejected": PostRejectedEvent;
  "post.scheduled": PostScheduledEvent;
  "post.updated": PostUpdatedEvent;
  "slots.updated": SlotsUpdatedEvent;
  "target.cancelled": TargetCancelledEvent;
  "target.discarded": TargetDiscardedEvent;
  "target.failed": TargetFailedEvent;
  "target.part_published": TargetPartPublishedEvent;
  "target.published": TargetPublishedEvent;
  "target.scheduled": TargetScheduledEvent;
  "target.uncertain": TargetUncertainEvent;
  "target.unknown": TargetUnknownEvent;
  "webhook_endpoint.disabled": WebhookEndpointDisabledEvent;
  "webhook_endpoint.recovered": WebhookEndpointRecoveredEvent;
  "webhook_endpoint.test": WebhookEndpointTestEvent;
}

export type AccountsListQuery = QueryOf<NonNullable<Ids["accounts.list"]["parameters"]["query"]>>;
export type ApiKeysListQuery = QueryOf<NonNullable<Ids["apiKeys.list"]["parameters"]["query"]>>;
export type BillingUsageQuery = QueryOf<NonNullable<Ids["billing.usage"]["parameters"]["query"]>>;
export type CalendarListQuery = QueryOf<NonNullable<Ids["calendar.list"]["parameters"]["query"]>>;
export type CampaignsListQuery = QueryOf<NonNullable<Ids["campaigns.list"]["parameters"]["query"]>>;
export type EventsListQuery = QueryOf<NonNullable<Ids["events.list"]["parameters"]["query"]>>;
export type EventsStreamQuery = QueryOf<NonNullable<Ids["events.stream"]["parameters"]["query"]>>;
export type MediaListQuery = QueryOf<NonNullable<Ids["media.list"]["parameters"]["query"]>>;
export type PostsBulkScheduleCsvQuery = QueryOf<NonNullable<Ids["posts.bulkScheduleCsv"]["parameters"]["query"]>>;
export type PostsCommentsListQuery = QueryOf<NonNullable<Ids["posts.comments.list"]["parameters"]["query"]>>;
export type PostsListQuery = QueryOf<NonNullable<Ids["posts.list"]["parameters"]["query"]>>;
export type PostsVersionsListQuery = QueryOf<NonNullable<Ids["posts.versions.list"]["parameters"]["query"]>>;
export type SlotsNextQuery = QueryOf<NonNullable<Ids["slots.next"]["parameters"]["query"]>>;
export type TargetsListQuery = QueryOf<NonNullable<Ids["targets.list"]["parameters"]["query"]>>;
export type TemplatesListQuery = QueryOf<NonNullable<Ids["templates.list"]["parameters"]["query"]>>;
export type WebhookDeliveriesListQuery = QueryOf<NonNullable<Ids["webhookDeliveries.list"]["parameters"]["query"]>>;
export type WebhookEndpointsListQuery = QueryOf<NonNullable<Ids["webhookEndpoints.list"]["parameters"]["query"]>>;
export type WorkspacesListQuery = QueryOf<NonNullable<Ids["workspaces.list"]["parameters"]["query"]>>;
