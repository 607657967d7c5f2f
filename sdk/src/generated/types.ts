// Generated from openapi/openapi.json by `pnpm openapi`. Do not edit.

export interface paths {
    "/v1/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List posts
         * @description Lists posts.
         *
         *     Scopes: `posts:read` (Read posts, targets and the calendar.)
         */
        get: operations["posts.list"];
        put?: never;
        /**
         * Write a post
         * @description Writes a post.
         *
         *     Scopes: `posts:write` (Create, change and delete drafts.)
         */
        post: operations["posts.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a post
         * @description Reads a post.
         *
         *     Scopes: `posts:read` (Read posts, targets and the calendar.)
         */
        get: operations["posts.get"];
        put?: never;
        post?: never;
        /**
         * Delete a post
         * @description Deletes a post.
         *
         *     Scopes: `posts:write` (Create, change and delete drafts.)
         */
        delete: operations["posts.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Versions
         * @description Versions of a post.
         *
         *     Scopes: `posts:read` (Read posts, targets and the calendar.)
         */
        get: operations["posts.versions.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post_id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish
         * @description Publishes.
         *
         *     Scopes: `posts:write` (Create, change and delete drafts.)
         */
        post: operations["posts.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream
         * @description Streams.
         *
         *     Scopes: `events:read` (Read and stream events.)
         */
        get: operations["events.stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description Log in.
         */
        post: operations["auth.login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "post.published": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * post.published
         * @description A post is out.
         */
        post: operations["webhooks.post.published"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        PostPublishedEvent: {
            /** @enum {string} */
            type: "post.published";
            timestamp: string;
            sequence: number;
            data: components["schemas"]["Post"];
        };
        Post: {
            /**
             * @description Id of the post.
             * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /** @example Hi */
            text: string;
            /** @enum {string} */
            status: "draft" | "scheduled";
            title: string | null;
            /**
             * @description Your own keys and values, given back in reads and events.
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description When
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
        };
        Problem: {
            /**
             * @description A page about this code.
             * @example https://placard.dev/problems/not_found
             */
            type: string;
            /**
             * @description What the code means.
             * @example There is no such thing
             */
            title: string;
            /**
             * @description The HTTP status.
             * @example 404
             */
            status: number;
            /**
             * @description What happened this time.
             * @example No such post here.
             */
            detail: string;
            /**
             * @description Stable code, to branch on.
             * @example not_found
             * @enum {string}
             */
            code: "bad_request" | "malformed_json" | "validation_failed" | "invalid_cursor" | "workspace_required" | "unauthenticated" | "invalid_token" | "token_expired" | "invalid_credentials" | "refresh_token_reused" | "missing_scope" | "origin_not_allowed" | "mode_mismatch" | "test_mode_only" | "limit_reached" | "not_found" | "method_not_allowed" | "conflict" | "already_exists" | "email_taken" | "idempotency_in_progress" | "post_not_editable" | "post_not_schedulable" | "post_not_scheduled" | "target_in_flight" | "target_not_retryable" | "target_not_uncertain" | "target_not_cancellable" | "account_needs_reconnect" | "account_in_use" | "endpoint_disabled" | "workspace_not_empty" | "connect_state_used" | "gone" | "stale" | "body_too_large" | "unsupported_media_type" | "idempotency_mismatch" | "content_invalid" | "network_refused" | "time_in_past" | "url_not_allowed" | "rate_limited" | "internal" | "network_unreachable" | "busy";
            /**
             * @description Name it when you ask us.
             * @example req_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            request_id: string;
            /** @description Every fault of the input at once. */
            errors?: components["schemas"]["Fault"][];
        } & {
            [key: string]: unknown;
        };
        Fault: {
            /**
             * @description The field, with dots: `thread.1.text`. `query.` and `header.` come before parameters.
             * @example thread.1.text
             */
            path: string;
            /**
             * @description Stable code of the fault.
             * @example too_long
             */
            code: string;
            /**
             * @description What is wrong.
             * @example 312 of 280 characters on x.
             */
            message: string;
            /**
             * @description What to do about it.
             * @example Shorten it by 32 characters, or split it into a thread.
             */
            fix: string;
        };
        PostInput: {
            /** @example Hi */
            text: string;
            account_ids?: string[];
        };
        PostList: {
            data: components["schemas"]["Post"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        Event: {
            type: string;
            id: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type PostPublishedEvent = components['schemas']['PostPublishedEvent'];
export type Post = components['schemas']['Post'];
export type Problem = components['schemas']['Problem'];
export type Fault = components['schemas']['Fault'];
export type PostInput = components['schemas']['PostInput'];
export type PostList = components['schemas']['PostList'];
export type Event = components['schemas']['Event'];
export type $defs = Record<string, never>;
export interface operations {
    "posts.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
                status?: "draft" | "scheduled";
            };
            header?: {
                /** @description The workspace, where the token does not name it. */
                "Placard-Workspace"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Posts. */
            200: {
                headers: {
                    /**
                     * @description Name it when you ask us.
                     * @example req_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    "Request-Id"?: string;
                    /**
                     * @description The limit that applies: requests `q` in `w` seconds.
                     * @example "credential";q=6000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left: `r` requests, `t` seconds to the next window.
                     * @example "credential";r=5999;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostList"];
                };
            };
            /**
             * @description `workspace_required`: Name the workspace.
             *
             *     `validation_failed`: Some of the input is not valid.
             *
             *     `invalid_cursor`: The cursor does not belong to this list.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Authenticate first.
             *
             *     `invalid_token`: The token is not valid.
             *
             *     `token_expired`: The token has expired.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `missing_scope`: The credential lacks a scope.
             *
             *     `origin_not_allowed`: This origin may not use the session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Busy, try again soon. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "posts.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace, where the token does not name it. */
                "Placard-Workspace"?: string;
                /** @description Repeating the request with the same key gives the first answer, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostInput"];
            };
        };
        responses: {
            /** @description The post. */
            201: {
                headers: {
                    /**
                     * @description Name it when you ask us.
                     * @example req_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    "Request-Id"?: string;
                    /**
                     * @description The limit that applies: requests `q` in `w` seconds.
                     * @example "credential";q=6000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left: `r` requests, `t` seconds to the next window.
                     * @example "credential";r=5999;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            /**
             * @description `workspace_required`: Name the workspace.
             *
             *     `validation_failed`: Some of the input is not valid.
             *
             *     `malformed_json`: The body is not JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Authenticate first.
             *
             *     `invalid_token`: The token is not valid.
             *
             *     `token_expired`: The token has expired.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `missing_scope`: The credential lacks a scope.
             *
             *     `origin_not_allowed`: This origin may not use the session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body's type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Busy, try again soon. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "posts.get": {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace, where the token does not name it. */
                "Placard-Workspace"?: string;
            };
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The post. */
            200: {
                headers: {
                    /**
                     * @description Name it when you ask us.
                     * @example req_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    "Request-Id"?: string;
                    /**
                     * @description The limit that applies: requests `q` in `w` seconds.
                     * @example "credential";q=6000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left: `r` requests, `t` seconds to the next window.
                     * @example "credential";r=5999;t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The version, for If-Match.
                     * @example "3"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            /**
             * @description `workspace_required`: Name the workspace.
             *
             *     `validation_failed`: Some of the input is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Authenticate first.
             *
             *     `invalid_token`: The token is not valid.
             *
             *     `token_expired`: The token has expired.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `missing_scope`: The credential lacks a scope.
             *
             *     `origin_not_allowed`: This origin may not use the session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Busy, try again soon. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "posts.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace, where the token does not name it. */
                "Placard-Workspace"?: string;
                /** @description The ETag of the read: the change is refused with 412 when it is stale. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone. */
            204: {
                headers: {
                    /**
                     * @description Name it when you ask us.
                     * @example req_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    "Request-Id"?: string;
                    /**
                     * @description The limit that applies: requests `q` in `w` seconds.
                     * @example "credential";q=6000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left: `r` requests, `t` seconds to the next window.
                     * @example "credential";r=5999;t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The version, for If-Match.
                     * @example "3"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `workspace_required`: Name the workspace.
             *
             *     `validation_failed`: Some of the input is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Authenticate first.
             *
             *     `invalid_token`: The token is not valid.
             *
             *     `token_expired`: The token has expired.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `missing_scope`: The credential lacks a scope.
             *
             *     `origin_not_allowed`: This origin may not use the session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `target_in_flight`: A part of the post is being published. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stale`: It has changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Busy, try again soon. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "posts.versions.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
            };
            header?: {
                /** @description The workspace, where the token does not name it. */
                "Placard-Workspace"?: string;
            };
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Versions */
            200: {
                headers: {
                    /**
                     * @description Name it when you ask us.
                     * @example req_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    "Request-Id"?: string;
                    /**
                     * @description The limit that applies: requests `q` in `w` seconds.
                     * @example "credential";q=6000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left: `r` requests, `t` seconds to the next window.
                     * @example "credential";r=5999;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostList"];
                };
            };
            /**
             * @description `workspace_required`: Name the workspace.
             *
             *     `validation_failed`: Some of the input is not valid.
             *
             *     `invalid_cursor`: The cursor does not belong to this list.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Authenticate first.
             *
             *     `invalid_token`: The token is not valid.
             *
             *     `token_expired`: The token has expired.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `missing_scope`: The credential lacks a scope.
             *
             *     `origin_not_allowed`: This origin may not use the session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Busy, try again soon. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "posts.publish": {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace, where the token does not name it. */
                "Placard-Workspace"?: string;
                /** @description Repeating the request with the same key gives the first answer, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The post. */
            202: {
                headers: {
                    /**
                     * @description Name it when you ask us.
                     * @example req_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    "Request-Id"?: string;
                    /**
                     * @description The limit that applies: requests `q` in `w` seconds.
                     * @example "credential";q=6000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left: `r` requests, `t` seconds to the next window.
                     * @example "credential";r=5999;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            /** @description `workspace_required`: Name the workspace. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Authenticate first.
             *
             *     `invalid_token`: The token is not valid.
             *
             *     `token_expired`: The token has expired.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `missing_scope`: The credential lacks a scope.
             *
             *     `origin_not_allowed`: This origin may not use the session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Busy, try again soon. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "events.stream": {
        parameters: {
            query?: {
                types?: string;
            };
            header?: {
                /** @description The workspace, where the token does not name it. */
                "Placard-Workspace"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events. */
            200: {
                headers: {
                    /**
                     * @description Name it when you ask us.
                     * @example req_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    "Request-Id"?: string;
                    /**
                     * @description The limit that applies: requests `q` in `w` seconds.
                     * @example "credential";q=6000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left: `r` requests, `t` seconds to the next window.
                     * @example "credential";r=5999;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Event"];
                };
            };
            /**
             * @description `workspace_required`: Name the workspace.
             *
             *     `validation_failed`: Some of the input is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Authenticate first.
             *
             *     `invalid_token`: The token is not valid.
             *
             *     `token_expired`: The token has expired.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `missing_scope`: The credential lacks a scope.
             *
             *     `origin_not_allowed`: This origin may not use the session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Busy, try again soon. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Tokens. */
            200: {
                headers: {
                    /**
                     * @description Name it when you ask us.
                     * @example req_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    "Request-Id"?: string;
                    /**
                     * @description The limit that applies: requests `q` in `w` seconds.
                     * @example "credential";q=6000;w=60
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description What is left: `r` requests, `t` seconds to the next window.
                     * @example "credential";r=5999;t=60
                     */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                    };
                };
            };
            /**
             * @description `validation_failed`: Some of the input is not valid.
             *
             *     `malformed_json`: The body is not JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_credentials`: E-mail or password is wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body's type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Busy, try again soon. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "webhooks.post.published": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostPublishedEvent"];
            };
        };
        responses: {
            /** @description Any 2xx within 15 s counts as received. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
