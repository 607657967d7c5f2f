// Generated from openapi/openapi.json by `pnpm openapi`. Do not edit.

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["jwks.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["service.health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["service.ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["accounts.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["accounts.connect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/connect/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["accounts.completeConnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/connect/{state}/choose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["accounts.choose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["accounts.get"];
        put?: never;
        post?: never;
        delete: operations["accounts.disconnect"];
        options?: never;
        head?: never;
        patch: operations["accounts.update"];
        trace?: never;
    };
    "/v1/accounts/{account_id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["accounts.health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["accounts.refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["slots.list"];
        put: operations["slots.replace"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/slots/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["slots.next"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["apiKeys.list"];
        put?: never;
        post: operations["apiKeys.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["apiKeys.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{key_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["apiKeys.rotate"];
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
        post: operations["auth.login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["auth.logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["auth.refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["auth.register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/billing/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["billing.usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["calendar.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["campaigns.list"];
        put?: never;
        post: operations["campaigns.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{campaign_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["campaigns.get"];
        put?: never;
        post?: never;
        delete: operations["campaigns.delete"];
        options?: never;
        head?: never;
        patch: operations["campaigns.update"];
        trace?: never;
    };
    "/v1/embed-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["embedSessions.current"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embed-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["embedSessions.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["events.list"];
        put?: never;
        post?: never;
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
        get: operations["events.stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["events.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["media.list"];
        put?: never;
        post: operations["media.upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["media.usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media/{media_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["media.get"];
        put?: never;
        post?: never;
        delete: operations["media.delete"];
        options?: never;
        head?: never;
        patch: operations["media.update"];
        trace?: never;
    };
    "/v1/networks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["networks.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/networks/{network}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["networks.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["organization.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["organization.update"];
        trace?: never;
    };
    "/v1/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["posts.list"];
        put?: never;
        post: operations["posts.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/bulk-schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["posts.bulkSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/bulk-schedule-csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["posts.bulkScheduleCsv"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["posts.validate"];
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
        get: operations["posts.get"];
        put?: never;
        post?: never;
        delete: operations["posts.delete"];
        options?: never;
        head?: never;
        patch: operations["posts.update"];
        trace?: never;
    };
    "/v1/posts/{post_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["posts.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post_id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["posts.comments.list"];
        put?: never;
        post: operations["posts.comments.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post_id}/comments/{comment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["posts.comments.delete"];
        options?: never;
        head?: never;
        patch: operations["posts.comments.update"];
        trace?: never;
    };
    "/v1/posts/{post_id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["posts.duplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post_id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["posts.preview"];
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
        post: operations["posts.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["posts.reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post_id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["posts.schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post_id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["posts.submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post_id}/unschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["posts.unschedule"];
        delete?: never;
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
        get: operations["posts.versions.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post_id}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["posts.versions.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{post_id}/versions/{number}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["posts.versions.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["targets.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/targets/{target_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["targets.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/targets/{target_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["targets.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/targets/{target_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["targets.resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/targets/{target_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["targets.retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["templates.list"];
        put?: never;
        post: operations["templates.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["templates.get"];
        put?: never;
        post?: never;
        delete: operations["templates.delete"];
        options?: never;
        head?: never;
        patch: operations["templates.update"];
        trace?: never;
    };
    "/v1/templates/{template_id}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["templates.render"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test/accounts/{account_id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["test.revokeAccess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["test.clock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test/clock/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["test.advanceClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["test.injectFault"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["test.simulate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["users.me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["webhookDeliveries.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["webhookDeliveries.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{delivery_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhookDeliveries.retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["webhookEndpoints.list"];
        put?: never;
        post: operations["webhookEndpoints.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["webhookEndpoints.get"];
        put?: never;
        post?: never;
        delete: operations["webhookEndpoints.delete"];
        options?: never;
        head?: never;
        patch: operations["webhookEndpoints.update"];
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhookEndpoints.recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["webhookEndpoints.recovery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhookEndpoints.rotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhookEndpoints.test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["workspaces.list"];
        put?: never;
        post: operations["workspaces.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspace_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["workspaces.get"];
        put?: never;
        post?: never;
        delete: operations["workspaces.delete"];
        options?: never;
        head?: never;
        patch: operations["workspaces.update"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            /**
             * @description Id of the account.
             * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string;
            /**
             * @description Which network.
             * @example sandbox
             * @enum {string}
             */
            network: "x" | "linkedin" | "facebook" | "instagram" | "threads" | "tiktok" | "youtube" | "bluesky" | "mastodon" | "email" | "sandbox";
            /**
             * @description `needs_reconnect`: the network refused us; a person must connect it again.
             * @enum {string}
             */
            status: "connected" | "needs_reconnect" | "disconnected";
            /** @description Why it is not connected. */
            problem: components["schemas"]["Trouble"] | null;
            /**
             * @description What the profile is.
             * @enum {string}
             */
            kind: "person" | "page" | "channel";
            /**
             * @description The network's own id of it.
             * @example did:plc:ewvi7nxzyoun6zhxrhs64oiz
             */
            external_id: string;
            /**
             * @description Its handle.
             * @example alice.test
             */
            handle: string;
            /**
             * @description Its name.
             * @example Alice
             */
            display_name: string;
            /** @description Its picture, small and square, from us: good for a day, so read it anew; null where there is none. */
            avatar_url: string | null;
            /** @description Its page on the network. */
            url: string | null;
            /** @description Its server, on networks that have many. */
            server: string | null;
            /** @description Your own name for it. */
            label: string | null;
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
             * @description When it was last connected.
             * @example 2026-11-21T09:00:00.000Z
             */
            connected_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             * @example 2026-11-21T09:00:00.000Z
             */
            updated_at: string;
        };
        AccountConnectedEvent: {
            /**
             * @description What happened.
             * @example account.connected
             * @enum {string}
             */
            type: "account.connected";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                account: components["schemas"]["Account"];
                /**
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        AccountDisconnectedEvent: {
            /**
             * @description What happened.
             * @example account.disconnected
             * @enum {string}
             */
            type: "account.disconnected";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                account: components["schemas"]["Account"];
                /**
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        AccountHealth: {
            /**
             * @description Id of the account.
             * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            account_id: string;
            /**
             * @description As after this check.
             * @enum {string}
             */
            status: "connected" | "needs_reconnect" | "disconnected";
            /** @description Whether it can publish now. */
            healthy: boolean;
            /** @description What stands in the way. */
            problem: components["schemas"]["Trouble"] | null;
            /**
             * @description Permissions the person did not give.
             * @example []
             */
            missing_scopes: string[];
            token_expires_at: string | null;
            /**
             * Format: date-time
             * @description When the network was asked.
             * @example 2026-11-21T09:00:00.000Z
             */
            checked_at: string;
        };
        AccountList: {
            data: components["schemas"]["Account"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        AccountNeedsReconnectEvent: {
            /**
             * @description What happened.
             * @example account.needs_reconnect
             * @enum {string}
             */
            type: "account.needs_reconnect";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                account: components["schemas"]["Account"];
                /**
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        AccountSlots: {
            /**
             * @description Id of the account.
             * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            account_id: string;
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string;
            /**
             * @description The zone the slots are in.
             * @example Europe/Berlin
             */
            time_zone: string;
            /**
             * @description Whether that is the workspace's zone, because none was given.
             * @example false
             */
            follows_workspace: boolean;
            /** @description In the order of the week, which begins on Monday. */
            slots: components["schemas"]["Slot"][];
            updated_at: string | null;
        };
        /**
         * @example {
         *       "by": 3600
         *     }
         */
        AdvanceClockRequest: {
            /**
             * Format: date-time
             * @description The instant the clock shall show; not before what it shows now, at most 366 days after it, and before the year 2200.
             * @example 2026-11-21T09:00:00.000Z
             */
            to?: string;
            /**
             * @description Seconds to move it by; at most 366 days, and not into the year 2200.
             * @example 3600
             */
            by?: number;
        };
        ApiKey: {
            /**
             * @description Id of the apiKey.
             * @example key_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description What it is for.
             * @example Production server
             */
            name: string;
            /**
             * @description Live, or test with the sandbox network.
             * @example test
             * @enum {string}
             */
            mode: "live" | "test";
            /**
             * @description What it may do.
             * @example [
             *       "posts:read",
             *       "posts:write"
             *     ]
             */
            scopes: ("organization:read" | "organization:write" | "keys:read" | "keys:write" | "workspaces:read" | "workspaces:write" | "embed_sessions:write" | "networks:read" | "accounts:read" | "accounts:write" | "posts:read" | "posts:write" | "posts:approve" | "posts:publish" | "media:read" | "media:write" | "slots:read" | "slots:write" | "templates:read" | "templates:write" | "events:read" | "webhooks:read" | "webhooks:write" | "test:write")[];
            /**
             * @description Last four characters of its newest secret.
             * @example x7Qa
             */
            ends_with: string;
            /**
             * Format: date-time
             * @description When it was created.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * @description When it was used last, to the minute; null when never.
             * @example 2026-11-21T09:00:00.000Z
             */
            last_used_at: string | null;
            /**
             * @description Until when the secret before the last rotation works; null where it was never rotated.
             * @example 2026-11-22T09:00:00.000Z
             */
            previous_secret_expires_at: string | null;
        };
        ApiKeyCreate: {
            /**
             * @description What it is for.
             * @example Production server
             */
            name: string;
            /**
             * @description Default: the mode of the key that creates it; `test` for a user. A key makes keys of its own mode only.
             * @example test
             * @enum {string}
             */
            mode?: "live" | "test";
            /**
             * @description Default: all that the creator has. Nobody can give more.
             * @example [
             *       "posts:read",
             *       "posts:write"
             *     ]
             */
            scopes?: ("organization:read" | "organization:write" | "keys:read" | "keys:write" | "workspaces:read" | "workspaces:write" | "embed_sessions:write" | "networks:read" | "accounts:read" | "accounts:write" | "posts:read" | "posts:write" | "posts:approve" | "posts:publish" | "media:read" | "media:write" | "slots:read" | "slots:write" | "templates:read" | "templates:write" | "events:read" | "webhooks:read" | "webhooks:write" | "test:write")[];
        };
        ApiKeyList: {
            data: components["schemas"]["ApiKey"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        ApiKeyRotate: {
            /**
             * @description Seconds for which earlier secrets still work: 0 to 604800 (7 days). Default 86400; 0 ends them at once.
             * @example 86400
             */
            overlap_s?: number;
        };
        ApiKeyWithSecret: {
            /**
             * @description Id of the apiKey.
             * @example key_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description What it is for.
             * @example Production server
             */
            name: string;
            /**
             * @description Live, or test with the sandbox network.
             * @example test
             * @enum {string}
             */
            mode: "live" | "test";
            /**
             * @description What it may do.
             * @example [
             *       "posts:read",
             *       "posts:write"
             *     ]
             */
            scopes: ("organization:read" | "organization:write" | "keys:read" | "keys:write" | "workspaces:read" | "workspaces:write" | "embed_sessions:write" | "networks:read" | "accounts:read" | "accounts:write" | "posts:read" | "posts:write" | "posts:approve" | "posts:publish" | "media:read" | "media:write" | "slots:read" | "slots:write" | "templates:read" | "templates:write" | "events:read" | "webhooks:read" | "webhooks:write" | "test:write")[];
            /**
             * @description Last four characters of its newest secret.
             * @example x7Qa
             */
            ends_with: string;
            /**
             * Format: date-time
             * @description When it was created.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * @description When it was used last, to the minute; null when never.
             * @example 2026-11-21T09:00:00.000Z
             */
            last_used_at: string | null;
            /**
             * @description Until when the secret before the last rotation works; null where it was never rotated.
             * @example 2026-11-22T09:00:00.000Z
             */
            previous_secret_expires_at: string | null;
            /**
             * @description The secret key, shown this once: keep it on a server.
             * @example sk_test_…
             */
            secret: string;
        };
        /**
         * @example {
         *       "comment": "Fine by me."
         *     }
         */
        ApprovePostRequest: {
            /**
             * @description What to tell the author.
             * @example Please check the date.
             */
            comment?: string;
            schedule?: components["schemas"]["When"] & unknown;
        };
        Brand: {
            name: string | null;
            logo_url: string | null;
            /**
             * @description CSS custom properties by their role.
             * @example {
             *       "--placard-accent": "#0a7d5a"
             *     }
             */
            tokens: {
                [key: string]: string;
            };
            tag_prefix: string | null;
        };
        BrandInput: {
            name?: string | null;
            logo_url?: string | null;
            /**
             * @description CSS custom properties by their role. Replaces all tokens there were.
             * @example {
             *       "--placard-accent": "#0a7d5a"
             *     }
             */
            tokens?: {
                /**
                 * @description Font family.
                 * @example Inter, sans-serif
                 */
                "--placard-font"?: string;
                /**
                 * @description Colour of text.
                 * @example #1a1a1a
                 */
                "--placard-text"?: string;
                /**
                 * @description Colour of secondary text.
                 * @example #6b6b6b
                 */
                "--placard-text-muted"?: string;
                /**
                 * @description Colour of the page.
                 * @example #ffffff
                 */
                "--placard-surface"?: string;
                /**
                 * @description Colour of cards and menus.
                 * @example #fafafa
                 */
                "--placard-surface-raised"?: string;
                /**
                 * @description Colour of lines.
                 * @example #e2e2e2
                 */
                "--placard-border"?: string;
                /**
                 * @description Colour of what can be acted on.
                 * @example oklch(62% 0.19 255)
                 */
                "--placard-accent"?: string;
                /**
                 * @description Colour of text on the accent.
                 * @example #ffffff
                 */
                "--placard-on-accent"?: string;
                /**
                 * @description Colour of what went well.
                 * @example #1a7f37
                 */
                "--placard-success"?: string;
                /**
                 * @description Colour of what needs care.
                 * @example #9a6700
                 */
                "--placard-warning"?: string;
                /**
                 * @description Colour of what failed or destroys.
                 * @example #cf222e
                 */
                "--placard-danger"?: string;
                /**
                 * @description Radius of corners.
                 * @example 8px
                 */
                "--placard-radius"?: string;
                /**
                 * @description Unit of spacing.
                 * @example 4px
                 */
                "--placard-space"?: string;
                /**
                 * @description Factor on spacing.
                 * @example 0.875
                 */
                "--placard-density"?: string;
                /**
                 * @description Duration of transitions.
                 * @example 150ms
                 */
                "--placard-motion"?: string;
            };
            tag_prefix?: string | null;
        };
        BulkResult: {
            /**
             * @description Which row; the first is 1.
             * @example 1
             */
            row: number;
            /** @description The line of the CSV in which it begins. */
            line: number | null;
            /**
             * @description Whether it was written, or could be.
             * @example true
             */
            ok: boolean;
            /** @description The post; null in a dry run. */
            post_id: string | null;
            scheduled_at: string | null;
            /** @description Why it was refused. `errors` name fields of the row, or columns of the CSV. */
            problem: components["schemas"]["Problem"] | null;
            /** @description What does not keep it from being written. */
            warnings: components["schemas"]["BulkWarning"][];
        };
        BulkSchedule: {
            /**
             * @description Whether nothing was stored.
             * @example false
             */
            dry_run: boolean;
            /** @description How many rows of each. */
            counts: {
                /**
                 * @description Rows that were written, or could be.
                 * @example 1
                 */
                accepted: number;
                /**
                 * @description Rows that were not.
                 * @example 0
                 */
                refused: number;
            };
            /** @description Each row, in its order. */
            results: components["schemas"]["BulkResult"][];
        };
        /**
         * @example {
         *       "posts": [
         *         {
         *           "text": "Our new studio opens on Monday.",
         *           "account_ids": [
         *             "acct_01jd4b9ep2f3r8h6v5w7x9y0za"
         *           ],
         *           "schedule": {
         *             "next_slot": true
         *           }
         *         }
         *       ],
         *       "dry_run": true
         *     }
         */
        BulkScheduleRequest: {
            /** @description The posts, as posts.create takes them: 1 to 200. */
            posts: components["schemas"]["CreatePostRequest"][];
            /**
             * @description `true`: tells everything, and stores nothing.
             * @example true
             */
            dry_run?: boolean;
        };
        BulkWarning: {
            /**
             * @description The field, or the column of a CSV.
             * @example schedule
             */
            path: string;
            /**
             * @description Stable code.
             * @example slot_taken
             */
            code: string;
            /** @description What should be known. */
            message: string;
            /** @description What to do about it. */
            fix: string;
        };
        Calendar: {
            data: components["schemas"]["CalendarEntry"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        CalendarEntry: {
            /**
             * Format: date-time
             * @description When it is due, or was; of what waits for approval, the time that is wished.
             * @example 2026-11-21T09:00:00.000Z
             */
            at: string;
            /**
             * @description The same on the wall clock of the calendar's zone.
             * @example 2026-11-24T09:00:00
             */
            local_time: string;
            post: components["schemas"]["ListedPost"];
        };
        CallToAction: {
            /**
             * @description The words.
             * @example Book your first class:
             */
            text: string;
            /**
             * @description Where it leads.
             * @example https://harbor.example/book
             */
            url?: string | null;
        };
        CallToActionView: {
            /**
             * @description The words.
             * @example Book your first class:
             */
            text: string;
            /**
             * @description Where it leads.
             * @example https://harbor.example/book
             */
            url: string | null;
        };
        Campaign: {
            /**
             * @description Id of the campaign.
             * @example cmp_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string;
            /**
             * @description Its name.
             * @example Opening of the new studio
             */
            name: string;
            /** @description What it is about. */
            description: string | null;
            /**
             * @description Its first day.
             * @example 2026-11-24
             */
            starts_on: string | null;
            /**
             * @description Its last day.
             * @example 2026-11-24
             */
            ends_on: string | null;
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
             * @description When it was made.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             * @example 2026-11-21T09:00:00.000Z
             */
            updated_at: string;
        };
        /**
         * @example {
         *       "name": "Opening of the new studio",
         *       "starts_on": "2026-11-24",
         *       "ends_on": "2026-12-06"
         *     }
         */
        CampaignCreate: {
            /**
             * @description Its name.
             * @example Opening of the new studio
             */
            name: string;
            /** @description What it is about; null for nothing. */
            description?: string | null;
            /**
             * @description Its first day; null where it has none.
             * @example 2026-11-24
             */
            starts_on?: string | null;
            /**
             * @description Its last day; null where it has none.
             * @example 2026-11-24
             */
            ends_on?: string | null;
            /**
             * @description Your own keys and values, given back in reads and events.
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: {
                [key: string]: string;
            };
        };
        CampaignList: {
            data: components["schemas"]["Campaign"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        /**
         * @example {
         *       "ends_on": "2026-12-13"
         *     }
         */
        CampaignUpdate: {
            /**
             * @description Its name.
             * @example Opening of the new studio
             */
            name?: string;
            /** @description What it is about; null for nothing. */
            description?: string | null;
            /**
             * @description Its first day; null where it has none.
             * @example 2026-11-24
             */
            starts_on?: string | null;
            /**
             * @description Its last day; null where it has none.
             * @example 2026-11-24
             */
            ends_on?: string | null;
            /**
             * @description Your own keys and values, given back in reads and events.
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: {
                [key: string]: string;
            };
        };
        ChooseProfileRequest: {
            /**
             * @description `external_id` of the choice.
             * @example 42
             */
            external_id: string;
        };
        CompleteConnectRequest: {
            /**
             * @description `state` from the redirect.
             * @example c2Vjcmv0LXN0YXRlLW9mLWE
             */
            state: string;
            /**
             * @description `code` from the redirect.
             * @example 9f86d081884c7d65
             */
            code: string;
        };
        ConnectRequest: {
            /**
             * @description Which network.
             * @example sandbox
             * @enum {string}
             */
            network: "x" | "linkedin" | "facebook" | "instagram" | "threads" | "tiktok" | "youtube" | "bluesky" | "mastodon" | "email" | "sandbox";
            /**
             * Format: uri
             * @description Where the person is sent back to, with `state` and `code`. https, or http on this machine.
             * @example https://app.example.com/connected
             */
            redirect_url?: string;
            /**
             * Format: uri
             * @description The server of the account, on networks that have many (a Bluesky PDS).
             * @example https://bsky.social
             */
            server?: string;
            /**
             * @description For networks that connect without OAuth: the fields `networks.get` names.
             * @example {
             *       "handle": "alice.test",
             *       "app_password": "abcd-efgh-ijkl-mnop"
             *     }
             */
            credentials?: {
                [key: string]: string;
            };
        };
        Connection: {
            /**
             * @description `redirect`: send the person to `connect_url`. `choose`: let them pick one of `choices`. `connected`: `account` is there.
             * @enum {string}
             */
            status: "redirect" | "choose" | "connected";
            /** @description Where to send the person. */
            connect_url: string | null;
            /** @description Names this connection until it is complete. */
            state: string | null;
            expires_at: string | null;
            /** @description Profiles and pages to choose from. */
            choices: components["schemas"]["ProfileChoice"][];
            /** @description The connected account. */
            account: components["schemas"]["Account"] | null;
        };
        /**
         * @example {
         *       "text": "Our new studio opens on Monday.",
         *       "account_ids": [
         *         "acct_01jd4b9ep2f3r8h6v5w7x9y0za"
         *       ],
         *       "schedule": {
         *         "at": "2026-11-24T08:00:00.000Z"
         *       }
         *     }
         */
        CreatePostRequest: {
            /**
             * @description The text of the post.
             * @example Our new studio opens on Monday.
             */
            text: string;
            /**
             * @description Of the library, in the order in which they are shown.
             * @example [
             *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
             *     ]
             */
            media_ids?: string[];
            /** @description What follows the post, each answering the one before. At most 25 parts with the post and its first comment. */
            thread?: {
                /**
                 * @description Its text.
                 * @example Our new studio opens on Monday.
                 */
                text: string;
                /**
                 * @description Of the library, in the order in which they are shown.
                 * @example []
                 */
                media_ids?: string[];
            }[];
            first_comment?: string | null;
            /**
             * @description Where a network has titles.
             * @example Opening day
             */
            title?: string | null;
            /** @description What readers are asked to do: a paragraph of its own behind the text of the post. */
            call_to_action?: components["schemas"]["CallToAction"] | null;
            /**
             * @description The last paragraph of the post, with or without `#` here. One that stands in the text is not said twice.
             * @example [
             *       "yoga",
             *       "berlin"
             *     ]
             */
            hashtags?: string[];
            /** @description What it is to be; by its content where not given. */
            content_type?: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
            /** @description The language of the text. */
            language?: string | null;
            /** @description Where it goes: 1 to 20 accounts (a draft may have none). */
            account_ids?: string[];
            /** @description What a network or an account gets instead. */
            overrides?: components["schemas"]["PostOverride"][];
            /** @description The campaign it belongs to; null for none. */
            campaign_id?: string | null;
            /**
             * @description Your own labels.
             * @example [
             *       "launch"
             *     ]
             */
            tags?: string[];
            /**
             * @description Your own keys and values, given back in reads and events.
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: {
                [key: string]: string;
            };
            origin?: components["schemas"]["PostOriginInput"];
            schedule?: components["schemas"]["When"];
        };
        CreateWebhookEndpoint: {
            /**
             * Format: uri
             * @description Where events are sent by POST. https, without user, password or fragment.
             * @example https://example.com/hooks/placard
             */
            url: string;
            /**
             * @description Your own note.
             * @example Production
             */
            description?: string | null;
            /**
             * @description Only events of these types; null for all, those of later releases too.
             * @example [
             *       "post.published"
             *     ]
             */
            event_types?: ("post.created" | "post.updated" | "post.approval_requested" | "post.approved" | "post.rejected" | "post.commented" | "post.scheduled" | "post.published" | "post.partly_published" | "post.failed" | "post.deleted" | "target.published" | "target.part_published" | "target.failed" | "target.unknown" | "target.uncertain" | "target.scheduled" | "target.discarded" | "target.cancelled" | "account.connected" | "account.needs_reconnect" | "account.disconnected" | "media.ready" | "media.deleted" | "slots.updated" | "webhook_endpoint.disabled" | "webhook_endpoint.recovered" | "webhook_endpoint.test")[] | null;
            /**
             * @description Only events of these workspaces; null for all, and for the organization's own.
             * @example null
             */
            workspace_ids?: string[] | null;
            /**
             * @description A key's own mode, and `live` for a user, unless told.
             * @example test
             * @enum {string}
             */
            mode?: "live" | "test";
        };
        CurrentEmbedSession: {
            /**
             * @description Id of the embedSession.
             * @example es_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string;
            /**
             * @description Live, or test with the sandbox network.
             * @example test
             * @enum {string}
             */
            mode: "live" | "test";
            end_user: components["schemas"]["EndUser"];
            /**
             * @description The widgets it is for.
             * @example [
             *       "composer"
             *     ]
             */
            components: string[];
            /**
             * @description What it may do.
             * @example [
             *       "posts:read",
             *       "posts:write"
             *     ]
             */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it ends.
             * @example 2026-11-21T09:00:00.000Z
             */
            expires_at: string;
            /**
             * @description IANA time zone of the workspace.
             * @example Europe/Berlin
             */
            time_zone: string;
            /**
             * @description Language of the workspace.
             * @example de
             */
            language: string;
            /**
             * @description Whether a post of the workspace needs approval before it is scheduled.
             * @example false
             */
            approval_required: boolean;
            brand: components["schemas"]["Brand"];
        };
        CurrentUser: {
            user: components["schemas"]["User"];
            /** @description The organization the token acts for. */
            organization: components["schemas"]["Organization"] | null;
            /**
             * @description Role in that organization.
             * @example owner
             */
            role: "owner" | null;
        };
        EmbedSession: {
            /**
             * @description Id of the embedSession.
             * @example es_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string;
            /**
             * @description Live, or test with the sandbox network.
             * @example test
             * @enum {string}
             */
            mode: "live" | "test";
            end_user: components["schemas"]["EndUser"];
            /**
             * @description The widgets it is for.
             * @example [
             *       "composer"
             *     ]
             */
            components: string[];
            /**
             * @description What it may do.
             * @example [
             *       "posts:read",
             *       "posts:write"
             *     ]
             */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it ends.
             * @example 2026-11-21T09:00:00.000Z
             */
            expires_at: string;
            /**
             * @description The bearer token for the browser.
             * @example eyJhbGciOiJSUzI1NiIsInR5cCI6ImVzK2p3dCJ9…
             */
            token: string;
            /**
             * @description Where it may be used.
             * @example [
             *       "https://app.acme.example"
             *     ]
             */
            allowed_origins: string[];
        };
        EmbedSessionCreate: {
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string;
            /** @description The person in front of the browser. */
            end_user: {
                /**
                 * @description Your own id of this person.
                 * @example user-81
                 */
                external_id: string;
                /**
                 * @description Name shown to colleagues.
                 * @example Grace Hopper
                 */
                name?: string;
                /**
                 * @description Your own word for their role.
                 * @example editor
                 */
                role?: string;
            };
            /**
             * @description The widgets it is for; each brings its scopes.
             * @example [
             *       "composer",
             *       "calendar"
             *     ]
             */
            components: ("composer" | "calendar" | "connect")[];
            /**
             * @description Narrows what the components imply. Default: all they imply.
             * @example [
             *       "posts:read"
             *     ]
             */
            scopes?: ("organization:read" | "organization:write" | "keys:read" | "keys:write" | "workspaces:read" | "workspaces:write" | "embed_sessions:write" | "networks:read" | "accounts:read" | "accounts:write" | "posts:read" | "posts:write" | "posts:approve" | "posts:publish" | "media:read" | "media:write" | "slots:read" | "slots:write" | "templates:read" | "templates:write" | "events:read" | "webhooks:read" | "webhooks:write" | "test:write")[];
            /**
             * @description Exact origins of the pages that embed the widgets.
             * @example [
             *       "https://app.acme.example"
             *     ]
             */
            allowed_origins: string[];
            /**
             * @description Seconds it lives: 60 to 3600. Default 600.
             * @example 600
             */
            expires_in?: number;
        };
        EndUser: {
            /**
             * @description Your own id of this person.
             * @example user-81
             */
            external_id: string;
            name: string | null;
            role: string | null;
        };
        Event: {
            /**
             * @description Id of the event.
             * @example evt_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description What happened. New types may come: pass over those you do not know.
             * @example post.published
             */
            type: string;
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            /**
             * @description What it happened to, as it was right after. The reference lists what each type carries under Webhooks.
             * @example {
             *       "post": {
             *         "id": "post_01jd4b9ep2f3r8h6v5w7x9y0za",
             *         "status": "published"
             *       }
             *     }
             */
            data: {
                [key: string]: unknown;
            };
        };
        EventList: {
            data: components["schemas"]["Event"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
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
        Health: {
            /**
             * @description The process runs.
             * @example ok
             * @enum {string}
             */
            status: "ok";
        };
        InjectFaultRequest: {
            /**
             * @description Faults happen on the sandbox only.
             * @enum {string}
             */
            network: "sandbox";
            /**
             * @description Id of the account.
             * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            account_id?: string;
            /**
             * @description Which requests to the network are hit.
             * @example create
             * @enum {string}
             */
            operation: "create" | "lookup" | "media" | "token" | "me" | "delete" | "any";
            /**
             * @description `status` answers with `status`; `timeout` never answers; `reset_before` and `reset_after` cut the connection before or after it took effect; `slow` waits `delay_ms`; `rate_limit` answers 429; `duplicate` says that it is there already.
             * @example reset_after
             * @enum {string}
             */
            kind: "status" | "timeout" | "reset_before" | "reset_after" | "slow" | "rate_limit" | "duplicate";
            /**
             * @description How often; 1 unless given.
             * @example 1
             */
            times?: number;
            /**
             * @description For `status`; 500 unless given.
             * @example 503
             */
            status?: number;
            /**
             * @description For `slow` and `timeout`, in ms.
             * @example 2000
             */
            delay_ms?: number;
            /**
             * @description For `rate_limit`: seconds to wait.
             * @example 30
             */
            retry_after_s?: number;
        };
        InjectedFaults: {
            data: {
                /**
                 * @description Id of the fault.
                 * @example flt_1
                 */
                id: string;
                /**
                 * @description Id of the account.
                 * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                account_id: string;
                /**
                 * @description Which requests are hit.
                 * @example create
                 */
                operation: string;
                /**
                 * @description What happens.
                 * @example reset_after
                 */
                kind: string;
                /**
                 * @description How often it will still happen.
                 * @example 1
                 */
                remaining: number;
            }[];
        };
        Jwk: {
            /**
             * @description Kind of key.
             * @example RSA
             */
            kty: string;
            /**
             * @description The id tokens name it by.
             * @example pZ8f…
             */
            kid: string;
            /**
             * @description Signatures.
             * @example sig
             */
            use: string;
            /**
             * @description Algorithm.
             * @example RS256
             */
            alg: string;
            /**
             * @description Modulus, base64url.
             * @example 0vx7…
             */
            n: string;
            /**
             * @description Exponent, base64url.
             * @example AQAB
             */
            e: string;
        };
        Jwks: {
            keys: components["schemas"]["Jwk"][];
        };
        ListedPost: {
            /**
             * @description Id of the post.
             * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string;
            /**
             * @description `draft`, `pending_approval`, `approved` or `rejected` until it is scheduled; then from its targets: `publishing` until all have settled; `uncertain` where a person must decide.
             * @example scheduled
             * @enum {string}
             */
            status: "draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled";
            /**
             * @description The text.
             * @example Our new studio opens on Monday.
             */
            text: string;
            /**
             * @description Its media, in their order.
             * @example [
             *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
             *     ]
             */
            media_ids: string[];
            /** @description What follows the post. */
            thread: {
                /** @description Its text. */
                text: string;
                /**
                 * @description Its media.
                 * @example []
                 */
                media_ids: string[];
            }[];
            /** @description The first comment. */
            first_comment: string | null;
            /** @description The title. */
            title: string | null;
            /** @description What readers are asked to do. */
            call_to_action: components["schemas"]["CallToActionView"] | null;
            /**
             * @description Without `#`.
             * @example [
             *       "yoga",
             *       "berlin"
             *     ]
             */
            hashtags: string[];
            /** @description What it is to be. */
            content_type: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
            /** @description The language of the text. */
            language: string | null;
            /** @description Where it goes. */
            account_ids: string[];
            /** @description What a network or an account gets instead. */
            overrides: components["schemas"]["PostOverrideView"][];
            /** @description The campaign it belongs to. */
            campaign_id: string | null;
            /** @description Your own labels. */
            tags: string[];
            /**
             * @description Your own keys and values, given back in reads and events.
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata: {
                [key: string]: string;
            };
            /** @description When it is due. */
            schedule: {
                /**
                 * Format: date-time
                 * @description The instant.
                 * @example 2026-11-21T09:00:00.000Z
                 */
                at: string;
                /**
                 * @description The same on the wall clock of the zone.
                 * @example 2026-11-24T09:00:00
                 */
                local_time: string;
                /**
                 * @description The zone it was meant in.
                 * @example Europe/Berlin
                 */
                time_zone: string;
                /**
                 * @description Which goes first where much is due at once.
                 * @example normal
                 * @enum {string}
                 */
                priority: "low" | "normal" | "high";
                /** @description The slot it stands in, and holds; null where its time was said and is no slot's. */
                slot_id: string | null;
            } | null;
            /** @description Approval of what it says now; null where it was not submitted, or was changed since. */
            approval: {
                /**
                 * @description It waits, or was decided.
                 * @example approved
                 * @enum {string}
                 */
                state: "pending_approval" | "approved" | "rejected";
                submitted_by: components["schemas"]["PostAuthor"];
                /**
                 * Format: date-time
                 * @description When it was submitted.
                 * @example 2026-11-21T09:00:00.000Z
                 */
                submitted_at: string;
                /** @description Who approved or rejected it. */
                decided_by: components["schemas"]["PostAuthor"] | null;
                decided_at: string | null;
                /**
                 * @description What was said with the last step.
                 * @example Fine by me
                 */
                comment: string | null;
            } | null;
            /** @description The time its author wishes; approval with no other time schedules it then. */
            proposed_schedule: {
                /**
                 * Format: date-time
                 * @description The instant; of `now` and `next_slot` what they came to when it was submitted.
                 * @example 2026-11-21T09:00:00.000Z
                 */
                at: string;
                /**
                 * @description The same on the wall clock of the zone.
                 * @example 2026-11-24T09:00:00
                 */
                local_time: string;
                /**
                 * @description The zone it was meant in.
                 * @example Europe/Berlin
                 */
                time_zone: string;
                /**
                 * @description Which goes first where much is due at once.
                 * @example normal
                 * @enum {string}
                 */
                priority: "low" | "normal" | "high";
                /**
                 * @description This time, at once when it is approved, or the slot that is free then.
                 * @example time
                 * @enum {string}
                 */
                means: "time" | "now" | "next_slot";
            } | null;
            /** @description How it came to be. */
            origin: {
                /**
                 * @description By hand, by a model, from a template.
                 * @example manual
                 * @enum {string}
                 */
                kind: "manual" | "generated" | "template";
                /** @description The model that wrote it. */
                model: string | null;
                /** @description What the model was asked. */
                prompt: string | null;
                /** @description The post it was made from, such as a duplicate. */
                parent_post_id: string | null;
                /** @description The template it was filled from. */
                template_id: string | null;
            };
            /**
             * Format: date-time
             * @description When it was written.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             * @example 2026-11-21T09:00:00.000Z
             */
            updated_at: string;
            /** @description Its targets; posts.get or targets.get tell their state. */
            targets: {
                /**
                 * @description Id of the target.
                 * @example tgt_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                id: string;
                /**
                 * @description Id of the account.
                 * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                account_id: string;
                /**
                 * @description The network.
                 * @enum {string}
                 */
                network: "x" | "linkedin" | "facebook" | "instagram" | "threads" | "tiktok" | "youtube" | "bluesky" | "mastodon" | "email" | "sandbox";
            }[];
        };
        ListedPostVersion: {
            /**
             * @description Id of the post.
             * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            post_id: string;
            /**
             * @description 1, 2, 3, … without a gap.
             * @example 2
             */
            number: number;
            author: components["schemas"]["PostAuthor"] & unknown;
            /**
             * Format: date-time
             * @description When it was written.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * @description The fields that differ from the version before; of the first version, those that say something.
             * @example [
             *       "text"
             *     ]
             */
            changed: ("text" | "media_ids" | "thread" | "first_comment" | "title" | "call_to_action" | "hashtags" | "content_type" | "language" | "account_ids" | "overrides" | "campaign_id" | "tags" | "metadata")[];
            /** @description The version it repeats, where it was restored. */
            restored_from: number | null;
        };
        Login: {
            /**
             * Format: email
             * @description E-mail address; upper and lower case are the same.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description The password.
             * @example lantern-orbit-velvet-thaw
             */
            password: string;
        };
        LoginAnswer: {
            user: components["schemas"]["User"];
            organization: components["schemas"]["Organization"];
            /**
             * @description Bearer token (JWT, RS256) for requests.
             * @example eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9…
             */
            access_token: string;
            /**
             * @description Good once, for 30 days, for the next pair of tokens.
             * @example rt_01jd4b9ep2f3r8h6v5w7x9y0za…
             */
            refresh_token: string;
            /**
             * @description How the access token is sent.
             * @example Bearer
             * @enum {string}
             */
            token_type: "Bearer";
            /**
             * @description Seconds the access token lives.
             * @example 3600
             */
            expires_in: number;
        };
        Media: {
            /**
             * @description Id of the media.
             * @example med_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string;
            /**
             * @description What it is.
             * @example image
             * @enum {string}
             */
            kind: "image" | "video" | "document";
            /**
             * @description It can be used.
             * @example ready
             * @enum {string}
             */
            status: "ready";
            /**
             * @description The type of the bytes that are kept.
             * @example image/jpeg
             */
            content_type: string;
            /**
             * @description How many bytes are kept.
             * @example 482113
             */
            bytes: number;
            /**
             * @description In pixels; null where it is not known.
             * @example 1600
             */
            width: number | null;
            /**
             * @description In pixels; null where it is not known.
             * @example 1200
             */
            height: number | null;
            /**
             * @description Of a video, in seconds; null where it is not known.
             * @example 12.5
             */
            duration_s: number | null;
            /**
             * @description What is to be seen, for those who do not see it. Networks take less: posts.validate tells.
             * @example A loaf of rye bread on a wooden board
             */
            alt_text: string | null;
            /**
             * @description What it is called in the library.
             * @example bread.jpg
             */
            file_name: string;
            /**
             * @description Where a browser finds it, without a credential; good for 23 hours at least, so read it anew rather than keep it.
             * @example https://api.example.com/v1/files/NDk0NDk2IHdzL…
             */
            url: string;
            /** @description Of an image: a WebP of at most 480 pixels a side, as good as `url` for as long. */
            thumbnail_url: string | null;
            /**
             * Format: date-time
             * @description When it was uploaded.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             * @example 2026-11-21T09:00:00.000Z
             */
            updated_at: string;
        };
        MediaDeletedEvent: {
            /**
             * @description What happened.
             * @example media.deleted
             * @enum {string}
             */
            type: "media.deleted";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                media: components["schemas"]["Media"];
                /**
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        MediaList: {
            data: components["schemas"]["Media"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        MediaReadyEvent: {
            /**
             * @description What happened.
             * @example media.ready
             * @enum {string}
             */
            type: "media.ready";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                media: components["schemas"]["Media"];
                /**
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        MediaUsage: {
            /**
             * @description Of all files of the library, as they are kept.
             * @example 48211300
             */
            bytes: number;
            /**
             * @description How many files there are.
             * @example 112
             */
            count: number;
        };
        Network: {
            /**
             * @description Its name here.
             * @example bluesky
             * @enum {string}
             */
            network: "x" | "linkedin" | "facebook" | "instagram" | "threads" | "tiktok" | "youtube" | "bluesky" | "mastodon" | "email" | "sandbox";
            /**
             * @description As it writes itself.
             * @example Bluesky
             */
            label: string;
            /**
             * @description Whether this installation can connect accounts of it.
             * @example true
             */
            connectable: boolean;
            /**
             * @description The day these facts were last read at their sources.
             * @example 2026-08-31
             */
            as_of: string;
            /** @description Limits of text, title, alt text, first comment, counts, media by content type. Lengths are in the unit the rule names, sizes in bytes, durations in ms. */
            rules: {
                [key: string]: unknown;
            };
            /** @description What it can do. */
            capabilities: {
                /** @description A published post can be changed. */
                edit: boolean;
                /** @description A published post can be deleted. */
                delete: boolean;
                /** @description Posts can be threads. */
                threads: boolean;
                /** @description A first comment can follow the post. */
                first_comment: boolean;
                /**
                 * @description What proves after a lost answer that a post is not there. With `none` the target becomes `uncertain`.
                 * @enum {string}
                 */
                absence_proof: "key" | "record_key" | "container" | "session" | "none";
            };
            /** @description Its own options, for a form. */
            options: {
                [key: string]: unknown;
            }[];
            /** @description The same options as JSON Schema. */
            options_schema: {
                [key: string]: unknown;
            };
            /** @description How accounts of it are connected. */
            connect: {
                /** @description A person can be sent to it to agree. */
                oauth: boolean;
                /** @description What to send to connect without OAuth; empty where that is not possible. */
                credentials: {
                    /**
                     * @description Key in `credentials`.
                     * @example app_password
                     */
                    name: string;
                    /**
                     * @description For a form.
                     * @example App password
                     */
                    label: string;
                    /** @description Hide it while it is typed. */
                    secret: boolean;
                    /** @description Where to get it. */
                    description: string;
                }[];
            };
        };
        NetworkList: {
            data: components["schemas"]["Network"][];
        };
        Organization: {
            /**
             * @description Id of the organization.
             * @example org_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Name of the organization.
             * @example Acme Software
             */
            name: string;
            /**
             * @description Short name for URLs: 3 to 63 small letters, digits and hyphens. Unique.
             * @example acme-software
             */
            slug: string;
            /**
             * @description Where its data lies.
             * @example default
             */
            region: string;
            /**
             * @description The plan it is on.
             * @example free
             * @enum {string}
             */
            plan: "free";
            /** @description What the plan allows. */
            limits: {
                /**
                 * @description Members it may have.
                 * @example 5
                 */
                users: number;
                /**
                 * @description Accounts it may connect.
                 * @example 3
                 */
                accounts: number;
            };
            brand: components["schemas"]["Brand"];
            /**
             * Format: date-time
             * @description When it was created.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was changed last.
             * @example 2026-11-21T09:00:00.000Z
             */
            updated_at: string;
        };
        OrganizationUpdate: {
            /**
             * @description Name of the organization.
             * @example Acme Software
             */
            name?: string;
            /**
             * @description Short name for URLs: 3 to 63 small letters, digits and hyphens. Unique.
             * @example acme-software
             */
            slug?: string;
            brand?: components["schemas"]["BrandInput"];
        };
        Part: {
            /**
             * @description What it is.
             * @enum {string}
             */
            kind: "post" | "thread_item" | "first_comment";
            /**
             * @description Its text, frozen.
             * @example Hello, world
             */
            text: string;
            /**
             * @description Its media, in their order.
             * @example []
             */
            media_ids: string[];
            /**
             * @description Where it stands.
             * @example scheduled
             * @enum {string}
             */
            status: "draft" | "scheduled" | "dispatching" | "processing" | "unknown" | "uncertain" | "published" | "failed" | "cancelled" | "discarded";
            /** @description The network's id of it. */
            external_id: string | null;
            /** @description Where it is to be seen. */
            url: string | null;
            published_at: string | null;
            next_attempt_at: string | null;
            /** @description What stands or stood in the way. */
            problem: components["schemas"]["Trouble"] | null;
            /** @description The last tries. */
            attempts: {
                /**
                 * @description Counts the times it was armed.
                 * @example 1
                 */
                number: number;
                /**
                 * Format: date-time
                 * @description When it was armed, in real time.
                 * @example 2026-11-21T09:00:00.000Z
                 */
                at: string;
                /**
                 * @description How it ended.
                 * @example accepted
                 */
                outcome: string;
                /** @description Code of the problem. */
                code: string | null;
            }[];
        };
        Post: {
            /**
             * @description Id of the post.
             * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string;
            /**
             * @description `draft`, `pending_approval`, `approved` or `rejected` until it is scheduled; then from its targets: `publishing` until all have settled; `uncertain` where a person must decide.
             * @example scheduled
             * @enum {string}
             */
            status: "draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled";
            /**
             * @description The text.
             * @example Our new studio opens on Monday.
             */
            text: string;
            /**
             * @description Its media, in their order.
             * @example [
             *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
             *     ]
             */
            media_ids: string[];
            /** @description What follows the post. */
            thread: {
                /** @description Its text. */
                text: string;
                /**
                 * @description Its media.
                 * @example []
                 */
                media_ids: string[];
            }[];
            /** @description The first comment. */
            first_comment: string | null;
            /** @description The title. */
            title: string | null;
            /** @description What readers are asked to do. */
            call_to_action: components["schemas"]["CallToActionView"] | null;
            /**
             * @description Without `#`.
             * @example [
             *       "yoga",
             *       "berlin"
             *     ]
             */
            hashtags: string[];
            /** @description What it is to be. */
            content_type: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
            /** @description The language of the text. */
            language: string | null;
            /** @description Where it goes. */
            account_ids: string[];
            /** @description What a network or an account gets instead. */
            overrides: components["schemas"]["PostOverrideView"][];
            /** @description The campaign it belongs to. */
            campaign_id: string | null;
            /** @description Your own labels. */
            tags: string[];
            /**
             * @description Your own keys and values, given back in reads and events.
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata: {
                [key: string]: string;
            };
            /** @description When it is due. */
            schedule: {
                /**
                 * Format: date-time
                 * @description The instant.
                 * @example 2026-11-21T09:00:00.000Z
                 */
                at: string;
                /**
                 * @description The same on the wall clock of the zone.
                 * @example 2026-11-24T09:00:00
                 */
                local_time: string;
                /**
                 * @description The zone it was meant in.
                 * @example Europe/Berlin
                 */
                time_zone: string;
                /**
                 * @description Which goes first where much is due at once.
                 * @example normal
                 * @enum {string}
                 */
                priority: "low" | "normal" | "high";
                /** @description The slot it stands in, and holds; null where its time was said and is no slot's. */
                slot_id: string | null;
            } | null;
            /** @description Approval of what it says now; null where it was not submitted, or was changed since. */
            approval: {
                /**
                 * @description It waits, or was decided.
                 * @example approved
                 * @enum {string}
                 */
                state: "pending_approval" | "approved" | "rejected";
                submitted_by: components["schemas"]["PostAuthor"];
                /**
                 * Format: date-time
                 * @description When it was submitted.
                 * @example 2026-11-21T09:00:00.000Z
                 */
                submitted_at: string;
                /** @description Who approved or rejected it. */
                decided_by: components["schemas"]["PostAuthor"] | null;
                decided_at: string | null;
                /**
                 * @description What was said with the last step.
                 * @example Fine by me
                 */
                comment: string | null;
            } | null;
            /** @description The time its author wishes; approval with no other time schedules it then. */
            proposed_schedule: {
                /**
                 * Format: date-time
                 * @description The instant; of `now` and `next_slot` what they came to when it was submitted.
                 * @example 2026-11-21T09:00:00.000Z
                 */
                at: string;
                /**
                 * @description The same on the wall clock of the zone.
                 * @example 2026-11-24T09:00:00
                 */
                local_time: string;
                /**
                 * @description The zone it was meant in.
                 * @example Europe/Berlin
                 */
                time_zone: string;
                /**
                 * @description Which goes first where much is due at once.
                 * @example normal
                 * @enum {string}
                 */
                priority: "low" | "normal" | "high";
                /**
                 * @description This time, at once when it is approved, or the slot that is free then.
                 * @example time
                 * @enum {string}
                 */
                means: "time" | "now" | "next_slot";
            } | null;
            /** @description How it came to be. */
            origin: {
                /**
                 * @description By hand, by a model, from a template.
                 * @example manual
                 * @enum {string}
                 */
                kind: "manual" | "generated" | "template";
                /** @description The model that wrote it. */
                model: string | null;
                /** @description What the model was asked. */
                prompt: string | null;
                /** @description The post it was made from, such as a duplicate. */
                parent_post_id: string | null;
                /** @description The template it was filled from. */
                template_id: string | null;
            };
            /**
             * Format: date-time
             * @description When it was written.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             * @example 2026-11-21T09:00:00.000Z
             */
            updated_at: string;
            /** @description Its state on each account. */
            targets: components["schemas"]["Target"][];
        };
        PostApprovalRequestedEvent: {
            /**
             * @description What happened.
             * @example post.approval_requested
             * @enum {string}
             */
            type: "post.approval_requested";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                post: {
                    /**
                     * @description Id of the post.
                     * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    id: string;
                    /**
                     * @description Id of the workspace.
                     * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    workspace_id: string;
                    /**
                     * @description `draft`, `pending_approval`, `approved` or `rejected` until it is scheduled; then from its targets: `publishing` until all have settled; `uncertain` where a person must decide.
                     * @example scheduled
                     * @enum {string}
                     */
                    status: "draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled";
                    /**
                     * @description The text.
                     * @example Our new studio opens on Monday.
                     */
                    text: string;
                    /**
                     * @description Its media, in their order.
                     * @example [
                     *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
                     *     ]
                     */
                    media_ids: string[];
                    /** @description What follows the post. */
                    thread: {
                        /** @description Its text. */
                        text: string;
                        /**
                         * @description Its media.
                         * @example []
                         */
                        media_ids: string[];
                    }[];
                    /** @description The first comment. */
                    first_comment: string | null;
                    /** @description The title. */
                    title: string | null;
                    /** @description What readers are asked to do. */
                    call_to_action: components["schemas"]["CallToActionView"] | null;
                    /**
                     * @description Without `#`.
                     * @example [
                     *       "yoga",
                     *       "berlin"
                     *     ]
                     */
                    hashtags: string[];
                    /** @description What it is to be. */
                    content_type: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
                    /** @description The language of the text. */
                    language: string | null;
                    /** @description Where it goes. */
                    account_ids: string[];
                    /** @description What a network or an account gets instead. */
                    overrides: components["schemas"]["PostOverrideView"][];
                    /** @description The campaign it belongs to. */
                    campaign_id: string | null;
                    /** @description Your own labels. */
                    tags: string[];
                    /**
                     * @description Your own keys and values, given back in reads and events.
                     * @example {
                     *       "order": "4711"
                     *     }
                     */
                    metadata: {
                        [key: string]: string;
                    };
                    /** @description When it is due. */
                    schedule: {
                        /**
                         * Format: date-time
                         * @description The instant.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /** @description The slot it stands in, and holds; null where its time was said and is no slot's. */
                        slot_id: string | null;
                    } | null;
                    /** @description Approval of what it says now; null where it was not submitted, or was changed since. */
                    approval: {
                        /**
                         * @description It waits, or was decided.
                         * @example approved
                         * @enum {string}
                         */
                        state: "pending_approval" | "approved" | "rejected";
                        submitted_by: components["schemas"]["PostAuthor"];
                        /**
                         * Format: date-time
                         * @description When it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        submitted_at: string;
                        /** @description Who approved or rejected it. */
                        decided_by: components["schemas"]["PostAuthor"] | null;
                        decided_at: string | null;
                        /**
                         * @description What was said with the last step.
                         * @example Fine by me
                         */
                        comment: string | null;
                    } | null;
                    /** @description The time its author wishes; approval with no other time schedules it then. */
                    proposed_schedule: {
                        /**
                         * Format: date-time
                         * @description The instant; of `now` and `next_slot` what they came to when it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /**
                         * @description This time, at once when it is approved, or the slot that is free then.
                         * @example time
                         * @enum {string}
                         */
                        means: "time" | "now" | "next_slot";
                    } | null;
                    /** @description How it came to be. */
                    origin: {
                        /**
                         * @description By hand, by a model, from a template.
                         * @example manual
                         * @enum {string}
                         */
                        kind: "manual" | "generated" | "template";
                        /** @description The model that wrote it. */
                        model: string | null;
                        /** @description What the model was asked. */
                        prompt: string | null;
                        /** @description The post it was made from, such as a duplicate. */
                        parent_post_id: string | null;
                        /** @description The template it was filled from. */
                        template_id: string | null;
                    };
                    /**
                     * Format: date-time
                     * @description When it was written.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    created_at: string;
                    /**
                     * Format: date-time
                     * @description When it last changed.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    updated_at: string;
                    targets: ({
                        id: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                };
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        PostApprovedEvent: {
            /**
             * @description What happened.
             * @example post.approved
             * @enum {string}
             */
            type: "post.approved";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                post: {
                    /**
                     * @description Id of the post.
                     * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    id: string;
                    /**
                     * @description Id of the workspace.
                     * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    workspace_id: string;
                    /**
                     * @description `draft`, `pending_approval`, `approved` or `rejected` until it is scheduled; then from its targets: `publishing` until all have settled; `uncertain` where a person must decide.
                     * @example scheduled
                     * @enum {string}
                     */
                    status: "draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled";
                    /**
                     * @description The text.
                     * @example Our new studio opens on Monday.
                     */
                    text: string;
                    /**
                     * @description Its media, in their order.
                     * @example [
                     *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
                     *     ]
                     */
                    media_ids: string[];
                    /** @description What follows the post. */
                    thread: {
                        /** @description Its text. */
                        text: string;
                        /**
                         * @description Its media.
                         * @example []
                         */
                        media_ids: string[];
                    }[];
                    /** @description The first comment. */
                    first_comment: string | null;
                    /** @description The title. */
                    title: string | null;
                    /** @description What readers are asked to do. */
                    call_to_action: components["schemas"]["CallToActionView"] | null;
                    /**
                     * @description Without `#`.
                     * @example [
                     *       "yoga",
                     *       "berlin"
                     *     ]
                     */
                    hashtags: string[];
                    /** @description What it is to be. */
                    content_type: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
                    /** @description The language of the text. */
                    language: string | null;
                    /** @description Where it goes. */
                    account_ids: string[];
                    /** @description What a network or an account gets instead. */
                    overrides: components["schemas"]["PostOverrideView"][];
                    /** @description The campaign it belongs to. */
                    campaign_id: string | null;
                    /** @description Your own labels. */
                    tags: string[];
                    /**
                     * @description Your own keys and values, given back in reads and events.
                     * @example {
                     *       "order": "4711"
                     *     }
                     */
                    metadata: {
                        [key: string]: string;
                    };
                    /** @description When it is due. */
                    schedule: {
                        /**
                         * Format: date-time
                         * @description The instant.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /** @description The slot it stands in, and holds; null where its time was said and is no slot's. */
                        slot_id: string | null;
                    } | null;
                    /** @description Approval of what it says now; null where it was not submitted, or was changed since. */
                    approval: {
                        /**
                         * @description It waits, or was decided.
                         * @example approved
                         * @enum {string}
                         */
                        state: "pending_approval" | "approved" | "rejected";
                        submitted_by: components["schemas"]["PostAuthor"];
                        /**
                         * Format: date-time
                         * @description When it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        submitted_at: string;
                        /** @description Who approved or rejected it. */
                        decided_by: components["schemas"]["PostAuthor"] | null;
                        decided_at: string | null;
                        /**
                         * @description What was said with the last step.
                         * @example Fine by me
                         */
                        comment: string | null;
                    } | null;
                    /** @description The time its author wishes; approval with no other time schedules it then. */
                    proposed_schedule: {
                        /**
                         * Format: date-time
                         * @description The instant; of `now` and `next_slot` what they came to when it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /**
                         * @description This time, at once when it is approved, or the slot that is free then.
                         * @example time
                         * @enum {string}
                         */
                        means: "time" | "now" | "next_slot";
                    } | null;
                    /** @description How it came to be. */
                    origin: {
                        /**
                         * @description By hand, by a model, from a template.
                         * @example manual
                         * @enum {string}
                         */
                        kind: "manual" | "generated" | "template";
                        /** @description The model that wrote it. */
                        model: string | null;
                        /** @description What the model was asked. */
                        prompt: string | null;
                        /** @description The post it was made from, such as a duplicate. */
                        parent_post_id: string | null;
                        /** @description The template it was filled from. */
                        template_id: string | null;
                    };
                    /**
                     * Format: date-time
                     * @description When it was written.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    created_at: string;
                    /**
                     * Format: date-time
                     * @description When it last changed.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    updated_at: string;
                    targets: ({
                        id: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                };
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        /** @description Who submitted it. */
        PostAuthor: {
            /**
             * @description A server's key, a user, the person of an embed session, or the service itself.
             * @example end_user
             * @enum {string}
             */
            kind: "api_key" | "user" | "end_user" | "system";
            /**
             * @description Its id; of a person of an embed session your own id of them.
             * @example person-17
             */
            id: string;
            /**
             * @description The name, where the embed session told it.
             * @example Mira
             */
            name: string | null;
        };
        PostComment: {
            /**
             * @description Id of the comment.
             * @example cmt_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Id of the post.
             * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            post_id: string;
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string;
            author: components["schemas"]["PostAuthor"] & unknown;
            /**
             * @description What is noted, for colleagues only.
             * @example Is the date right?
             */
            text: string;
            /**
             * @description Whether it is dealt with. Whoever may write posts says so.
             * @example false
             */
            resolved: boolean;
            /**
             * Format: date-time
             * @description When it was written.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            edited_at: string | null;
        };
        PostCommentCreate: {
            /**
             * @description What is noted, for colleagues only.
             * @example Is the date right?
             */
            text: string;
        };
        PostCommentList: {
            data: components["schemas"]["PostComment"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        /**
         * @example {
         *       "resolved": true
         *     }
         */
        PostCommentUpdate: {
            /**
             * @description What is noted, for colleagues only.
             * @example Is the date right?
             */
            text?: string;
            /**
             * @description Whether it is dealt with. Whoever may write posts says so.
             * @example false
             */
            resolved?: boolean;
        };
        PostCommentedEvent: {
            /**
             * @description What happened.
             * @example post.commented
             * @enum {string}
             */
            type: "post.commented";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                comment: components["schemas"]["PostComment"];
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        PostCreatedEvent: {
            /**
             * @description What happened.
             * @example post.created
             * @enum {string}
             */
            type: "post.created";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                post: {
                    /**
                     * @description Id of the post.
                     * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    id: string;
                    /**
                     * @description Id of the workspace.
                     * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    workspace_id: string;
                    /**
                     * @description `draft`, `pending_approval`, `approved` or `rejected` until it is scheduled; then from its targets: `publishing` until all have settled; `uncertain` where a person must decide.
                     * @example scheduled
                     * @enum {string}
                     */
                    status: "draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled";
                    /**
                     * @description The text.
                     * @example Our new studio opens on Monday.
                     */
                    text: string;
                    /**
                     * @description Its media, in their order.
                     * @example [
                     *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
                     *     ]
                     */
                    media_ids: string[];
                    /** @description What follows the post. */
                    thread: {
                        /** @description Its text. */
                        text: string;
                        /**
                         * @description Its media.
                         * @example []
                         */
                        media_ids: string[];
                    }[];
                    /** @description The first comment. */
                    first_comment: string | null;
                    /** @description The title. */
                    title: string | null;
                    /** @description What readers are asked to do. */
                    call_to_action: components["schemas"]["CallToActionView"] | null;
                    /**
                     * @description Without `#`.
                     * @example [
                     *       "yoga",
                     *       "berlin"
                     *     ]
                     */
                    hashtags: string[];
                    /** @description What it is to be. */
                    content_type: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
                    /** @description The language of the text. */
                    language: string | null;
                    /** @description Where it goes. */
                    account_ids: string[];
                    /** @description What a network or an account gets instead. */
                    overrides: components["schemas"]["PostOverrideView"][];
                    /** @description The campaign it belongs to. */
                    campaign_id: string | null;
                    /** @description Your own labels. */
                    tags: string[];
                    /**
                     * @description Your own keys and values, given back in reads and events.
                     * @example {
                     *       "order": "4711"
                     *     }
                     */
                    metadata: {
                        [key: string]: string;
                    };
                    /** @description When it is due. */
                    schedule: {
                        /**
                         * Format: date-time
                         * @description The instant.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /** @description The slot it stands in, and holds; null where its time was said and is no slot's. */
                        slot_id: string | null;
                    } | null;
                    /** @description Approval of what it says now; null where it was not submitted, or was changed since. */
                    approval: {
                        /**
                         * @description It waits, or was decided.
                         * @example approved
                         * @enum {string}
                         */
                        state: "pending_approval" | "approved" | "rejected";
                        submitted_by: components["schemas"]["PostAuthor"];
                        /**
                         * Format: date-time
                         * @description When it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        submitted_at: string;
                        /** @description Who approved or rejected it. */
                        decided_by: components["schemas"]["PostAuthor"] | null;
                        decided_at: string | null;
                        /**
                         * @description What was said with the last step.
                         * @example Fine by me
                         */
                        comment: string | null;
                    } | null;
                    /** @description The time its author wishes; approval with no other time schedules it then. */
                    proposed_schedule: {
                        /**
                         * Format: date-time
                         * @description The instant; of `now` and `next_slot` what they came to when it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /**
                         * @description This time, at once when it is approved, or the slot that is free then.
                         * @example time
                         * @enum {string}
                         */
                        means: "time" | "now" | "next_slot";
                    } | null;
                    /** @description How it came to be. */
                    origin: {
                        /**
                         * @description By hand, by a model, from a template.
                         * @example manual
                         * @enum {string}
                         */
                        kind: "manual" | "generated" | "template";
                        /** @description The model that wrote it. */
                        model: string | null;
                        /** @description What the model was asked. */
                        prompt: string | null;
                        /** @description The post it was made from, such as a duplicate. */
                        parent_post_id: string | null;
                        /** @description The template it was filled from. */
                        template_id: string | null;
                    };
                    /**
                     * Format: date-time
                     * @description When it was written.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    created_at: string;
                    /**
                     * Format: date-time
                     * @description When it last changed.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    updated_at: string;
                    targets: ({
                        id: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                };
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        PostDeletedEvent: {
            /**
             * @description What happened.
             * @example post.deleted
             * @enum {string}
             */
            type: "post.deleted";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                post: {
                    /**
                     * @description Id of the post.
                     * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    id: string;
                    /**
                     * @description Id of the workspace.
                     * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    workspace_id: string;
                    /**
                     * @description `draft`, `pending_approval`, `approved` or `rejected` until it is scheduled; then from its targets: `publishing` until all have settled; `uncertain` where a person must decide.
                     * @example scheduled
                     * @enum {string}
                     */
                    status: "draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled";
                    /**
                     * @description The text.
                     * @example Our new studio opens on Monday.
                     */
                    text: string;
                    /**
                     * @description Its media, in their order.
                     * @example [
                     *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
                     *     ]
                     */
                    media_ids: string[];
                    /** @description What follows the post. */
                    thread: {
                        /** @description Its text. */
                        text: string;
                        /**
                         * @description Its media.
                         * @example []
                         */
                        media_ids: string[];
                    }[];
                    /** @description The first comment. */
                    first_comment: string | null;
                    /** @description The title. */
                    title: string | null;
                    /** @description What readers are asked to do. */
                    call_to_action: components["schemas"]["CallToActionView"] | null;
                    /**
                     * @description Without `#`.
                     * @example [
                     *       "yoga",
                     *       "berlin"
                     *     ]
                     */
                    hashtags: string[];
                    /** @description What it is to be. */
                    content_type: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
                    /** @description The language of the text. */
                    language: string | null;
                    /** @description Where it goes. */
                    account_ids: string[];
                    /** @description What a network or an account gets instead. */
                    overrides: components["schemas"]["PostOverrideView"][];
                    /** @description The campaign it belongs to. */
                    campaign_id: string | null;
                    /** @description Your own labels. */
                    tags: string[];
                    /**
                     * @description Your own keys and values, given back in reads and events.
                     * @example {
                     *       "order": "4711"
                     *     }
                     */
                    metadata: {
                        [key: string]: string;
                    };
                    /** @description When it is due. */
                    schedule: {
                        /**
                         * Format: date-time
                         * @description The instant.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /** @description The slot it stands in, and holds; null where its time was said and is no slot's. */
                        slot_id: string | null;
                    } | null;
                    /** @description Approval of what it says now; null where it was not submitted, or was changed since. */
                    approval: {
                        /**
                         * @description It waits, or was decided.
                         * @example approved
                         * @enum {string}
                         */
                        state: "pending_approval" | "approved" | "rejected";
                        submitted_by: components["schemas"]["PostAuthor"];
                        /**
                         * Format: date-time
                         * @description When it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        submitted_at: string;
                        /** @description Who approved or rejected it. */
                        decided_by: components["schemas"]["PostAuthor"] | null;
                        decided_at: string | null;
                        /**
                         * @description What was said with the last step.
                         * @example Fine by me
                         */
                        comment: string | null;
                    } | null;
                    /** @description The time its author wishes; approval with no other time schedules it then. */
                    proposed_schedule: {
                        /**
                         * Format: date-time
                         * @description The instant; of `now` and `next_slot` what they came to when it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /**
                         * @description This time, at once when it is approved, or the slot that is free then.
                         * @example time
                         * @enum {string}
                         */
                        means: "time" | "now" | "next_slot";
                    } | null;
                    /** @description How it came to be. */
                    origin: {
                        /**
                         * @description By hand, by a model, from a template.
                         * @example manual
                         * @enum {string}
                         */
                        kind: "manual" | "generated" | "template";
                        /** @description The model that wrote it. */
                        model: string | null;
                        /** @description What the model was asked. */
                        prompt: string | null;
                        /** @description The post it was made from, such as a duplicate. */
                        parent_post_id: string | null;
                        /** @description The template it was filled from. */
                        template_id: string | null;
                    };
                    /**
                     * Format: date-time
                     * @description When it was written.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    created_at: string;
                    /**
                     * Format: date-time
                     * @description When it last changed.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    updated_at: string;
                    targets: ({
                        id: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                };
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        PostDifference: {
            /**
             * @description A field of the content.
             * @example text
             * @enum {string}
             */
            field: "text" | "media_ids" | "thread" | "first_comment" | "title" | "call_to_action" | "hashtags" | "content_type" | "language" | "account_ids" | "overrides" | "campaign_id" | "tags" | "metadata";
            /**
             * @description What it said in the version before, as `content` would show it.
             * @example Our new studio opens on Monday.
             */
            before?: unknown;
            /**
             * @description What it says in this version.
             * @example Our new studio opens on Monday.
             */
            after?: unknown;
            /** @description Of `text`, word by word: what is equal or deleted makes up `before`, what is equal or inserted `after`. Null of every other field. */
            segments: {
                /**
                 * @description It stayed, came or went.
                 * @example insert
                 * @enum {string}
                 */
                op: "equal" | "insert" | "delete";
                /**
                 * @description The stretch of text.
                 * @example Tuesday
                 */
                text: string;
            }[] | null;
        };
        PostFailedEvent: {
            /**
             * @description What happened.
             * @example post.failed
             * @enum {string}
             */
            type: "post.failed";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                post: {
                    /**
                     * @description Id of the post.
                     * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    id: string;
                    /**
                     * @description Id of the workspace.
                     * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    workspace_id: string;
                    /**
                     * @description `draft`, `pending_approval`, `approved` or `rejected` until it is scheduled; then from its targets: `publishing` until all have settled; `uncertain` where a person must decide.
                     * @example scheduled
                     * @enum {string}
                     */
                    status: "draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled";
                    /**
                     * @description The text.
                     * @example Our new studio opens on Monday.
                     */
                    text: string;
                    /**
                     * @description Its media, in their order.
                     * @example [
                     *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
                     *     ]
                     */
                    media_ids: string[];
                    /** @description What follows the post. */
                    thread: {
                        /** @description Its text. */
                        text: string;
                        /**
                         * @description Its media.
                         * @example []
                         */
                        media_ids: string[];
                    }[];
                    /** @description The first comment. */
                    first_comment: string | null;
                    /** @description The title. */
                    title: string | null;
                    /** @description What readers are asked to do. */
                    call_to_action: components["schemas"]["CallToActionView"] | null;
                    /**
                     * @description Without `#`.
                     * @example [
                     *       "yoga",
                     *       "berlin"
                     *     ]
                     */
                    hashtags: string[];
                    /** @description What it is to be. */
                    content_type: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
                    /** @description The language of the text. */
                    language: string | null;
                    /** @description Where it goes. */
                    account_ids: string[];
                    /** @description What a network or an account gets instead. */
                    overrides: components["schemas"]["PostOverrideView"][];
                    /** @description The campaign it belongs to. */
                    campaign_id: string | null;
                    /** @description Your own labels. */
                    tags: string[];
                    /**
                     * @description Your own keys and values, given back in reads and events.
                     * @example {
                     *       "order": "4711"
                     *     }
                     */
                    metadata: {
                        [key: string]: string;
                    };
                    /** @description When it is due. */
                    schedule: {
                        /**
                         * Format: date-time
                         * @description The instant.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /** @description The slot it stands in, and holds; null where its time was said and is no slot's. */
                        slot_id: string | null;
                    } | null;
                    /** @description Approval of what it says now; null where it was not submitted, or was changed since. */
                    approval: {
                        /**
                         * @description It waits, or was decided.
                         * @example approved
                         * @enum {string}
                         */
                        state: "pending_approval" | "approved" | "rejected";
                        submitted_by: components["schemas"]["PostAuthor"];
                        /**
                         * Format: date-time
                         * @description When it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        submitted_at: string;
                        /** @description Who approved or rejected it. */
                        decided_by: components["schemas"]["PostAuthor"] | null;
                        decided_at: string | null;
                        /**
                         * @description What was said with the last step.
                         * @example Fine by me
                         */
                        comment: string | null;
                    } | null;
                    /** @description The time its author wishes; approval with no other time schedules it then. */
                    proposed_schedule: {
                        /**
                         * Format: date-time
                         * @description The instant; of `now` and `next_slot` what they came to when it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /**
                         * @description This time, at once when it is approved, or the slot that is free then.
                         * @example time
                         * @enum {string}
                         */
                        means: "time" | "now" | "next_slot";
                    } | null;
                    /** @description How it came to be. */
                    origin: {
                        /**
                         * @description By hand, by a model, from a template.
                         * @example manual
                         * @enum {string}
                         */
                        kind: "manual" | "generated" | "template";
                        /** @description The model that wrote it. */
                        model: string | null;
                        /** @description What the model was asked. */
                        prompt: string | null;
                        /** @description The post it was made from, such as a duplicate. */
                        parent_post_id: string | null;
                        /** @description The template it was filled from. */
                        template_id: string | null;
                    };
                    /**
                     * Format: date-time
                     * @description When it was written.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    created_at: string;
                    /**
                     * Format: date-time
                     * @description When it last changed.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    updated_at: string;
                    targets: ({
                        id: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                };
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        PostIssue: {
            /**
             * @description The field, as in the request.
             * @example thread.1.text
             */
            path: string;
            /**
             * @description Stable code.
             * @example text_too_long
             */
            code: string;
            /** @description What is wrong. */
            message: string;
            /** @description What to do. */
            fix: string;
            /**
             * @description An error keeps the post from being scheduled.
             * @enum {string}
             */
            severity: "error" | "warning";
            /**
             * @description Which network says so.
             * @enum {string}
             */
            network: "x" | "linkedin" | "facebook" | "instagram" | "threads" | "tiktok" | "youtube" | "bluesky" | "mastodon" | "email" | "sandbox";
            /**
             * @description Id of the account.
             * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            account_id: string;
        };
        PostList: {
            data: components["schemas"]["ListedPost"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        /** @description How it came to be, where not by hand. It is kept as said and never changes. */
        PostOriginInput: {
            /**
             * @description By hand, by a model, from a template. Default manual.
             * @enum {string}
             */
            kind?: "manual" | "generated" | "template";
            /**
             * @description The model that wrote it.
             * @example my-model-2
             */
            model?: string;
            /** @description What the model was asked. */
            prompt?: string;
            /**
             * @description The post it was made from.
             * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            parent_post_id?: string;
            /**
             * @description The template it was filled from.
             * @example tmpl_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            template_id?: string;
        };
        PostOverride: {
            /**
             * @description For all accounts of this network.
             * @example bluesky
             * @enum {string}
             */
            network?: "x" | "linkedin" | "facebook" | "instagram" | "threads" | "tiktok" | "youtube" | "bluesky" | "mastodon" | "email" | "sandbox";
            /**
             * @description Id of the account.
             * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            account_id?: string;
            /**
             * @description Its own text.
             * @example Our new studio opens on Monday.
             */
            text?: string;
            /**
             * @description Its own media; none of them where empty.
             * @example []
             */
            media_ids?: string[];
            /** @description What follows the post, each answering the one before. At most 25 parts with the post and its first comment. */
            thread?: {
                /**
                 * @description Its text.
                 * @example Our new studio opens on Monday.
                 */
                text: string;
                /**
                 * @description Of the library, in the order in which they are shown.
                 * @example []
                 */
                media_ids?: string[];
            }[];
            first_comment?: string | null;
            /** @description Its own title; null for none. */
            title?: string | null;
            /** @description Its own call to action; null for none. */
            call_to_action?: components["schemas"]["CallToAction"] | null;
            /**
             * @description Its own hashtags; none of them where empty.
             * @example []
             */
            hashtags?: string[];
            /**
             * @description The network's own options; see networks.get.
             * @example {
             *       "visibility": "public"
             *     }
             */
            options?: {
                [key: string]: string | number | boolean | string[];
            };
        };
        PostOverrideView: {
            /** @enum {string} */
            network?: "x" | "linkedin" | "facebook" | "instagram" | "threads" | "tiktok" | "youtube" | "bluesky" | "mastodon" | "email" | "sandbox";
            account_id?: string;
            /**
             * @description Its own text.
             * @example Our new studio opens on Monday.
             */
            text?: string;
            media_ids?: string[];
            thread?: {
                /** @description Its text. */
                text: string;
                /**
                 * @description Its media.
                 * @example []
                 */
                media_ids: string[];
            }[];
            first_comment?: string | null;
            /** @description Its own title; null for none. */
            title?: string | null;
            call_to_action?: components["schemas"]["CallToActionView"] | null;
            hashtags?: string[];
            /**
             * @description The network's own options; see networks.get.
             * @example {
             *       "visibility": "public"
             *     }
             */
            options?: {
                [key: string]: string | number | boolean | string[];
            };
        };
        PostPartlyPublishedEvent: {
            /**
             * @description What happened.
             * @example post.partly_published
             * @enum {string}
             */
            type: "post.partly_published";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                post: {
                    /**
                     * @description Id of the post.
                     * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    id: string;
                    /**
                     * @description Id of the workspace.
                     * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    workspace_id: string;
                    /**
                     * @description `draft`, `pending_approval`, `approved` or `rejected` until it is scheduled; then from its targets: `publishing` until all have settled; `uncertain` where a person must decide.
                     * @example scheduled
                     * @enum {string}
                     */
                    status: "draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled";
                    /**
                     * @description The text.
                     * @example Our new studio opens on Monday.
                     */
                    text: string;
                    /**
                     * @description Its media, in their order.
                     * @example [
                     *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
                     *     ]
                     */
                    media_ids: string[];
                    /** @description What follows the post. */
                    thread: {
                        /** @description Its text. */
                        text: string;
                        /**
                         * @description Its media.
                         * @example []
                         */
                        media_ids: string[];
                    }[];
                    /** @description The first comment. */
                    first_comment: string | null;
                    /** @description The title. */
                    title: string | null;
                    /** @description What readers are asked to do. */
                    call_to_action: components["schemas"]["CallToActionView"] | null;
                    /**
                     * @description Without `#`.
                     * @example [
                     *       "yoga",
                     *       "berlin"
                     *     ]
                     */
                    hashtags: string[];
                    /** @description What it is to be. */
                    content_type: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
                    /** @description The language of the text. */
                    language: string | null;
                    /** @description Where it goes. */
                    account_ids: string[];
                    /** @description What a network or an account gets instead. */
                    overrides: components["schemas"]["PostOverrideView"][];
                    /** @description The campaign it belongs to. */
                    campaign_id: string | null;
                    /** @description Your own labels. */
                    tags: string[];
                    /**
                     * @description Your own keys and values, given back in reads and events.
                     * @example {
                     *       "order": "4711"
                     *     }
                     */
                    metadata: {
                        [key: string]: string;
                    };
                    /** @description When it is due. */
                    schedule: {
                        /**
                         * Format: date-time
                         * @description The instant.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /** @description The slot it stands in, and holds; null where its time was said and is no slot's. */
                        slot_id: string | null;
                    } | null;
                    /** @description Approval of what it says now; null where it was not submitted, or was changed since. */
                    approval: {
                        /**
                         * @description It waits, or was decided.
                         * @example approved
                         * @enum {string}
                         */
                        state: "pending_approval" | "approved" | "rejected";
                        submitted_by: components["schemas"]["PostAuthor"];
                        /**
                         * Format: date-time
                         * @description When it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        submitted_at: string;
                        /** @description Who approved or rejected it. */
                        decided_by: components["schemas"]["PostAuthor"] | null;
                        decided_at: string | null;
                        /**
                         * @description What was said with the last step.
                         * @example Fine by me
                         */
                        comment: string | null;
                    } | null;
                    /** @description The time its author wishes; approval with no other time schedules it then. */
                    proposed_schedule: {
                        /**
                         * Format: date-time
                         * @description The instant; of `now` and `next_slot` what they came to when it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /**
                         * @description This time, at once when it is approved, or the slot that is free then.
                         * @example time
                         * @enum {string}
                         */
                        means: "time" | "now" | "next_slot";
                    } | null;
                    /** @description How it came to be. */
                    origin: {
                        /**
                         * @description By hand, by a model, from a template.
                         * @example manual
                         * @enum {string}
                         */
                        kind: "manual" | "generated" | "template";
                        /** @description The model that wrote it. */
                        model: string | null;
                        /** @description What the model was asked. */
                        prompt: string | null;
                        /** @description The post it was made from, such as a duplicate. */
                        parent_post_id: string | null;
                        /** @description The template it was filled from. */
                        template_id: string | null;
                    };
                    /**
                     * Format: date-time
                     * @description When it was written.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    created_at: string;
                    /**
                     * Format: date-time
                     * @description When it last changed.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    updated_at: string;
                    targets: ({
                        id: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                };
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        PostPreview: {
            /**
             * @description Id of the post.
             * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            post_id: string;
            /** @description As it appears on each account. */
            accounts: {
                /**
                 * @description Id of the account.
                 * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                account_id: string;
                /**
                 * @description The network.
                 * @enum {string}
                 */
                network: "x" | "linkedin" | "facebook" | "instagram" | "threads" | "tiktok" | "youtube" | "bluesky" | "mastodon" | "email" | "sandbox";
                /**
                 * @description Who it is shown to be from.
                 * @example alice.test
                 */
                handle: string;
                /**
                 * @description Their name.
                 * @example Alice
                 */
                display_name: string;
                /** @description Their picture, from us; good for a day. */
                avatar_url: string | null;
                /**
                 * @description What it becomes there.
                 * @enum {string}
                 */
                content_type: "post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document";
                /** @description The title shown. */
                title: string | null;
                /** @description In their order. */
                parts: {
                    /**
                     * @description What it is.
                     * @enum {string}
                     */
                    kind: "post" | "thread_item" | "first_comment";
                    /** @description Its text. */
                    text: string;
                    /** @description What is shown with it, in its order. */
                    media: components["schemas"]["ShownMedia"][];
                    /** @description What the network makes a link of. */
                    entities: {
                        /**
                         * @description What it is.
                         * @enum {string}
                         */
                        kind: "link" | "mention" | "hashtag";
                        /**
                         * @description Where it begins, in UTF-16 units.
                         * @example 0
                         */
                        start: number;
                        /**
                         * @description Where it ends.
                         * @example 8
                         */
                        end: number;
                        /**
                         * @description Itself.
                         * @example #opening
                         */
                        text: string;
                    }[];
                }[];
                /** @description What the network would say. */
                issues: components["schemas"]["PostIssue"][];
            }[];
        };
        PostPublishedEvent: {
            /**
             * @description What happened.
             * @example post.published
             * @enum {string}
             */
            type: "post.published";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                post: {
                    /**
                     * @description Id of the post.
                     * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    id: string;
                    /**
                     * @description Id of the workspace.
                     * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    workspace_id: string;
                    /**
                     * @description `draft`, `pending_approval`, `approved` or `rejected` until it is scheduled; then from its targets: `publishing` until all have settled; `uncertain` where a person must decide.
                     * @example scheduled
                     * @enum {string}
                     */
                    status: "draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled";
                    /**
                     * @description The text.
                     * @example Our new studio opens on Monday.
                     */
                    text: string;
                    /**
                     * @description Its media, in their order.
                     * @example [
                     *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
                     *     ]
                     */
                    media_ids: string[];
                    /** @description What follows the post. */
                    thread: {
                        /** @description Its text. */
                        text: string;
                        /**
                         * @description Its media.
                         * @example []
                         */
                        media_ids: string[];
                    }[];
                    /** @description The first comment. */
                    first_comment: string | null;
                    /** @description The title. */
                    title: string | null;
                    /** @description What readers are asked to do. */
                    call_to_action: components["schemas"]["CallToActionView"] | null;
                    /**
                     * @description Without `#`.
                     * @example [
                     *       "yoga",
                     *       "berlin"
                     *     ]
                     */
                    hashtags: string[];
                    /** @description What it is to be. */
                    content_type: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
                    /** @description The language of the text. */
                    language: string | null;
                    /** @description Where it goes. */
                    account_ids: string[];
                    /** @description What a network or an account gets instead. */
                    overrides: components["schemas"]["PostOverrideView"][];
                    /** @description The campaign it belongs to. */
                    campaign_id: string | null;
                    /** @description Your own labels. */
                    tags: string[];
                    /**
                     * @description Your own keys and values, given back in reads and events.
                     * @example {
                     *       "order": "4711"
                     *     }
                     */
                    metadata: {
                        [key: string]: string;
                    };
                    /** @description When it is due. */
                    schedule: {
                        /**
                         * Format: date-time
                         * @description The instant.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /** @description The slot it stands in, and holds; null where its time was said and is no slot's. */
                        slot_id: string | null;
                    } | null;
                    /** @description Approval of what it says now; null where it was not submitted, or was changed since. */
                    approval: {
                        /**
                         * @description It waits, or was decided.
                         * @example approved
                         * @enum {string}
                         */
                        state: "pending_approval" | "approved" | "rejected";
                        submitted_by: components["schemas"]["PostAuthor"];
                        /**
                         * Format: date-time
                         * @description When it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        submitted_at: string;
                        /** @description Who approved or rejected it. */
                        decided_by: components["schemas"]["PostAuthor"] | null;
                        decided_at: string | null;
                        /**
                         * @description What was said with the last step.
                         * @example Fine by me
                         */
                        comment: string | null;
                    } | null;
                    /** @description The time its author wishes; approval with no other time schedules it then. */
                    proposed_schedule: {
                        /**
                         * Format: date-time
                         * @description The instant; of `now` and `next_slot` what they came to when it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /**
                         * @description This time, at once when it is approved, or the slot that is free then.
                         * @example time
                         * @enum {string}
                         */
                        means: "time" | "now" | "next_slot";
                    } | null;
                    /** @description How it came to be. */
                    origin: {
                        /**
                         * @description By hand, by a model, from a template.
                         * @example manual
                         * @enum {string}
                         */
                        kind: "manual" | "generated" | "template";
                        /** @description The model that wrote it. */
                        model: string | null;
                        /** @description What the model was asked. */
                        prompt: string | null;
                        /** @description The post it was made from, such as a duplicate. */
                        parent_post_id: string | null;
                        /** @description The template it was filled from. */
                        template_id: string | null;
                    };
                    /**
                     * Format: date-time
                     * @description When it was written.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    created_at: string;
                    /**
                     * Format: date-time
                     * @description When it last changed.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    updated_at: string;
                    targets: ({
                        id: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                };
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        PostRejectedEvent: {
            /**
             * @description What happened.
             * @example post.rejected
             * @enum {string}
             */
            type: "post.rejected";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                post: {
                    /**
                     * @description Id of the post.
                     * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    id: string;
                    /**
                     * @description Id of the workspace.
                     * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    workspace_id: string;
                    /**
                     * @description `draft`, `pending_approval`, `approved` or `rejected` until it is scheduled; then from its targets: `publishing` until all have settled; `uncertain` where a person must decide.
                     * @example scheduled
                     * @enum {string}
                     */
                    status: "draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled";
                    /**
                     * @description The text.
                     * @example Our new studio opens on Monday.
                     */
                    text: string;
                    /**
                     * @description Its media, in their order.
                     * @example [
                     *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
                     *     ]
                     */
                    media_ids: string[];
                    /** @description What follows the post. */
                    thread: {
                        /** @description Its text. */
                        text: string;
                        /**
                         * @description Its media.
                         * @example []
                         */
                        media_ids: string[];
                    }[];
                    /** @description The first comment. */
                    first_comment: string | null;
                    /** @description The title. */
                    title: string | null;
                    /** @description What readers are asked to do. */
                    call_to_action: components["schemas"]["CallToActionView"] | null;
                    /**
                     * @description Without `#`.
                     * @example [
                     *       "yoga",
                     *       "berlin"
                     *     ]
                     */
                    hashtags: string[];
                    /** @description What it is to be. */
                    content_type: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
                    /** @description The language of the text. */
                    language: string | null;
                    /** @description Where it goes. */
                    account_ids: string[];
                    /** @description What a network or an account gets instead. */
                    overrides: components["schemas"]["PostOverrideView"][];
                    /** @description The campaign it belongs to. */
                    campaign_id: string | null;
                    /** @description Your own labels. */
                    tags: string[];
                    /**
                     * @description Your own keys and values, given back in reads and events.
                     * @example {
                     *       "order": "4711"
                     *     }
                     */
                    metadata: {
                        [key: string]: string;
                    };
                    /** @description When it is due. */
                    schedule: {
                        /**
                         * Format: date-time
                         * @description The instant.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /** @description The slot it stands in, and holds; null where its time was said and is no slot's. */
                        slot_id: string | null;
                    } | null;
                    /** @description Approval of what it says now; null where it was not submitted, or was changed since. */
                    approval: {
                        /**
                         * @description It waits, or was decided.
                         * @example approved
                         * @enum {string}
                         */
                        state: "pending_approval" | "approved" | "rejected";
                        submitted_by: components["schemas"]["PostAuthor"];
                        /**
                         * Format: date-time
                         * @description When it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        submitted_at: string;
                        /** @description Who approved or rejected it. */
                        decided_by: components["schemas"]["PostAuthor"] | null;
                        decided_at: string | null;
                        /**
                         * @description What was said with the last step.
                         * @example Fine by me
                         */
                        comment: string | null;
                    } | null;
                    /** @description The time its author wishes; approval with no other time schedules it then. */
                    proposed_schedule: {
                        /**
                         * Format: date-time
                         * @description The instant; of `now` and `next_slot` what they came to when it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /**
                         * @description This time, at once when it is approved, or the slot that is free then.
                         * @example time
                         * @enum {string}
                         */
                        means: "time" | "now" | "next_slot";
                    } | null;
                    /** @description How it came to be. */
                    origin: {
                        /**
                         * @description By hand, by a model, from a template.
                         * @example manual
                         * @enum {string}
                         */
                        kind: "manual" | "generated" | "template";
                        /** @description The model that wrote it. */
                        model: string | null;
                        /** @description What the model was asked. */
                        prompt: string | null;
                        /** @description The post it was made from, such as a duplicate. */
                        parent_post_id: string | null;
                        /** @description The template it was filled from. */
                        template_id: string | null;
                    };
                    /**
                     * Format: date-time
                     * @description When it was written.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    created_at: string;
                    /**
                     * Format: date-time
                     * @description When it last changed.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    updated_at: string;
                    targets: ({
                        id: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                };
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        PostScheduledEvent: {
            /**
             * @description What happened.
             * @example post.scheduled
             * @enum {string}
             */
            type: "post.scheduled";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                post: {
                    /**
                     * @description Id of the post.
                     * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    id: string;
                    /**
                     * @description Id of the workspace.
                     * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    workspace_id: string;
                    /**
                     * @description `draft`, `pending_approval`, `approved` or `rejected` until it is scheduled; then from its targets: `publishing` until all have settled; `uncertain` where a person must decide.
                     * @example scheduled
                     * @enum {string}
                     */
                    status: "draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled";
                    /**
                     * @description The text.
                     * @example Our new studio opens on Monday.
                     */
                    text: string;
                    /**
                     * @description Its media, in their order.
                     * @example [
                     *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
                     *     ]
                     */
                    media_ids: string[];
                    /** @description What follows the post. */
                    thread: {
                        /** @description Its text. */
                        text: string;
                        /**
                         * @description Its media.
                         * @example []
                         */
                        media_ids: string[];
                    }[];
                    /** @description The first comment. */
                    first_comment: string | null;
                    /** @description The title. */
                    title: string | null;
                    /** @description What readers are asked to do. */
                    call_to_action: components["schemas"]["CallToActionView"] | null;
                    /**
                     * @description Without `#`.
                     * @example [
                     *       "yoga",
                     *       "berlin"
                     *     ]
                     */
                    hashtags: string[];
                    /** @description What it is to be. */
                    content_type: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
                    /** @description The language of the text. */
                    language: string | null;
                    /** @description Where it goes. */
                    account_ids: string[];
                    /** @description What a network or an account gets instead. */
                    overrides: components["schemas"]["PostOverrideView"][];
                    /** @description The campaign it belongs to. */
                    campaign_id: string | null;
                    /** @description Your own labels. */
                    tags: string[];
                    /**
                     * @description Your own keys and values, given back in reads and events.
                     * @example {
                     *       "order": "4711"
                     *     }
                     */
                    metadata: {
                        [key: string]: string;
                    };
                    /** @description When it is due. */
                    schedule: {
                        /**
                         * Format: date-time
                         * @description The instant.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /** @description The slot it stands in, and holds; null where its time was said and is no slot's. */
                        slot_id: string | null;
                    } | null;
                    /** @description Approval of what it says now; null where it was not submitted, or was changed since. */
                    approval: {
                        /**
                         * @description It waits, or was decided.
                         * @example approved
                         * @enum {string}
                         */
                        state: "pending_approval" | "approved" | "rejected";
                        submitted_by: components["schemas"]["PostAuthor"];
                        /**
                         * Format: date-time
                         * @description When it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        submitted_at: string;
                        /** @description Who approved or rejected it. */
                        decided_by: components["schemas"]["PostAuthor"] | null;
                        decided_at: string | null;
                        /**
                         * @description What was said with the last step.
                         * @example Fine by me
                         */
                        comment: string | null;
                    } | null;
                    /** @description The time its author wishes; approval with no other time schedules it then. */
                    proposed_schedule: {
                        /**
                         * Format: date-time
                         * @description The instant; of `now` and `next_slot` what they came to when it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /**
                         * @description This time, at once when it is approved, or the slot that is free then.
                         * @example time
                         * @enum {string}
                         */
                        means: "time" | "now" | "next_slot";
                    } | null;
                    /** @description How it came to be. */
                    origin: {
                        /**
                         * @description By hand, by a model, from a template.
                         * @example manual
                         * @enum {string}
                         */
                        kind: "manual" | "generated" | "template";
                        /** @description The model that wrote it. */
                        model: string | null;
                        /** @description What the model was asked. */
                        prompt: string | null;
                        /** @description The post it was made from, such as a duplicate. */
                        parent_post_id: string | null;
                        /** @description The template it was filled from. */
                        template_id: string | null;
                    };
                    /**
                     * Format: date-time
                     * @description When it was written.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    created_at: string;
                    /**
                     * Format: date-time
                     * @description When it last changed.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    updated_at: string;
                    targets: ({
                        id: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                };
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        PostUpdatedEvent: {
            /**
             * @description What happened.
             * @example post.updated
             * @enum {string}
             */
            type: "post.updated";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                post: {
                    /**
                     * @description Id of the post.
                     * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    id: string;
                    /**
                     * @description Id of the workspace.
                     * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                     */
                    workspace_id: string;
                    /**
                     * @description `draft`, `pending_approval`, `approved` or `rejected` until it is scheduled; then from its targets: `publishing` until all have settled; `uncertain` where a person must decide.
                     * @example scheduled
                     * @enum {string}
                     */
                    status: "draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled";
                    /**
                     * @description The text.
                     * @example Our new studio opens on Monday.
                     */
                    text: string;
                    /**
                     * @description Its media, in their order.
                     * @example [
                     *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
                     *     ]
                     */
                    media_ids: string[];
                    /** @description What follows the post. */
                    thread: {
                        /** @description Its text. */
                        text: string;
                        /**
                         * @description Its media.
                         * @example []
                         */
                        media_ids: string[];
                    }[];
                    /** @description The first comment. */
                    first_comment: string | null;
                    /** @description The title. */
                    title: string | null;
                    /** @description What readers are asked to do. */
                    call_to_action: components["schemas"]["CallToActionView"] | null;
                    /**
                     * @description Without `#`.
                     * @example [
                     *       "yoga",
                     *       "berlin"
                     *     ]
                     */
                    hashtags: string[];
                    /** @description What it is to be. */
                    content_type: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
                    /** @description The language of the text. */
                    language: string | null;
                    /** @description Where it goes. */
                    account_ids: string[];
                    /** @description What a network or an account gets instead. */
                    overrides: components["schemas"]["PostOverrideView"][];
                    /** @description The campaign it belongs to. */
                    campaign_id: string | null;
                    /** @description Your own labels. */
                    tags: string[];
                    /**
                     * @description Your own keys and values, given back in reads and events.
                     * @example {
                     *       "order": "4711"
                     *     }
                     */
                    metadata: {
                        [key: string]: string;
                    };
                    /** @description When it is due. */
                    schedule: {
                        /**
                         * Format: date-time
                         * @description The instant.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /** @description The slot it stands in, and holds; null where its time was said and is no slot's. */
                        slot_id: string | null;
                    } | null;
                    /** @description Approval of what it says now; null where it was not submitted, or was changed since. */
                    approval: {
                        /**
                         * @description It waits, or was decided.
                         * @example approved
                         * @enum {string}
                         */
                        state: "pending_approval" | "approved" | "rejected";
                        submitted_by: components["schemas"]["PostAuthor"];
                        /**
                         * Format: date-time
                         * @description When it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        submitted_at: string;
                        /** @description Who approved or rejected it. */
                        decided_by: components["schemas"]["PostAuthor"] | null;
                        decided_at: string | null;
                        /**
                         * @description What was said with the last step.
                         * @example Fine by me
                         */
                        comment: string | null;
                    } | null;
                    /** @description The time its author wishes; approval with no other time schedules it then. */
                    proposed_schedule: {
                        /**
                         * Format: date-time
                         * @description The instant; of `now` and `next_slot` what they came to when it was submitted.
                         * @example 2026-11-21T09:00:00.000Z
                         */
                        at: string;
                        /**
                         * @description The same on the wall clock of the zone.
                         * @example 2026-11-24T09:00:00
                         */
                        local_time: string;
                        /**
                         * @description The zone it was meant in.
                         * @example Europe/Berlin
                         */
                        time_zone: string;
                        /**
                         * @description Which goes first where much is due at once.
                         * @example normal
                         * @enum {string}
                         */
                        priority: "low" | "normal" | "high";
                        /**
                         * @description This time, at once when it is approved, or the slot that is free then.
                         * @example time
                         * @enum {string}
                         */
                        means: "time" | "now" | "next_slot";
                    } | null;
                    /** @description How it came to be. */
                    origin: {
                        /**
                         * @description By hand, by a model, from a template.
                         * @example manual
                         * @enum {string}
                         */
                        kind: "manual" | "generated" | "template";
                        /** @description The model that wrote it. */
                        model: string | null;
                        /** @description What the model was asked. */
                        prompt: string | null;
                        /** @description The post it was made from, such as a duplicate. */
                        parent_post_id: string | null;
                        /** @description The template it was filled from. */
                        template_id: string | null;
                    };
                    /**
                     * Format: date-time
                     * @description When it was written.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    created_at: string;
                    /**
                     * Format: date-time
                     * @description When it last changed.
                     * @example 2026-11-21T09:00:00.000Z
                     */
                    updated_at: string;
                    targets: ({
                        id: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                };
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        PostValidation: {
            /** @description Whether it could be scheduled as it is. */
            valid: boolean;
            /** @description Everything each network would say. */
            issues: components["schemas"]["PostIssue"][];
            /** @description The length of every part, by each network's own rule. */
            counts: {
                /**
                 * @description Id of the account.
                 * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                account_id: string;
                /**
                 * @description The network.
                 * @enum {string}
                 */
                network: "x" | "linkedin" | "facebook" | "instagram" | "threads" | "tiktok" | "youtube" | "bluesky" | "mastodon" | "email" | "sandbox";
                /**
                 * @description Which part, from 0.
                 * @example 0
                 */
                part: number;
                /**
                 * @description Length as the network counts.
                 * @example 31
                 */
                used: number;
                /**
                 * @description The most it takes.
                 * @example 300
                 */
                limit: number;
                /**
                 * @description What is left; negative when it is too long.
                 * @example 269
                 */
                remaining: number;
                /**
                 * @description What it counts.
                 * @example graphemes
                 */
                unit: string;
            }[];
        };
        PostVersion: {
            /**
             * @description Id of the post.
             * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            post_id: string;
            /**
             * @description 1, 2, 3, … without a gap.
             * @example 2
             */
            number: number;
            author: components["schemas"]["PostAuthor"] & unknown;
            /**
             * Format: date-time
             * @description When it was written.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * @description The fields that differ from the version before; of the first version, those that say something.
             * @example [
             *       "text"
             *     ]
             */
            changed: ("text" | "media_ids" | "thread" | "first_comment" | "title" | "call_to_action" | "hashtags" | "content_type" | "language" | "account_ids" | "overrides" | "campaign_id" | "tags" | "metadata")[];
            /** @description The version it repeats, where it was restored. */
            restored_from: number | null;
            /** @description All the post said. */
            content: {
                /**
                 * @description The text.
                 * @example Our new studio opens on Monday.
                 */
                text: string;
                /**
                 * @description Its media, in their order.
                 * @example [
                 *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
                 *     ]
                 */
                media_ids: string[];
                /** @description What follows the post. */
                thread: {
                    /** @description Its text. */
                    text: string;
                    /**
                     * @description Its media.
                     * @example []
                     */
                    media_ids: string[];
                }[];
                /** @description The first comment. */
                first_comment: string | null;
                /** @description The title. */
                title: string | null;
                /** @description What readers are asked to do. */
                call_to_action: components["schemas"]["CallToActionView"] | null;
                /**
                 * @description Without `#`.
                 * @example [
                 *       "yoga",
                 *       "berlin"
                 *     ]
                 */
                hashtags: string[];
                /** @description What it is to be. */
                content_type: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
                /** @description The language of the text. */
                language: string | null;
                /** @description Where it goes. */
                account_ids: string[];
                /** @description What a network or an account gets instead. */
                overrides: components["schemas"]["PostOverrideView"][];
                /** @description The campaign it belongs to. */
                campaign_id: string | null;
                /** @description Your own labels. */
                tags: string[];
                /**
                 * @description Your own keys and values, given back in reads and events.
                 * @example {
                 *       "order": "4711"
                 *     }
                 */
                metadata: {
                    [key: string]: string;
                };
            };
            /** @description What it changed, a field each. */
            diff: components["schemas"]["PostDifference"][];
        };
        PostVersionList: {
            data: components["schemas"]["ListedPostVersion"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
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
            code: "bad_request" | "malformed_json" | "validation_failed" | "invalid_cursor" | "workspace_required" | "unauthenticated" | "invalid_token" | "token_expired" | "invalid_credentials" | "refresh_token_reused" | "missing_scope" | "origin_not_allowed" | "mode_mismatch" | "test_mode_only" | "not_author" | "own_submission" | "limit_reached" | "not_found" | "method_not_allowed" | "conflict" | "already_exists" | "name_taken" | "email_taken" | "idempotency_in_progress" | "post_not_editable" | "post_not_schedulable" | "approval_required" | "post_not_submittable" | "post_not_pending" | "post_not_scheduled" | "target_in_flight" | "target_not_retryable" | "target_not_uncertain" | "target_not_cancellable" | "account_needs_reconnect" | "no_slots" | "queue_full" | "account_in_use" | "media_in_use" | "endpoint_disabled" | "workspace_not_empty" | "connect_state_used" | "gone" | "stale" | "body_too_large" | "unsupported_media_type" | "idempotency_mismatch" | "content_invalid" | "network_refused" | "time_in_past" | "variable_missing" | "url_not_allowed" | "rate_limited" | "internal" | "network_unreachable" | "busy";
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
        ProfileChoice: {
            /**
             * @description The network's own id.
             * @example 42
             */
            external_id: string;
            /**
             * @description What it is.
             * @enum {string}
             */
            kind: "person" | "page" | "channel";
            /**
             * @description Its handle.
             * @example alice
             */
            handle: string;
            /**
             * @description Its name.
             * @example Alice
             */
            display_name: string;
            /** @description Its picture; null until it is chosen. */
            avatar_url: string | null;
        };
        Readiness: {
            /**
             * @description Whether requests are welcome.
             * @example true
             */
            ready: boolean;
            /**
             * @description Why not.
             * @example []
             */
            reasons: string[];
            /**
             * @description Whether wake-ups reach other processes; without them work is found by polling.
             * @example true
             */
            hints?: boolean;
            /**
             * @description Since when the oldest due work of the installation waits, whoever is to do it; null when nothing does, or nobody can say.
             * @example null
             */
            oldest_overdue_at?: string | null;
            /**
             * @description Since when the oldest event waits to be told; null when none does.
             * @example null
             */
            oldest_unrelayed_at?: string | null;
            /**
             * @description Work that failed every time and waits for an operator: `placard parked` lists it.
             * @example 0
             */
            parked_work?: number | null;
            /**
             * @description Shards of durable work this process owns.
             * @example 64
             */
            owned_shards?: number;
        };
        RecoverWebhookEndpoint: {
            /**
             * Format: date-time
             * @description Events from this instant of real time on, in test mode too; at most 30 days ago. Usually when the outage began.
             * @example 2026-11-21T09:00:00.000Z
             */
            since: string;
        };
        Refresh: {
            /**
             * @description The newest refresh token of the session.
             * @example rt_01jd4b9ep2f3r8h6v5w7x9y0za…
             */
            refresh_token: string;
        };
        Registration: {
            /**
             * Format: email
             * @description E-mail address; upper and lower case are the same.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description 12 to 256 characters of any kind. What is easy to guess (common words, your name or address, sequences, repetitions) is refused.
             * @example lantern-orbit-velvet-thaw
             */
            password: string;
            /**
             * @description First name.
             * @example Ada
             */
            first_name: string;
            /**
             * @description Last name.
             * @example Lovelace
             */
            last_name: string;
            /**
             * @description Name of the organization.
             * @example Acme Software
             */
            organization_name: string;
        };
        /**
         * @example {
         *       "comment": "The date is wrong."
         *     }
         */
        RejectPostRequest: {
            /**
             * @description Why, and what to do.
             * @example Please check the date.
             */
            comment: string;
        };
        RenderedTemplate: {
            /**
             * @description Id of the template.
             * @example tmpl_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            template_id: string;
            /**
             * @description The text of the post.
             * @example Hello Berlin, we open on Monday.
             */
            text: string;
            /** @description What follows the post. */
            thread: {
                /** @description Its text. */
                text: string;
            }[];
            /** @description The first comment. */
            first_comment: string | null;
            /**
             * @description Without `#`, each once; of a value only what a hashtag can have, so that New York is NewYork.
             * @example [
             *       "yoga",
             *       "Berlin"
             *     ]
             */
            hashtags: string[];
            /**
             * @description Variables without a value; empty unless `partial` was asked for.
             * @example []
             */
            missing: string[];
        };
        ResolveAgain: {
            /**
             * @description It is not there: publish it again. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            as: "again";
        };
        ResolveAsDiscarded: {
            /**
             * @description Leave it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            as: "discarded";
        };
        ResolveAsPublished: {
            /**
             * @description It is there. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            as: "published";
            /**
             * Format: uri
             * @description Where it is to be seen.
             * @example https://bsky.app/profile/alice.test/post/3k2la
             */
            url: string;
            /** @description The network's id of it, where known. */
            external_id?: string;
        };
        ResolveTargetRequest: components["schemas"]["ResolveAsPublished"] | components["schemas"]["ResolveAgain"] | components["schemas"]["ResolveAsDiscarded"];
        RevokedAccess: {
            /**
             * @description Id of the account.
             * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            account_id: string;
            /**
             * @description How many permissions the network ended; 0 where it had ended them before.
             * @example 1
             */
            permissions: number;
        };
        RotateWebhookSecret: {
            /**
             * @description For how many seconds webhooks are signed with the old secret too: 0 to 7 days. 24 hours unless told.
             * @example 86400
             */
            overlap_s?: number;
        };
        ShownMedia: {
            /**
             * @description Id of the media.
             * @example med_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description What it is.
             * @example image
             * @enum {string}
             */
            kind: "image" | "video" | "document";
            /** @description Where a browser finds it, without a credential, for a day. */
            url: string;
            /** @description A small picture of it. */
            thumbnail_url: string | null;
            /** @description What is to be seen. */
            alt_text: string | null;
            /**
             * @description In pixels, as the network gets it.
             * @example 1600
             */
            width: number | null;
            /**
             * @description In pixels, as the network gets it.
             * @example 1200
             */
            height: number | null;
            /** @description Of a video, in seconds. */
            duration_s: number | null;
        };
        /**
         * @example {
         *       "post_id": "post_01jd4b9ep2f3r8h6v5w7x9y0za",
         *       "comments": 3,
         *       "likes": 12
         *     }
         */
        SimulateRequest: {
            /**
             * @description Id of the post.
             * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            post_id?: string;
            /**
             * @description Id of the account.
             * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            account_id?: string;
            /**
             * @description Comments under the post.
             * @example 3
             */
            comments?: number;
            /**
             * @description Likes of the post.
             * @example 3
             */
            likes?: number;
            /**
             * @description New followers of the account.
             * @example 3
             */
            followers?: number;
            /**
             * @description Direct messages to the account.
             * @example 3
             */
            messages?: number;
        };
        Simulated: {
            /**
             * @description Comments made.
             * @example 3
             */
            comments: number;
            /**
             * @description Likes given.
             * @example 12
             */
            likes: number;
            /**
             * @description Followers gained.
             * @example 0
             */
            followers: number;
            /**
             * @description Messages sent.
             * @example 0
             */
            messages: number;
        };
        Slot: {
            /**
             * @description Id of the slot.
             * @example slot_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description The day of the week in the slots' zone.
             * @example monday
             * @enum {string}
             */
            weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
            /**
             * @description The time on the wall clock of that zone.
             * @example 09:00
             */
            local_time: string;
        };
        SlotInput: {
            /**
             * @description The day of the week in the slots' zone.
             * @example monday
             * @enum {string}
             */
            weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
            /**
             * @description The time on the wall clock of the slots' zone.
             * @example 09:00
             */
            local_time: string;
        };
        /**
         * @example {
         *       "time_zone": "Europe/Berlin",
         *       "slots": [
         *         {
         *           "weekday": "monday",
         *           "local_time": "09:00"
         *         },
         *         {
         *           "weekday": "thursday",
         *           "local_time": "17:30"
         *         }
         *       ]
         *     }
         */
        SlotsRequest: {
            /**
             * @description The zone of all the account's slots; the workspace's, whatever it becomes, where null or left out.
             * @example Europe/Berlin
             */
            time_zone?: string | null;
            /** @description All slots the account is to have: at most 100, in any order. Empty: none. */
            slots: components["schemas"]["SlotInput"][];
        };
        SlotsUpdatedEvent: {
            /**
             * @description What happened.
             * @example slots.updated
             * @enum {string}
             */
            type: "slots.updated";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                slots: components["schemas"]["AccountSlots"];
                /**
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        /**
         * @example {
         *       "comment": "Please check the date.",
         *       "schedule": {
         *         "at": "2026-11-24T08:00:00.000Z"
         *       }
         *     }
         */
        SubmitPostRequest: {
            /**
             * @description What to tell the approver.
             * @example Please check the date.
             */
            comment?: string;
            schedule?: components["schemas"]["When"] & unknown;
        };
        Target: {
            /**
             * @description Id of the target.
             * @example tgt_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string;
            /**
             * @description Id of the post.
             * @example post_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            post_id: string;
            /**
             * @description Id of the account.
             * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            account_id: string;
            /**
             * @description The network of the account.
             * @example sandbox
             * @enum {string}
             */
            network: "x" | "linkedin" | "facebook" | "instagram" | "threads" | "tiktok" | "youtube" | "bluesky" | "mastodon" | "email" | "sandbox";
            /**
             * @description That of the part that matters most: `uncertain`, then `failed`, then what is in flight, then `scheduled`, `draft`, `discarded`, `cancelled`, and `published` when nothing else is left.
             * @example scheduled
             * @enum {string}
             */
            status: "draft" | "scheduled" | "dispatching" | "processing" | "unknown" | "uncertain" | "published" | "failed" | "cancelled" | "discarded";
            scheduled_at: string | null;
            published_at: string | null;
            /** @description The network's id of its first part. */
            external_id: string | null;
            /** @description Where its first part is to be seen. */
            url: string | null;
            /** @description What stands in the way. */
            problem: components["schemas"]["Trouble"] | null;
            /** @description The post, its thread and its first comment, in their order. */
            parts: components["schemas"]["Part"][];
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             * @example 2026-11-21T09:00:00.000Z
             */
            updated_at: string;
        };
        TargetCancelledEvent: {
            /**
             * @description What happened.
             * @example target.cancelled
             * @enum {string}
             */
            type: "target.cancelled";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                target: components["schemas"]["Target"];
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        TargetDiscardedEvent: {
            /**
             * @description What happened.
             * @example target.discarded
             * @enum {string}
             */
            type: "target.discarded";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                target: components["schemas"]["Target"];
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        TargetFailedEvent: {
            /**
             * @description What happened.
             * @example target.failed
             * @enum {string}
             */
            type: "target.failed";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                target: components["schemas"]["Target"];
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        TargetList: {
            data: components["schemas"]["Target"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        TargetPartPublishedEvent: {
            /**
             * @description What happened.
             * @example target.part_published
             * @enum {string}
             */
            type: "target.part_published";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                target: components["schemas"]["Target"];
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        TargetPublishedEvent: {
            /**
             * @description What happened.
             * @example target.published
             * @enum {string}
             */
            type: "target.published";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                target: components["schemas"]["Target"];
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        TargetScheduledEvent: {
            /**
             * @description What happened.
             * @example target.scheduled
             * @enum {string}
             */
            type: "target.scheduled";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                target: components["schemas"]["Target"];
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        TargetUncertainEvent: {
            /**
             * @description What happened.
             * @example target.uncertain
             * @enum {string}
             */
            type: "target.uncertain";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                target: components["schemas"]["Target"];
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        TargetUnknownEvent: {
            /**
             * @description What happened.
             * @example target.unknown
             * @enum {string}
             */
            type: "target.unknown";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                target: components["schemas"]["Target"];
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
                 * @description Id of the workspace.
                 * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
                 */
                workspace_id: string;
            };
        };
        Template: {
            /**
             * @description Id of the template.
             * @example tmpl_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string;
            /**
             * @description Its name.
             * @example Opening
             */
            name: string;
            /**
             * @description The text with its placeholders.
             * @example Hello {{city}}, we open on {{day}}.
             */
            text: string;
            /** @description What follows the post. */
            thread: {
                /** @description Its text. */
                text: string;
            }[];
            /** @description The first comment. */
            first_comment: string | null;
            /**
             * @description Without `#`.
             * @example [
             *       "yoga",
             *       "{{city}}"
             *     ]
             */
            hashtags: string[];
            /** @description Every placeholder of the texts once, in the order in which they first stand there. */
            variables: components["schemas"]["TemplateVariable"][];
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed.
             * @example 2026-11-21T09:00:00.000Z
             */
            updated_at: string;
        };
        /**
         * @example {
         *       "name": "Opening",
         *       "text": "Hello {{city}}, we open on {{day}}.",
         *       "hashtags": [
         *         "yoga",
         *         "{{city}}"
         *       ],
         *       "variables": [
         *         {
         *           "name": "city",
         *           "default": "Berlin"
         *         }
         *       ]
         *     }
         */
        TemplateCreate: {
            /**
             * @description Its name: one of its own among the workspace's templates, whatever the case.
             * @example Opening
             */
            name: string;
            /**
             * @description The text of the post, with `{{placeholders}}`. `\{{` stands for two braces.
             * @example Hello {{city}}, we open on {{day}}.
             */
            text: string;
            /** @description What follows the post: at most 24. */
            thread?: {
                /**
                 * @description Its text.
                 * @example Hello {{city}}, we open on {{day}}.
                 */
                text: string;
            }[];
            first_comment?: string | null;
            /**
             * @description The last paragraph of the post, with or without `#`; they may hold placeholders, too.
             * @example [
             *       "yoga",
             *       "{{city}}"
             *     ]
             */
            hashtags?: string[];
            /** @description What you say of variables. They are found by their placeholders: one you say nothing of has no default, one that stands in no text is refused. */
            variables?: components["schemas"]["TemplateVariableInput"][];
        };
        TemplateList: {
            data: components["schemas"]["Template"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        /**
         * @example {
         *       "variables": {
         *         "city": "Berlin",
         *         "day": "Monday"
         *       }
         *     }
         */
        TemplateRenderRequest: {
            /**
             * @description The values, by the names of the variables. Plain text: never expanded again.
             * @example {
             *       "day": "Monday"
             *     }
             */
            variables?: {
                [key: string]: string;
            };
            /**
             * @description `true`: placeholders without a value stay as they are written, and are named in `missing`.
             * @example false
             */
            partial?: boolean;
        };
        /**
         * @example {
         *       "text": "Hello {{city}}, we have moved."
         *     }
         */
        TemplateUpdate: {
            /**
             * @description Its name: one of its own among the workspace's templates, whatever the case.
             * @example Opening
             */
            name?: string;
            /**
             * @description The text of the post, with `{{placeholders}}`. `\{{` stands for two braces.
             * @example Hello {{city}}, we open on {{day}}.
             */
            text?: string;
            /** @description What follows the post: at most 24. */
            thread?: {
                /**
                 * @description Its text.
                 * @example Hello {{city}}, we open on {{day}}.
                 */
                text: string;
            }[];
            first_comment?: string | null;
            /**
             * @description The last paragraph of the post, with or without `#`; they may hold placeholders, too.
             * @example [
             *       "yoga",
             *       "{{city}}"
             *     ]
             */
            hashtags?: string[];
            /** @description What you say of variables. They are found by their placeholders: one you say nothing of has no default, one that stands in no text is refused. */
            variables?: components["schemas"]["TemplateVariableInput"][];
        };
        TemplateVariable: {
            /**
             * @description Its name.
             * @example city
             */
            name: string;
            /**
             * @description Stands where no value is given.
             * @example Berlin
             */
            default: string | null;
            /** @description What it is for. */
            description: string | null;
        };
        TemplateVariableInput: {
            /**
             * @description Its name, as in `{{city}}`.
             * @example city
             */
            name: string;
            /**
             * @description Stands where no value is given; null where one must be.
             * @example Berlin
             */
            default?: string | null;
            /**
             * @description What it is for.
             * @example Where we open.
             */
            description?: string | null;
        };
        TestClock: {
            /**
             * Format: date-time
             * @description What the workspace's clock shows.
             * @example 2026-11-21T09:00:00.000Z
             */
            now: string;
            /**
             * @description How far it stands before real time, in ms.
             * @example 0
             */
            offset_ms: number;
        };
        Tokens: {
            /**
             * @description Bearer token (JWT, RS256) for requests.
             * @example eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9…
             */
            access_token: string;
            /**
             * @description Good once, for 30 days, for the next pair of tokens.
             * @example rt_01jd4b9ep2f3r8h6v5w7x9y0za…
             */
            refresh_token: string;
            /**
             * @description How the access token is sent.
             * @example Bearer
             * @enum {string}
             */
            token_type: "Bearer";
            /**
             * @description Seconds the access token lives.
             * @example 3600
             */
            expires_in: number;
        };
        Trouble: {
            /**
             * @description Stable code.
             * @example token_revoked
             */
            code: string;
            /**
             * @description What kind of trouble.
             * @enum {string}
             */
            category: "auth_expired" | "permission" | "content_rejected" | "policy" | "rate_limited" | "quota_exhausted" | "network_down" | "media_processing" | "outcome_unknown" | "internal";
            /**
             * @description Who can mend it.
             * @enum {string}
             */
            source: "author" | "account" | "network" | "placard";
            /** @description Whether the same again may pass. */
            retryable: boolean;
            /**
             * @description For developers.
             * @example The network refused the token.
             */
            message: string;
            /**
             * @description Can be shown to an end user as it is.
             * @example Connect the account again.
             */
            user_message: string;
            /** @description The network's own code. */
            network_code: string | null;
            /** @description The network's own words. */
            network_message: string | null;
        };
        UpcomingSlot: {
            /**
             * @description Id of the slot.
             * @example slot_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            slot_id: string;
            /**
             * Format: date-time
             * @description The instant.
             * @example 2026-11-21T09:00:00.000Z
             */
            at: string;
            /**
             * @description The same on the wall clock of the zone.
             * @example 2026-11-23T09:00:00
             */
            local_time: string;
            /**
             * @description The zone of the slots.
             * @example Europe/Berlin
             */
            time_zone: string;
            /** @description The post that holds it; null where it is free. */
            taken_by: string | null;
        };
        UpcomingSlots: {
            /**
             * @description Id of the account.
             * @example acct_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            account_id: string;
            /** @description In the order of time, at most a year ahead. */
            data: components["schemas"]["UpcomingSlot"][];
        };
        UpdateAccountRequest: {
            /**
             * @description Your own name for it; null removes it.
             * @example Main page
             */
            label?: string | null;
            /**
             * @description Your own keys and values, given back in reads and events.
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: {
                [key: string]: string;
            };
        };
        /**
         * @example {
         *       "alt_text": "A loaf of rye bread on a wooden board"
         *     }
         */
        UpdateMediaRequest: {
            /**
             * @description What is to be seen, for those who do not see it. Networks take less: posts.validate tells. Null removes it.
             * @example A loaf of rye bread on a wooden board
             */
            alt_text?: string | null;
            /**
             * @description What it is called in the library.
             * @example bread.jpg
             */
            file_name?: string;
        };
        /**
         * @example {
         *       "text": "Our new studio opens on Tuesday."
         *     }
         */
        UpdatePostRequest: {
            /**
             * @description The text of the post.
             * @example Our new studio opens on Monday.
             */
            text?: string;
            /**
             * @description Of the library, in the order in which they are shown.
             * @example [
             *       "med_01jd4b9ep2f3r8h6v5w7x9y0za"
             *     ]
             */
            media_ids?: string[];
            /** @description What follows the post, each answering the one before. At most 25 parts with the post and its first comment. */
            thread?: {
                /**
                 * @description Its text.
                 * @example Our new studio opens on Monday.
                 */
                text: string;
                /**
                 * @description Of the library, in the order in which they are shown.
                 * @example []
                 */
                media_ids?: string[];
            }[];
            first_comment?: string | null;
            /**
             * @description Where a network has titles.
             * @example Opening day
             */
            title?: string | null;
            /** @description What readers are asked to do: a paragraph of its own behind the text of the post. */
            call_to_action?: components["schemas"]["CallToAction"] | null;
            /**
             * @description The last paragraph of the post, with or without `#` here. One that stands in the text is not said twice.
             * @example [
             *       "yoga",
             *       "berlin"
             *     ]
             */
            hashtags?: string[];
            /** @description What it is to be; by its content where not given. */
            content_type?: ("post" | "story" | "thread" | "article" | "reel" | "carousel" | "video" | "document") | null;
            /** @description The language of the text. */
            language?: string | null;
            /** @description Where it goes: 1 to 20 accounts (a draft may have none). */
            account_ids?: string[];
            /** @description What a network or an account gets instead. */
            overrides?: components["schemas"]["PostOverride"][];
            /** @description The campaign it belongs to; null for none. */
            campaign_id?: string | null;
            /**
             * @description Your own labels.
             * @example [
             *       "launch"
             *     ]
             */
            tags?: string[];
            /**
             * @description Your own keys and values, given back in reads and events.
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: {
                [key: string]: string;
            };
        };
        UpdateWebhookEndpoint: {
            /**
             * Format: uri
             * @description Where events are sent by POST. https, without user, password or fragment.
             * @example https://example.com/hooks/placard
             */
            url?: string;
            /**
             * @description Your own note.
             * @example Production
             */
            description?: string | null;
            /**
             * @description Only events of these types; null for all, those of later releases too.
             * @example [
             *       "post.published"
             *     ]
             */
            event_types?: ("post.created" | "post.updated" | "post.approval_requested" | "post.approved" | "post.rejected" | "post.commented" | "post.scheduled" | "post.published" | "post.partly_published" | "post.failed" | "post.deleted" | "target.published" | "target.part_published" | "target.failed" | "target.unknown" | "target.uncertain" | "target.scheduled" | "target.discarded" | "target.cancelled" | "account.connected" | "account.needs_reconnect" | "account.disconnected" | "media.ready" | "media.deleted" | "slots.updated" | "webhook_endpoint.disabled" | "webhook_endpoint.recovered" | "webhook_endpoint.test")[] | null;
            /**
             * @description Only events of these workspaces; null for all, and for the organization's own.
             * @example null
             */
            workspace_ids?: string[] | null;
            /**
             * @description Whether it gets events.
             * @example enabled
             * @enum {string}
             */
            status?: "enabled" | "disabled";
        };
        UploadMediaRequest: {
            /**
             * Format: binary
             * @description A JPEG, PNG, WebP, GIF or AVIF image, an MP4, MOV or WebM video, or a PDF; at most 100 MB. What it is is found from its bytes.
             */
            file: Blob;
            /**
             * @description What is to be seen, for those who do not see it. Networks take less: posts.validate tells.
             * @example A loaf of rye bread on a wooden board
             */
            alt_text?: string;
        };
        Usage: {
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string;
            /**
             * @description Mode of the workspace.
             * @enum {string}
             */
            mode: "live" | "test";
            /**
             * @description A month in UTC.
             * @example 2026-11
             */
            month: string;
            /**
             * @description Parts that were published: a post, each item of its thread and its first comment are a part each, on each account. A part counts in the month in which it was known to be published, on the workspace's clock.
             * @example 42
             */
            published_parts: number;
        };
        UsageList: {
            data: components["schemas"]["Usage"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        User: {
            /**
             * @description Id of the user.
             * @example usr_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * Format: email
             * @description E-mail address; upper and lower case are the same.
             * @example ada@example.com
             */
            email: string;
            /**
             * @description First name.
             * @example Ada
             */
            first_name: string;
            /**
             * @description Last name.
             * @example Lovelace
             */
            last_name: string;
            /**
             * Format: date-time
             * @description When the user registered.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
        };
        WebhookAttempt: {
            /**
             * Format: date-time
             * @description When it was sent.
             * @example 2026-11-21T09:00:00.000Z
             */
            at: string;
            /**
             * @description How long it took, in milliseconds.
             * @example 87
             */
            duration_ms: number;
            /**
             * @description Where it was sent.
             * @example https://example.com/hooks/placard
             */
            url: string;
            /**
             * @description HTTP status of the last attempt's answer; null where there was none.
             * @example 200
             */
            response_status: number | null;
            /**
             * @description Headers of the answer, the first 50.
             * @example {
             *       "content-type": "text/plain"
             *     }
             */
            response_headers: {
                [key: string]: string;
            };
            /**
             * @description The first 20 kB of the answer's body.
             * @example ok
             */
            response_body: string | null;
            /**
             * @description Whether the body had more.
             * @example false
             */
            response_truncated: boolean;
            /**
             * @description Why the last attempt failed; null when it did not.
             * @example null
             */
            error: {
                /**
                 * @description Stable code.
                 * @example timeout
                 */
                code: string;
                /**
                 * @description What went wrong.
                 * @example No answer within 15 s.
                 */
                message: string;
            } | null;
        };
        WebhookDelivery: {
            /**
             * @description Id of the webhookDelivery.
             * @example whd_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Id of the webhookEndpoint.
             * @example whe_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            endpoint_id: string;
            /**
             * @description Live endpoints are told of live workspaces, test endpoints of test workspaces.
             * @example test
             * @enum {string}
             */
            mode: "live" | "test";
            /**
             * @description The event, and the `webhook-id` of every attempt.
             * @example evt_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            event_id: string;
            /**
             * @description The event's type.
             * @example post.published
             */
            event_type: string;
            /**
             * @description Whose event it is; null for the organization's own.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string | null;
            /**
             * @description `pending` while attempts are to come, `succeeded` after a 2xx, `failed` when no more are made.
             * @example succeeded
             * @enum {string}
             */
            status: "pending" | "succeeded" | "failed";
            /**
             * @description How many attempts were made.
             * @example 1
             */
            attempt_count: number;
            /**
             * @description When the next attempt is made; null when none is.
             * @example null
             */
            next_attempt_at: string | null;
            /**
             * @description HTTP status of the last attempt's answer; null where there was none.
             * @example 200
             */
            response_status: number | null;
            /**
             * @description Why the last attempt failed; null when it did not.
             * @example null
             */
            error: {
                /**
                 * @description Stable code.
                 * @example timeout
                 */
                code: string;
                /**
                 * @description What went wrong.
                 * @example No answer within 15 s.
                 */
                message: string;
            } | null;
            /**
             * Format: date-time
             * @description When the event was told.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the last attempt was made, or the delivery changed.
             * @example 2026-11-21T09:00:00.000Z
             */
            updated_at: string;
        };
        WebhookDeliveryList: {
            data: components["schemas"]["WebhookDelivery"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        WebhookDeliveryWithAttempts: {
            /**
             * @description Id of the webhookDelivery.
             * @example whd_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Id of the webhookEndpoint.
             * @example whe_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            endpoint_id: string;
            /**
             * @description Live endpoints are told of live workspaces, test endpoints of test workspaces.
             * @example test
             * @enum {string}
             */
            mode: "live" | "test";
            /**
             * @description The event, and the `webhook-id` of every attempt.
             * @example evt_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            event_id: string;
            /**
             * @description The event's type.
             * @example post.published
             */
            event_type: string;
            /**
             * @description Whose event it is; null for the organization's own.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            workspace_id: string | null;
            /**
             * @description `pending` while attempts are to come, `succeeded` after a 2xx, `failed` when no more are made.
             * @example succeeded
             * @enum {string}
             */
            status: "pending" | "succeeded" | "failed";
            /**
             * @description How many attempts were made.
             * @example 1
             */
            attempt_count: number;
            /**
             * @description When the next attempt is made; null when none is.
             * @example null
             */
            next_attempt_at: string | null;
            /**
             * @description HTTP status of the last attempt's answer; null where there was none.
             * @example 200
             */
            response_status: number | null;
            /**
             * @description Why the last attempt failed; null when it did not.
             * @example null
             */
            error: {
                /**
                 * @description Stable code.
                 * @example timeout
                 */
                code: string;
                /**
                 * @description What went wrong.
                 * @example No answer within 15 s.
                 */
                message: string;
            } | null;
            /**
             * Format: date-time
             * @description When the event was told.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the last attempt was made, or the delivery changed.
             * @example 2026-11-21T09:00:00.000Z
             */
            updated_at: string;
            /**
             * @description What was sent, byte for byte.
             * @example {"type":"post.published","timestamp":"2026-11-21T09:00:00.000Z","sequence":42,"data":{}}
             */
            body: string;
            /** @description The last 50 attempts, the newest first. */
            attempts: components["schemas"]["WebhookAttempt"][];
        };
        WebhookEndpoint: {
            /**
             * @description Id of the webhookEndpoint.
             * @example whe_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Live endpoints are told of live workspaces, test endpoints of test workspaces.
             * @example test
             * @enum {string}
             */
            mode: "live" | "test";
            /**
             * @description Where events are sent by POST.
             * @example https://example.com/hooks/placard
             */
            url: string;
            /**
             * @description Your own note.
             * @example Production
             */
            description: string | null;
            /**
             * @description Only events of these types; null for all.
             * @example [
             *       "post.published"
             *     ]
             */
            event_types: string[] | null;
            /**
             * @description Only events of these workspaces; null for all.
             * @example null
             */
            workspace_ids: string[] | null;
            /**
             * @description Whether it gets events.
             * @example enabled
             * @enum {string}
             */
            status: "enabled" | "disabled";
            /**
             * @description `manual`: you did. `failing`: no attempt succeeded for five days. `gone`: it answered 410. Null while it is enabled.
             * @example null
             */
            disabled_reason: ("manual" | "failing" | "gone") | null;
            /**
             * @description Since when it is disabled.
             * @example null
             */
            disabled_at: string | null;
            /**
             * Format: date-time
             * @description When it was created.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             * @example 2026-11-21T09:00:00.000Z
             */
            updated_at: string;
        };
        WebhookEndpointDisabledEvent: {
            /**
             * @description What happened.
             * @example webhook_endpoint.disabled
             * @enum {string}
             */
            type: "webhook_endpoint.disabled";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                webhook_endpoint: components["schemas"]["WebhookEndpoint"];
            };
        };
        WebhookEndpointList: {
            data: components["schemas"]["WebhookEndpoint"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        WebhookEndpointRecoveredEvent: {
            /**
             * @description What happened.
             * @example webhook_endpoint.recovered
             * @enum {string}
             */
            type: "webhook_endpoint.recovered";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                webhook_endpoint: components["schemas"]["WebhookEndpoint"];
                recovery: components["schemas"]["WebhookRecovery"];
            };
        };
        WebhookEndpointTestEvent: {
            /**
             * @description What happened.
             * @example webhook_endpoint.test
             * @enum {string}
             */
            type: "webhook_endpoint.test";
            /**
             * Format: date-time
             * @description When it happened, on the workspace's clock.
             * @example 2026-11-21T09:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.
             * @example 42
             */
            sequence: number;
            data: {
                webhook_endpoint: components["schemas"]["WebhookEndpoint"];
            };
        };
        WebhookEndpointWithSecret: {
            /**
             * @description Id of the webhookEndpoint.
             * @example whe_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Live endpoints are told of live workspaces, test endpoints of test workspaces.
             * @example test
             * @enum {string}
             */
            mode: "live" | "test";
            /**
             * @description Where events are sent by POST.
             * @example https://example.com/hooks/placard
             */
            url: string;
            /**
             * @description Your own note.
             * @example Production
             */
            description: string | null;
            /**
             * @description Only events of these types; null for all.
             * @example [
             *       "post.published"
             *     ]
             */
            event_types: string[] | null;
            /**
             * @description Only events of these workspaces; null for all.
             * @example null
             */
            workspace_ids: string[] | null;
            /**
             * @description Whether it gets events.
             * @example enabled
             * @enum {string}
             */
            status: "enabled" | "disabled";
            /**
             * @description `manual`: you did. `failing`: no attempt succeeded for five days. `gone`: it answered 410. Null while it is enabled.
             * @example null
             */
            disabled_reason: ("manual" | "failing" | "gone") | null;
            /**
             * @description Since when it is disabled.
             * @example null
             */
            disabled_at: string | null;
            /**
             * Format: date-time
             * @description When it was created.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             * @example 2026-11-21T09:00:00.000Z
             */
            updated_at: string;
            /**
             * @description What its webhooks are signed with (Standard Webhooks). Shown this once: keep it.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=
             */
            secret: string;
        };
        WebhookRecovery: {
            /**
             * @description Id of the webhookEndpoint.
             * @example whe_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            endpoint_id: string;
            /**
             * Format: date-time
             * @description Events from this instant on.
             * @example 2026-11-21T09:00:00.000Z
             */
            since: string;
            /**
             * Format: date-time
             * @description Events up to this instant: when the recovery was asked for. Later ones are sent anyway.
             * @example 2026-11-21T09:00:00.000Z
             */
            until: string;
            /**
             * @description `running` while logs are read, `completed` after the last, `stopped` where the endpoint was disabled meanwhile.
             * @example completed
             * @enum {string}
             */
            status: "running" | "completed" | "stopped";
            /**
             * @description Deliveries that were made, or begun again, so far. Read them with webhookDeliveries.list.
             * @example 42
             */
            delivery_count: number;
            /**
             * @description When it ended; null while it is running.
             * @example 2026-11-21T09:00:10.000Z
             */
            completed_at: string | null;
        };
        When: {
            /**
             * Format: date-time
             * @description An instant.
             * @example 2026-11-21T09:00:00.000Z
             */
            at?: string;
            /**
             * @description A time on the wall clock of `time_zone`. In a DST gap it moves forward; of a time that comes twice it is the earlier.
             * @example 2026-11-24T09:00
             */
            local_time?: string;
            /**
             * @description IANA time zone.
             * @example Europe/Berlin
             */
            time_zone?: string;
            /**
             * @description `true`: at once.
             * @example true
             */
            now?: boolean;
            /**
             * @description `true`: in the first slot of any of the post's accounts that no other post of these accounts holds, at most a year ahead. The place a post holds itself counts as free.
             * @example true
             */
            next_slot?: boolean;
            /**
             * @description Which goes first where more is due on an account than it can take at once: `high` before what was due up to 15 minutes earlier, `low` after what is due up to 15 minutes later. Nothing is published before its time. As it was where not given; `normal` of a new schedule.
             * @example high
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
        };
        Workspace: {
            /**
             * @description Id of the workspace.
             * @example ws_01jd4b9ep2f3r8h6v5w7x9y0za
             */
            id: string;
            /**
             * @description Name, as people read it.
             * @example Bakery Lange
             */
            name: string;
            /**
             * @description Your own id of this customer, or null.
             * @example customer-4711
             */
            external_id: string | null;
            /**
             * @description Test workspaces use the sandbox network and a clock that can be moved.
             * @example test
             * @enum {string}
             */
            mode: "live" | "test";
            /**
             * @description IANA time zone.
             * @example Europe/Berlin
             */
            time_zone: string;
            /**
             * @description BCP 47 language tag.
             * @example en
             */
            language: string;
            settings: components["schemas"]["WorkspaceSettings"];
            /**
             * Format: date-time
             * @description When it was created.
             * @example 2026-11-21T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was changed last.
             * @example 2026-11-21T09:00:00.000Z
             */
            updated_at: string;
        };
        WorkspaceCreate: {
            /**
             * @description Name, as people read it.
             * @example Bakery Lange
             */
            name: string;
            /**
             * @description Your own id of this customer; no two workspaces of one mode share it.
             * @example customer-4711
             */
            external_id?: string;
            /**
             * @description Default: the mode of the key; `test` for a user. A key makes workspaces of its own mode only.
             * @example test
             * @enum {string}
             */
            mode?: "live" | "test";
            /**
             * @description IANA time zone. Default UTC.
             * @example Europe/Berlin
             */
            time_zone?: string;
            /**
             * @description BCP 47 language tag. Default en.
             * @example de
             */
            language?: string;
            settings?: components["schemas"]["WorkspaceSettingsInput"];
        };
        WorkspaceList: {
            data: components["schemas"]["Workspace"][];
            /** @description Whether there is a next page. */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. */
            next_cursor: string | null;
        };
        WorkspaceSettings: {
            /**
             * @description What it writes about.
             * @example [
             *       "sourdough",
             *       "opening hours"
             *     ]
             */
            content_topics: string[];
            /**
             * @description Posts it aims at per week; null where it has no aim.
             * @example 5
             */
            posting_frequency: number | null;
            /**
             * @description Whether a post needs approval before it is scheduled.
             * @example false
             */
            approval_required: boolean;
            /**
             * @description What it wants to reach.
             * @example [
             *       "More orders by phone"
             *     ]
             */
            goals: string[];
        };
        WorkspaceSettingsInput: {
            /**
             * @description What it writes about.
             * @example [
             *       "sourdough",
             *       "opening hours"
             *     ]
             */
            content_topics?: string[];
            /**
             * @description Posts it aims at per week; null where it has no aim.
             * @example 5
             */
            posting_frequency?: number | null;
            /**
             * @description Whether a post needs approval before it is scheduled.
             * @example false
             */
            approval_required?: boolean;
            /**
             * @description What it wants to reach.
             * @example [
             *       "More orders by phone"
             *     ]
             */
            goals?: string[];
        };
        WorkspaceUpdate: {
            /**
             * @description Name, as people read it.
             * @example Bakery Lange
             */
            name?: string;
            /**
             * @description Your own id of this customer; null takes it away.
             * @example customer-4711
             */
            external_id?: string | null;
            /**
             * @description IANA time zone.
             * @example Europe/Berlin
             */
            time_zone?: string;
            /**
             * @description BCP 47 language tag.
             * @example en
             */
            language?: string;
            settings?: components["schemas"]["WorkspaceSettingsInput"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Account = components['schemas']['Account'];
export type AccountConnectedEvent = components['schemas']['AccountConnectedEvent'];
export type AccountDisconnectedEvent = components['schemas']['AccountDisconnectedEvent'];
export type AccountHealth = components['schemas']['AccountHealth'];
export type AccountList = components['schemas']['AccountList'];
export type AccountNeedsReconnectEvent = components['schemas']['AccountNeedsReconnectEvent'];
export type AccountSlots = components['schemas']['AccountSlots'];
export type AdvanceClockRequest = components['schemas']['AdvanceClockRequest'];
export type ApiKey = components['schemas']['ApiKey'];
export type ApiKeyCreate = components['schemas']['ApiKeyCreate'];
export type ApiKeyList = components['schemas']['ApiKeyList'];
export type ApiKeyRotate = components['schemas']['ApiKeyRotate'];
export type ApiKeyWithSecret = components['schemas']['ApiKeyWithSecret'];
export type ApprovePostRequest = components['schemas']['ApprovePostRequest'];
export type Brand = components['schemas']['Brand'];
export type BrandInput = components['schemas']['BrandInput'];
export type BulkResult = components['schemas']['BulkResult'];
export type BulkSchedule = components['schemas']['BulkSchedule'];
export type BulkScheduleRequest = components['schemas']['BulkScheduleRequest'];
export type BulkWarning = components['schemas']['BulkWarning'];
export type Calendar = components['schemas']['Calendar'];
export type CalendarEntry = components['schemas']['CalendarEntry'];
export type CallToAction = components['schemas']['CallToAction'];
export type CallToActionView = components['schemas']['CallToActionView'];
export type Campaign = components['schemas']['Campaign'];
export type CampaignCreate = components['schemas']['CampaignCreate'];
export type CampaignList = components['schemas']['CampaignList'];
export type CampaignUpdate = components['schemas']['CampaignUpdate'];
export type ChooseProfileRequest = components['schemas']['ChooseProfileRequest'];
export type CompleteConnectRequest = components['schemas']['CompleteConnectRequest'];
export type ConnectRequest = components['schemas']['ConnectRequest'];
export type Connection = components['schemas']['Connection'];
export type CreatePostRequest = components['schemas']['CreatePostRequest'];
export type CreateWebhookEndpoint = components['schemas']['CreateWebhookEndpoint'];
export type CurrentEmbedSession = components['schemas']['CurrentEmbedSession'];
export type CurrentUser = components['schemas']['CurrentUser'];
export type EmbedSession = components['schemas']['EmbedSession'];
export type EmbedSessionCreate = components['schemas']['EmbedSessionCreate'];
export type EndUser = components['schemas']['EndUser'];
export type Event = components['schemas']['Event'];
export type EventList = components['schemas']['EventList'];
export type Fault = components['schemas']['Fault'];
export type Health = components['schemas']['Health'];
export type InjectFaultRequest = components['schemas']['InjectFaultRequest'];
export type InjectedFaults = components['schemas']['InjectedFaults'];
export type Jwk = components['schemas']['Jwk'];
export type Jwks = components['schemas']['Jwks'];
export type ListedPost = components['schemas']['ListedPost'];
export type ListedPostVersion = components['schemas']['ListedPostVersion'];
export type Login = components['schemas']['Login'];
export type LoginAnswer = components['schemas']['LoginAnswer'];
export type Media = components['schemas']['Media'];
export type MediaDeletedEvent = components['schemas']['MediaDeletedEvent'];
export type MediaList = components['schemas']['MediaList'];
export type MediaReadyEvent = components['schemas']['MediaReadyEvent'];
export type MediaUsage = components['schemas']['MediaUsage'];
export type Network = components['schemas']['Network'];
export type NetworkList = components['schemas']['NetworkList'];
export type Organization = components['schemas']['Organization'];
export type OrganizationUpdate = components['schemas']['OrganizationUpdate'];
export type Part = components['schemas']['Part'];
export type Post = components['schemas']['Post'];
export type PostApprovalRequestedEvent = components['schemas']['PostApprovalRequestedEvent'];
export type PostApprovedEvent = components['schemas']['PostApprovedEvent'];
export type PostAuthor = components['schemas']['PostAuthor'];
export type PostComment = components['schemas']['PostComment'];
export type PostCommentCreate = components['schemas']['PostCommentCreate'];
export type PostCommentList = components['schemas']['PostCommentList'];
export type PostCommentUpdate = components['schemas']['PostCommentUpdate'];
export type PostCommentedEvent = components['schemas']['PostCommentedEvent'];
export type PostCreatedEvent = components['schemas']['PostCreatedEvent'];
export type PostDeletedEvent = components['schemas']['PostDeletedEvent'];
export type PostDifference = components['schemas']['PostDifference'];
export type PostFailedEvent = components['schemas']['PostFailedEvent'];
export type PostIssue = components['schemas']['PostIssue'];
export type PostList = components['schemas']['PostList'];
export type PostOriginInput = components['schemas']['PostOriginInput'];
export type PostOverride = components['schemas']['PostOverride'];
export type PostOverrideView = components['schemas']['PostOverrideView'];
export type PostPartlyPublishedEvent = components['schemas']['PostPartlyPublishedEvent'];
export type PostPreview = components['schemas']['PostPreview'];
export type PostPublishedEvent = components['schemas']['PostPublishedEvent'];
export type PostRejectedEvent = components['schemas']['PostRejectedEvent'];
export type PostScheduledEvent = components['schemas']['PostScheduledEvent'];
export type PostUpdatedEvent = components['schemas']['PostUpdatedEvent'];
export type PostValidation = components['schemas']['PostValidation'];
export type PostVersion = components['schemas']['PostVersion'];
export type PostVersionList = components['schemas']['PostVersionList'];
export type Problem = components['schemas']['Problem'];
export type ProfileChoice = components['schemas']['ProfileChoice'];
export type Readiness = components['schemas']['Readiness'];
export type RecoverWebhookEndpoint = components['schemas']['RecoverWebhookEndpoint'];
export type Refresh = components['schemas']['Refresh'];
export type Registration = components['schemas']['Registration'];
export type RejectPostRequest = components['schemas']['RejectPostRequest'];
export type RenderedTemplate = components['schemas']['RenderedTemplate'];
export type ResolveAgain = components['schemas']['ResolveAgain'];
export type ResolveAsDiscarded = components['schemas']['ResolveAsDiscarded'];
export type ResolveAsPublished = components['schemas']['ResolveAsPublished'];
export type ResolveTargetRequest = components['schemas']['ResolveTargetRequest'];
export type RevokedAccess = components['schemas']['RevokedAccess'];
export type RotateWebhookSecret = components['schemas']['RotateWebhookSecret'];
export type ShownMedia = components['schemas']['ShownMedia'];
export type SimulateRequest = components['schemas']['SimulateRequest'];
export type Simulated = components['schemas']['Simulated'];
export type Slot = components['schemas']['Slot'];
export type SlotInput = components['schemas']['SlotInput'];
export type SlotsRequest = components['schemas']['SlotsRequest'];
export type SlotsUpdatedEvent = components['schemas']['SlotsUpdatedEvent'];
export type SubmitPostRequest = components['schemas']['SubmitPostRequest'];
export type Target = components['schemas']['Target'];
export type TargetCancelledEvent = components['schemas']['TargetCancelledEvent'];
export type TargetDiscardedEvent = components['schemas']['TargetDiscardedEvent'];
export type TargetFailedEvent = components['schemas']['TargetFailedEvent'];
export type TargetList = components['schemas']['TargetList'];
export type TargetPartPublishedEvent = components['schemas']['TargetPartPublishedEvent'];
export type TargetPublishedEvent = components['schemas']['TargetPublishedEvent'];
export type TargetScheduledEvent = components['schemas']['TargetScheduledEvent'];
export type TargetUncertainEvent = components['schemas']['TargetUncertainEvent'];
export type TargetUnknownEvent = components['schemas']['TargetUnknownEvent'];
export type Template = components['schemas']['Template'];
export type TemplateCreate = components['schemas']['TemplateCreate'];
export type TemplateList = components['schemas']['TemplateList'];
export type TemplateRenderRequest = components['schemas']['TemplateRenderRequest'];
export type TemplateUpdate = components['schemas']['TemplateUpdate'];
export type TemplateVariable = components['schemas']['TemplateVariable'];
export type TemplateVariableInput = components['schemas']['TemplateVariableInput'];
export type TestClock = components['schemas']['TestClock'];
export type Tokens = components['schemas']['Tokens'];
export type Trouble = components['schemas']['Trouble'];
export type UpcomingSlot = components['schemas']['UpcomingSlot'];
export type UpcomingSlots = components['schemas']['UpcomingSlots'];
export type UpdateAccountRequest = components['schemas']['UpdateAccountRequest'];
export type UpdateMediaRequest = components['schemas']['UpdateMediaRequest'];
export type UpdatePostRequest = components['schemas']['UpdatePostRequest'];
export type UpdateWebhookEndpoint = components['schemas']['UpdateWebhookEndpoint'];
export type UploadMediaRequest = components['schemas']['UploadMediaRequest'];
export type Usage = components['schemas']['Usage'];
export type UsageList = components['schemas']['UsageList'];
export type User = components['schemas']['User'];
export type WebhookAttempt = components['schemas']['WebhookAttempt'];
export type WebhookDelivery = components['schemas']['WebhookDelivery'];
export type WebhookDeliveryList = components['schemas']['WebhookDeliveryList'];
export type WebhookDeliveryWithAttempts = components['schemas']['WebhookDeliveryWithAttempts'];
export type WebhookEndpoint = components['schemas']['WebhookEndpoint'];
export type WebhookEndpointDisabledEvent = components['schemas']['WebhookEndpointDisabledEvent'];
export type WebhookEndpointList = components['schemas']['WebhookEndpointList'];
export type WebhookEndpointRecoveredEvent = components['schemas']['WebhookEndpointRecoveredEvent'];
export type WebhookEndpointTestEvent = components['schemas']['WebhookEndpointTestEvent'];
export type WebhookEndpointWithSecret = components['schemas']['WebhookEndpointWithSecret'];
export type WebhookRecovery = components['schemas']['WebhookRecovery'];
export type When = components['schemas']['When'];
export type Workspace = components['schemas']['Workspace'];
export type WorkspaceCreate = components['schemas']['WorkspaceCreate'];
export type WorkspaceList = components['schemas']['WorkspaceList'];
export type WorkspaceSettings = components['schemas']['WorkspaceSettings'];
export type WorkspaceSettingsInput = components['schemas']['WorkspaceSettingsInput'];
export type WorkspaceUpdate = components['schemas']['WorkspaceUpdate'];
export type $defs = Record<string, never>;
export interface operations {
    "jwks.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jwks"];
                };
            };
        };
    };
    "service.health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    "service.ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    "accounts.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
                /** @description Only of these networks. */
                network?: ("x" | "linkedin" | "facebook" | "instagram" | "threads" | "tiktok" | "youtube" | "bluesky" | "mastodon" | "email" | "sandbox")[];
                /** @description Only in these states. */
                status?: ("connected" | "needs_reconnect" | "disconnected")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountList"];
                };
            };
        };
    };
    "accounts.connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
        };
    };
    "accounts.completeConnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteConnectRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
        };
    };
    "accounts.choose": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `state` of the connection. */
                state: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChooseProfileRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
        };
    };
    "accounts.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    "accounts.disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "accounts.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateAccountRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    "accounts.health": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountHealth"];
                };
            };
        };
    };
    "accounts.refresh": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    "slots.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountSlots"];
                };
            };
        };
    };
    "slots.replace": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SlotsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountSlots"];
                };
            };
        };
    };
    "slots.next": {
        parameters: {
            query?: {
                /** @description Only slots behind this; now where it is left out or has passed. */
                after?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description `true`: also those that a post holds, with its id. */
                include_taken?: "true" | "false";
            };
            header?: never;
            path: {
                /** @description Id of the account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpcomingSlots"];
                };
            };
        };
    };
    "apiKeys.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
                /** @description Only those of this mode. A key sees its own mode only. */
                mode?: "live" | "test";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
        };
    };
    "apiKeys.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyWithSecret"];
                };
            };
        };
    };
    "apiKeys.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the apiKey. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "apiKeys.rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the apiKey. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ApiKeyRotate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyWithSecret"];
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
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAnswer"];
                };
            };
        };
    };
    "auth.logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth.refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
        };
    };
    "auth.register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAnswer"];
                };
            };
        };
    };
    "billing.usage": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
                /** @description The month; the present one unless given. */
                month?: string;
                /** @description Id of the workspace. */
                workspace_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageList"];
                };
            };
        };
    };
    "calendar.list": {
        parameters: {
            query: {
                /** @description The first instant of the view. */
                from: string;
                /** @description The end of the view; at most 400 days later. */
                to: string;
                /** @description IANA time zone. */
                time_zone?: string;
                /** @description Only in these states. */
                status?: ("draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled")[];
                /** @description Only with a target on these networks. */
                network?: ("x" | "linkedin" | "facebook" | "instagram" | "threads" | "tiktok" | "youtube" | "bluesky" | "mastodon" | "email" | "sandbox")[];
                /** @description Id of the account. */
                account_id?: string;
                /** @description Id of the campaign. */
                campaign_id?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calendar"];
                };
            };
        };
    };
    "campaigns.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignList"];
                };
            };
        };
    };
    "campaigns.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
        };
    };
    "campaigns.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the campaign. */
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
        };
    };
    "campaigns.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the campaign. */
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "campaigns.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the campaign. */
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CampaignUpdate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
        };
    };
    "embedSessions.current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurrentEmbedSession"];
                };
            };
        };
    };
    "embedSessions.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmbedSessionCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbedSession"];
                };
            };
        };
    };
    "events.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
                /** @description Only events of these types. */
                type?: ("post.created" | "post.updated" | "post.approval_requested" | "post.approved" | "post.rejected" | "post.commented" | "post.scheduled" | "post.published" | "post.partly_published" | "post.failed" | "post.deleted" | "target.published" | "target.part_published" | "target.failed" | "target.unknown" | "target.uncertain" | "target.scheduled" | "target.discarded" | "target.cancelled" | "account.connected" | "account.needs_reconnect" | "account.disconnected" | "media.ready" | "media.deleted" | "slots.updated" | "webhook_endpoint.disabled" | "webhook_endpoint.recovered" | "webhook_endpoint.test")[];
                /** @description Only events that happened at this instant or later. */
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventList"];
                };
            };
        };
    };
    "events.stream": {
        parameters: {
            query?: {
                /** @description Only events of these types. */
                type?: ("post.created" | "post.updated" | "post.approval_requested" | "post.approved" | "post.rejected" | "post.commented" | "post.scheduled" | "post.published" | "post.partly_published" | "post.failed" | "post.deleted" | "target.published" | "target.part_published" | "target.failed" | "target.unknown" | "target.uncertain" | "target.scheduled" | "target.discarded" | "target.cancelled" | "account.connected" | "account.needs_reconnect" | "account.disconnected" | "media.ready" | "media.deleted" | "slots.updated" | "webhook_endpoint.disabled" | "webhook_endpoint.recovered" | "webhook_endpoint.test")[];
                /** @description Goes on after this id. The header `Last-Event-ID`, which browsers send when they reconnect, goes before it. */
                last_event_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    "events.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the event. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Event"];
                };
            };
        };
    };
    "media.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
                /** @description Only of these kinds. */
                kind?: ("image" | "video" | "document")[];
                /** @description Only with these words in the file's name or the alternative text. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaList"];
                };
            };
        };
    };
    "media.upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadMediaRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                };
            };
        };
    };
    "media.usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaUsage"];
                };
            };
        };
    };
    "media.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the media. */
                media_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                };
            };
        };
    };
    "media.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the media. */
                media_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "media.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the media. */
                media_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateMediaRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                };
            };
        };
    };
    "networks.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NetworkList"];
                };
            };
        };
    };
    "networks.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name. */
                network: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Network"];
                };
            };
        };
    };
    "organization.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    "organization.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OrganizationUpdate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    "posts.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
                /** @description Only in these states. */
                status?: ("draft" | "pending_approval" | "approved" | "rejected" | "scheduled" | "publishing" | "published" | "partly_published" | "failed" | "uncertain" | "cancelled")[];
                /** @description Only with a target on these networks. */
                network?: ("x" | "linkedin" | "facebook" | "instagram" | "threads" | "tiktok" | "youtube" | "bluesky" | "mastodon" | "email" | "sandbox")[];
                /** @description Id of the account. */
                account_id?: string;
                /** @description Id of the campaign. */
                campaign_id?: string;
                /** @description Only with these words in the text. */
                q?: string;
                /** @description Only written at or after this. */
                from?: string;
                /** @description Only written before this. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostList"];
                };
            };
        };
    };
    "posts.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePostRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
        };
    };
    "posts.bulkSchedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkScheduleRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkSchedule"];
                };
            };
        };
    };
    "posts.bulkScheduleCsv": {
        parameters: {
            query?: {
                /** @description `true`: tells everything, and stores nothing. */
                dry_run?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkSchedule"];
                };
            };
        };
    };
    "posts.validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePostRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostValidation"];
                };
            };
        };
    };
    "posts.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
        };
    };
    "posts.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "posts.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdatePostRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
        };
    };
    "posts.approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ApprovePostRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
        };
    };
    "posts.comments.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostCommentList"];
                };
            };
        };
    };
    "posts.comments.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostCommentCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostComment"];
                };
            };
        };
    };
    "posts.comments.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
                /** @description Id of the comment. */
                comment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "posts.comments.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
                /** @description Id of the comment. */
                comment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostCommentUpdate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostComment"];
                };
            };
        };
    };
    "posts.duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
        };
    };
    "posts.preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostPreview"];
                };
            };
        };
    };
    "posts.publish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
        };
    };
    "posts.reject": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectPostRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
        };
    };
    "posts.schedule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["When"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
        };
    };
    "posts.submit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SubmitPostRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
        };
    };
    "posts.unschedule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
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
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostVersionList"];
                };
            };
        };
    };
    "posts.versions.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
                /** @description Number of the version. */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostVersion"];
                };
            };
        };
    };
    "posts.versions.restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the post. */
                post_id: string;
                /** @description Number of the version. */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
        };
    };
    "targets.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
                /** @description Only in these states. */
                status?: ("draft" | "scheduled" | "dispatching" | "processing" | "unknown" | "uncertain" | "published" | "failed" | "cancelled" | "discarded")[];
                /** @description Id of the account. */
                account_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetList"];
                };
            };
        };
    };
    "targets.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the target. */
                target_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
        };
    };
    "targets.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the target. */
                target_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
        };
    };
    "targets.resolve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the target. */
                target_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveTargetRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
        };
    };
    "targets.retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the target. */
                target_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
        };
    };
    "templates.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateList"];
                };
            };
        };
    };
    "templates.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
        };
    };
    "templates.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the template. */
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
        };
    };
    "templates.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the template. */
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "templates.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the template. */
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TemplateUpdate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
        };
    };
    "templates.render": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the template. */
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TemplateRenderRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderedTemplate"];
                };
            };
        };
    };
    "test.revokeAccess": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the account. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedAccess"];
                };
            };
        };
    };
    "test.clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestClock"];
                };
            };
        };
    };
    "test.advanceClock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvanceClockRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestClock"];
                };
            };
        };
    };
    "test.injectFault": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InjectFaultRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InjectedFaults"];
                };
            };
        };
    };
    "test.simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SimulateRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulated"];
                };
            };
        };
    };
    "users.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurrentUser"];
                };
            };
        };
    };
    "webhookDeliveries.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
                /** @description Id of the webhookEndpoint. */
                endpoint_id?: string;
                /** @description Only deliveries in these states. */
                status?: ("pending" | "succeeded" | "failed")[];
                /** @description Only deliveries of these types of events. */
                event_type?: ("post.created" | "post.updated" | "post.approval_requested" | "post.approved" | "post.rejected" | "post.commented" | "post.scheduled" | "post.published" | "post.partly_published" | "post.failed" | "post.deleted" | "target.published" | "target.part_published" | "target.failed" | "target.unknown" | "target.uncertain" | "target.scheduled" | "target.discarded" | "target.cancelled" | "account.connected" | "account.needs_reconnect" | "account.disconnected" | "media.ready" | "media.deleted" | "slots.updated" | "webhook_endpoint.disabled" | "webhook_endpoint.recovered" | "webhook_endpoint.test")[];
                /** @description A key's own mode, and `live` for a user, unless told. */
                mode?: "live" | "test";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryList"];
                };
            };
        };
    };
    "webhookDeliveries.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhookDelivery. */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryWithAttempts"];
                };
            };
        };
    };
    "webhookDeliveries.retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhookDelivery. */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    "webhookEndpoints.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
                /** @description Live endpoints are told of live workspaces, test endpoints of test workspaces. */
                mode?: "live" | "test";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
        };
    };
    "webhookEndpoints.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookEndpoint"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
        };
    };
    "webhookEndpoints.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhookEndpoint. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
        };
    };
    "webhookEndpoints.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhookEndpoint. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhookEndpoints.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhookEndpoint. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateWebhookEndpoint"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
        };
    };
    "webhookEndpoints.recover": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhookEndpoint. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoverWebhookEndpoint"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookRecovery"];
                };
            };
        };
    };
    "webhookEndpoints.recovery": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhookEndpoint. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookRecovery"];
                };
            };
        };
    };
    "webhookEndpoints.rotateSecret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhookEndpoint. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateWebhookSecret"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
        };
    };
    "webhookEndpoints.test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhookEndpoint. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    "workspaces.list": {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `next_cursor` of the page before, with the same other parameters. */
                cursor?: string;
                /** @description Only the one with this external_id. */
                external_id?: string;
                /** @description Only those of this mode. A key sees its own mode only. */
                mode?: "live" | "test";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceList"];
                };
            };
        };
    };
    "workspaces.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
    "workspaces.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace. */
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
    "workspaces.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace. */
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "workspaces.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace. */
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WorkspaceUpdate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
}
