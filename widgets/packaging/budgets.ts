/** What each part may weigh, in bytes of gzip. A part that is too heavy is made lighter; its budget stays. */
export const BUDGETS = {
  /** What all widgets have in common: Lit, the SDK's core, the session, the theme, the copy. */
  runtime: 20_000,
  loader: 2_000,
  /** Each widget beside the runtime. */
  widgets: {
    composer: 20_000,
    calendar: 14_000,
    inbox: 16_000,
    "analytics-card": 8_000,
    connect: 10_000,
  },
  /** The four that a product needs, with the runtime, once all are there. */
  together: 80_000,
  /** What comes when it is needed, and is larger than most: the first of these that a file was made from is its part. */
  lazy: [
    { part: "networks", from: /packages\/networks\//, most: 12_000 },
    {
      part: "media",
      from: /\/composer\/(?:media|media-styles|library|layouts|shown|words)\.ts$|\/session\/upload\.ts$/,
      most: 10_000,
    },
    { part: "previews", from: /\/preview\.ts$/, most: 4_000 },
    { part: "one language", from: /\/locales\/\w+\.ts$/, most: 10_000 },
    { part: "emoji", from: /\/emoji\.ts$/, most: 10_000 },
    { part: "demo", from: /\/demo\/[\w-]+\.ts$/, most: 8_000 },
    { part: "marks", from: /\/mark-paths\.ts$/, most: 4_000 },
  ],
  /** Any other file that comes when it is needed. */
  each: 3_000,
} as const;

/** What others ask of a page, in kB of gzip, as measured in 2026. */
export const PEERS = [
  ["Novu's inbox", "145"],
  ["Knock's feed", "179"],
  ["FullCalendar", "76–89"],
  ["Schedule-X", "68"],
  ["Courier's inbox", "42"],
] as const;
