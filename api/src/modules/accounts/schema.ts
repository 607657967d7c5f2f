import { z } from "@hono/zod-openapi";
import { networkNames } from "@placard/networks";
import { idField, instantField, listOf, listQuery, manyField, metadataField, nullable } from "../../http/fields.ts";
import { LOOPBACK_HOSTS } from "../../http/redirects.ts";
import { describeEvent } from "../events/index.ts";

/** A network's or our own problem, as targets and accounts carry it. */
export const TroubleSchema = z
  .object({
    code: z.string().openapi({ description: "Stable code.", example: "token_revoked" }),
    category: z
      .enum([
        "auth_expired",
        "permission",
        "content_rejected",
        "policy",
        "rate_limited",
        "quota_exhausted",
        "network_down",
        "media_processing",
        "outcome_unknown",
        "internal",
      ])
      .openapi({ description: "What kind of trouble." }),
    source: z.enum(["author", "account", "network", "placard"]).openapi({ description: "Who can mend it." }),
    retryable: z.boolean().openapi({ description: "Whether the same again may pass." }),
    message: z.string().openapi({ description: "For developers.", example: "The network refused the token." }),
    user_message: z
      .string()
      .openapi({ description: "Can be shown to an end user as it is.", example: "Connect the account again." }),
    network_code: nullable(z.string()).openapi({ description: "The network's own code." }),
    network_message: nullable(z.string()).openapi({ description: "The network's own words." }),
  })
  .openapi("Trouble");

export const AccountSchema = z
  .object({
    id: idField("account"),
    workspace_id: idField("workspace"),
    network: z.enum(networkNames).openapi({ description: "Which network.", example: "sandbox" }),
    status: z
      .enum(["connected", "needs_reconnect", "disconnected"])
      .openapi({ description: "`needs_reconnect`: the network refused us; a person must connect it again." }),
    problem: nullable(TroubleSchema).openapi({ description: "Why it is not connected." }),
    kind: z.enum(["person", "page", "channel"]).openapi({ description: "What the profile is." }),
    external_id: z.string().openapi({ description: "The network's own id of it.", example: "did:plc:ewvi7nxzyoun6zhxrhs64oiz" }),
    handle: z.string().openapi({ description: "Its handle.", example: "alice.test" }),
    display_name: z.string().openapi({ description: "Its name.", example: "Alice" }),
    avatar_url: nullable(z.string()).openapi({
      description: "Its picture, small and square, from us: good for a day, so read it anew; null where there is none.",
    }),
    url: nullable(z.string()).openapi({ description: "Its page on the network." }),
    server: nullable(z.string()).openapi({ description: "Its server, on networks that have many." }),
    label: nullable(z.string()).openapi({ description: "Your own name for it." }),
    metadata: metadataField,
    connected_at: instantField("When it was last connected."),
    updated_at: instantField("When it last changed."),
  })
  .openapi("Account");

export const AccountListSchema = listOf(AccountSchema, "AccountList");

export const AccountParams = z.object({ account_id: idField("account") });
export const StateParams = z.object({
  state: z.string().min(16).max(200).openapi({ description: "`state` of the connection.", example: "c2Vjcmv0LXN0YXRlLW9mLWE" }),
});

/** Where the person is sent back to: https, or this machine while developing. */
const redirectUrl = z
  .url()
  .max(2000)
  .refine(
    text => {
      const url = URL.canParse(text) ? new URL(text) : null;
      return (
        url !== null &&
        url.hash === "" &&
        (url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK_HOSTS.has(url.hostname)))
      );
    },
    {
      error: "It must be https (http on this machine), without a fragment.",
      params: { code: "url_not_allowed", fix: "Use an https URL of your own." },
    },
  )
  .openapi({
    description: "Where the person is sent back to, with `state` and `code`. https, or http on this machine.",
    example: "https://app.example.com/connected",
    format: "uri",
  });

