import type { Network } from "../context.ts";
import type { Message } from "../network/audience.ts";
import type { Media } from "../network/media.ts";
import type { Post } from "../network/posts.ts";
import type { Profile } from "../network/profiles.ts";
import type { TokenPair } from "../network/tokens.ts";

/** An instant as the API tells it: RFC 3339 in UTC. */
const instant = (ms: number): string => new Date(ms).toISOString();

/** A profile as the API tells it. */
export function profileJson(network: Network, profile: Profile) {
  return {
    id: profile.id,
    kind: profile.kind,
    handle: profile.handle,
    display_name: profile.display_name,
    bio: profile.bio,
    url: `${network.publicUrl}/@${profile.handle}`,
    avatar_url: `${network.publicUrl}/avatars/${profile.handle}.svg`,
    owner_id: profile.owner_id,
    counts: network.profiles.counts(profile.id),
    created_at: instant(profile.created_at),
  };
}

export function mediaJson(network: Network, media: Media) {
  return {
    id: media.id,
    url: `${network.publicUrl}/media/${media.id}`,
    content_type: media.content_type,
    alt_text: media.alt_text,
    created_at: instant(media.created_at),
  };
}

/** A post as the API tells it; `url` is where a person reads it. */
export function postJson(network: Network, post: Post) {
  const author = network.profiles.byId(post.author_id);
  return {
    id: post.id,
    seq: post.seq,
    url: `${network.publicUrl}/posts/${post.id}`,
    author: {
      id: post.author_id,
      handle: author?.handle ?? "",
      display_name: author?.display_name ?? "",
      kind: author?.kind ?? "person",
    },
    kind: post.kind,
    text: post.text,
    title: post.title,
    language: post.language,
    options: post.options,
    reply_to: post.reply_to,
    root_id: post.root_id,
    media: network.media.ofPost(post.id).map(media => mediaJson(network, media)),
    counts: { ...network.posts.counts(post.id), views: post.views },
    created_at: instant(post.created_at),
    deleted_at: post.deleted_at === null ? null : instant(post.deleted_at),
  };
}

export function messageJson(network: Network, message: Message) {
  const sender = network.profiles.byId(message.sender_id);
  return {
    id: message.id,
    seq: message.seq,
    sender: sender === null ? null : { id: sender.id, handle: sender.handle, display_name: sender.display_name },
    text: message.text,
    created_at: instant(message.created_at),
  };
}

/** Tokens as RFC 6749 5.1 has them, and beside them every profile that was shared, each with tokens of its own. */
export function tokensJson(network: Network, pairs: readonly TokenPair[]) {
  const accounts = pairs.flatMap(pair => {
    const profile = network.profiles.byId(pair.profileId);
    return profile === null ? [] : [{ profile: profileJson(network, profile), ...pairJson(pair) }];
  });
  const first = pairs[0];
  return { ...(first === undefined ? {} : pairJson(first)), accounts };
}

function pairJson(pair: TokenPair) {
  return {
    token_type: "Bearer",
    access_token: pair.accessToken,
    refresh_token: pair.refreshToken,
    expires_in: pair.expiresIn,
    scope: pair.scopes.join(" "),
  };
}
