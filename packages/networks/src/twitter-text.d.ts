declare module "twitter-text" {
  const twitter: {
    parseTweet(text: string): { weightedLength: number; valid: boolean };
    extractUrlsWithIndices(
      text: string,
      options?: { extractUrlsWithoutProtocol: boolean },
    ): { url: string; indices: [number, number] }[];
    extractMentionsWithIndices(text: string): { screenName: string; indices: [number, number] }[];
    extractHashtagsWithIndices(text: string): { hashtag: string; indices: [number, number] }[];
  };
  export default twitter;
}