export const ConnectBody = z
  .strictObject({
    network: z.enum(networkNames).openapi({ description: "Which network.", example: "sandbox" }),
    redirect_url: redirectUrl.optional(),
    server: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional()
      .openapi({
        description: "The server of the account, on networks that have many (a Bluesky PDS).",
        example: "https://bsky.social",
      }),
    credentials: z
      .record(z.string().max(60), z.string().max(2000))
      .optional()
      .openapi({
        description: "For networks that connect without OAuth: the fields `networks.get` names.",
        example: { handle: "alice.test", app_password: "abcd-efgh-ijkl-mnop" },
      }),
  })
  .refine(body => (body.redirect_url === undefined) !== (body.credentials === undefined), {
    error: "Give either redirect_url (OAuth) or credentials.",
    params: { code: "one_of", fix: "Give exactly one of redirect_url and credentials." },
  })
  .openapi("ConnectRequest");

const ProfileSchema = z
  .object({
    external_id: z.string().openapi({ description: "The network's own id.", example: "42" }),
    kind: z.enum(["person", "page", "channel"]).openapi({ description: "What it is." }),
    handle: z.string().openapi({ description: "Its handle.", example: "alice" }),
    display_name: z.string().openapi({ description: "Its name.", example: "Alice" }),
    avatar_url: nullable(z.string()).openapi({ description: "Its picture; null until it is chosen." }),
  })
  .openapi("ProfileChoice");

export const ConnectSchema = z
  .object({
    status: z.enum(["redirect", "choose", "connected"]).openapi({
      description:
        "`redirect`: send the person to `connect_url`. `choose`: let them pick one of `choices`. `connected`: `account` is there.",
    }),
    connect_url: nullable(z.string()).openapi({ description: "Where to send the person." }),
    state: nullable(z.string()).openapi({ description: "Names this connection until it is complete." }),
    expires_at: nullable(instantField("Until when it can be completed.")),
    choices: z.array(ProfileSchema).openapi({ description: "Profiles and pages to choose from." }),
    account: nullable(AccountSchema).openapi({ description: "The connected account." }),
  })
  .openapi("Connection");

export const CompleteBody = z
  .strictObject({
    state: z.string().min(16).max(200).openapi({ description: "`state` from the redirect.", example: "c2Vjcmv0LXN0YXRlLW9mLWE" }),
    code: z.string().min(1).max(4000).openapi({ description: "`code` from the redirect.", example: "9f86d081884c7d65" }),
  })
  .openapi("CompleteConnectRequest");

export const ChooseBody = z
  .strictObject({
    external_id: z.string().min(1).max(500).openapi({ description: "`external_id` of the choice.", example: "42" }),
  })
  .openapi("ChooseProfileRequest");

export const UpdateBody = z
  .strictObject({
    label: nullable(z.string().min(1).max(100))
      .optional()
      .openapi({ description: "Your own name for it; null removes it.", example: "Main page" }),
    metadata: metadataField.optional(),
  })
  .openapi("UpdateAccountRequest");

export const AccountQuery = z.strictObject({
  ...listQuery,
  network: manyField(z.enum(networkNames), "Only of these networks.").optional(),
  status: manyField(z.enum(["connected", "needs_reconnect", "disconnected"]), "Only in these states.").optional(),
});

export const HealthSchema = z
  .object({
    account_id: idField("account"),
    status: z.enum(["connected", "needs_reconnect", "disconnected"]).openapi({ description: "As after this check." }),
    healthy: z.boolean().openapi({ description: "Whether it can publish now." }),
    problem: nullable(TroubleSchema).openapi({ description: "What stands in the way." }),
    missing_scopes: z.array(z.string()).openapi({ description: "Permissions the person did not give.", example: [] }),
    token_expires_at: nullable(instantField("When the access token ends; it is refreshed before.")),
    checked_at: instantField("When the network was asked."),
  })
  .openapi("AccountHealth");

const payload = z.object({ account: AccountSchema, workspace_id: idField("workspace") });
export const accountEvents = [
  describeEvent("account.connected", "An account was connected, or connected again.", payload),
  describeEvent("account.needs_reconnect", "The network refused us: a person must connect the account again.", payload),
  describeEvent("account.disconnected", "An account was disconnected.", payload),
];
