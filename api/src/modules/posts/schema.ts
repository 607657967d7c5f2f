import { z } from "@hono/zod-openapi";
import { type ContentType, networkNames } from "@placard/networks";
import { PRIORITIES } from "../../change.ts";
import {
  idField,
  instantField,
  languageField,
  listOf,
  listQuery,
  manyField,
  metadataField,
  nullable,
  timeZoneField,
} from "../../http/fields.ts";
import { ProblemSchema } from "../../http/problem.ts";
import { describeEvent } from "../events/index.ts";
import { MEDIA_KINDS } from "../media/index.ts";
import { TargetSchema } from "../publishing/index.ts";
import { CONTENT_FIELDS, type ContentField, type EditorialState, type OriginKind } from "./records.ts";

const CONTENT_TYPES = [
  "post",
  "story",
  "thread",
  "article",
  "reel",
  "carousel",
  "video",
  "document",
] as const satisfies readonly ContentType[];
const APPROVAL_STATES = ["pending_approval", "approved", "rejected"] as const satisfies readonly EditorialState[];
export const POST_STATUSES = [
  "draft",
  ...APPROVAL_STATES,
  "scheduled",
  "publishing",
  "published",
  "partly_published",
  "failed",
  "uncertain",
  "cancelled",
] as const;

/** The longest any network takes, and room: what a network refuses is told by validation, not by this bound. */
const TEXT_MOST = 100_000;
const text = (description: string) =>
  z.string().max(TEXT_MOST).openapi({ description, example: "Our new studio opens on Monday." });

/** The most media any network takes with one text; which takes how many, validation tells. */
const mediaIds = z.array(idField("media")).max(20);
const mediaDescription = "Of the library, in the order in which they are shown.";

const threadItem = z.strictObject({
  text: text("Its text."),
  media_ids: mediaIds.optional().openapi({ description: mediaDescription, example: [] }),
});
const thread = z.array(threadItem).max(24).openapi({
  description: "What follows the post, each answering the one before. At most 25 parts with the post and its first comment.",
});
const options = z
  .record(z.string().max(60), z.union([z.string().max(5000), z.number(), z.boolean(), z.array(z.string().max(500)).max(100)]))
  .openapi({ description: "The network's own options; see networks.get.", example: { visibility: "public" } });

const action = z
  .strictObject({
    text: z.string().min(1).max(300).openapi({ description: "The words.", example: "Book your first class:" }),
    url: nullable(z.url({ protocol: /^https?$/ }).max(2000))
      .optional()
      .openapi({ description: "Where it leads.", example: "https://harbor.example/book" }),
  })
  .openapi("CallToAction");
const hashtags = z
  .array(
    z
      .string()
      .min(1)
      .max(101)
      .refine(tag => /^#?[\p{L}\p{M}\p{N}_]{1,100}$/u.test(tag), {
        error: "A hashtag has letters, digits and underscores only.",
        params: { code: "wrong_format", fix: "Remove spaces, hyphens and other characters." },
      })
      .transform(tag => tag.replace(/^#/, "")),
  )
  .max(30)
  .refine(tags => new Set(tags.map(tag => tag.toLowerCase())).size === tags.length, {
    error: "A hashtag stands in it twice.",
    params: { code: "duplicate", fix: "Name each hashtag once." },
  });

const overrideFields = {
  text: text("Its own text.").optional(),
  media_ids: mediaIds.optional().openapi({ description: "Its own media; none of them where empty.", example: [] }),
  thread: thread.optional(),
  first_comment: nullable(text("Its own first comment; null for none.")).optional(),
  title: nullable(z.string().max(500)).optional().openapi({ description: "Its own title; null for none." }),
  call_to_action: nullable(action).optional().openapi({ description: "Its own call to action; null for none." }),
  hashtags: hashtags.optional().openapi({ description: "Its own hashtags; none of them where empty.", example: [] }),
  options: options.optional(),
};
const OverrideInput = z
  .strictObject({
    network: z.enum(networkNames).optional().openapi({ description: "For all accounts of this network.", example: "bluesky" }),
    account_id: idField("account").optional(),
    ...overrideFields,
  })
  .refine(override => (override.network === undefined) !== (override.account_id === undefined), {
    error: "Name either a network or an account.",
    params: { code: "one_of", fix: "Give exactly one of network and account_id." },
  })
  .openapi("PostOverride");

export const WhenInput = z
  .strictObject({
    at: instantField("An instant.").optional(),
    local_time: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/)
      .optional()
      .openapi({
        description:
          "A time on the wall clock of `time_zone`. In a DST gap it moves forward; of a time that comes twice it is the earlier.",
        example: "2026-11-24T09:00",
      }),
    time_zone: timeZoneField.optional(),
    now: z.boolean().optional().openapi({ description: "`true`: at once.", example: true }),
    next_slot: z.boolean().optional().openapi({
      description:
        "`true`: in the first slot of any of the post's accounts that no other post of these accounts holds, at most a year ahead. The place a post holds itself counts as free.",
      example: true,
    }),
    priority: z.enum(PRIORITIES).optional().openapi({
      description:
        "Which goes first where more is due on an account than it can take at once: `high` before what was due up to 15 minutes earlier, `low` after what is due up to 15 minutes later. Nothing is published before its time. As it was where not given; `normal` of a new schedule.",
      example: "high",
    }),
  })
  .superRefine((when, refinement) => {
    const named = [when.at !== undefined, when.local_time !== undefined, when.now === true, when.next_slot === true].filter(
      Boolean,
    ).length;
    if (named !== 1)
      refinement.addIssue({
        code: "custom",
        path: [],
        message: "Say exactly one time.",
        params: { code: "one_of", fix: "Give one of at, local_time, now: true, next_slot: true." },
      });
    if (when.time_zone !== undefined && when.local_time === undefined)
      refinement.addIssue({
        code: "custom",
        path: ["time_zone"],
        message: "It belongs to local_time.",
        params: { code: "not_allowed", fix: "Give local_time with it, or leave it out." },
      });
  })
  .openapi("When");

const contentFields = {
  text: text("The text of the post."),
  media_ids: mediaIds.optional().openapi({ description: mediaDescription, example: ["med_01jd4b9ep2f3r8h6v5w7x9y0za"] }),
  thread: thread.optional(),
  first_comment: nullable(text("A first comment under the post.")).optional(),
  title: nullable(z.string().max(500)).optional().openapi({ description: "Where a network has titles.", example: "Opening day" }),
  call_to_action: nullable(action)
    .optional()
    .openapi({ description: "What readers are asked to do: a paragraph of its own behind the text of the post." }),
  hashtags: hashtags.optional().openapi({
    description: "The last paragraph of the post, with or without `#` here. One that stands in the text is not said twice.",
    example: ["yoga", "berlin"],
  }),
  content_type: nullable(z.enum(CONTENT_TYPES))
    .optional()
    .openapi({ description: "What it is to be; by its content where not given." }),
  language: nullable(languageField).optional().openapi({ description: "The language of the text." }),
  account_ids: z
    .array(idField("account"))
    .max(20)
    .openapi({ description: "Where it goes: 1 to 20 accounts (a draft may have none)." }),
  overrides: z.array(OverrideInput).max(40).optional().openapi({ description: "What a network or an account gets instead." }),
  campaign_id: nullable(idField("campaign")).optional().openapi({ description: "The campaign it belongs to; null for none." }),
  tags: z
    .array(z.string().min(1).max(60))
    .max(20)
    .optional()
    .openapi({ description: "Your own labels.", example: ["launch"] }),
  metadata: metadataField.optional(),
};

const exampleContent = { text: "Our new studio opens on Monday.", account_ids: ["acct_01jd4b9ep2f3r8h6v5w7x9y0za"] };

const ORIGIN_KINDS = ["manual", "generated", "template"] as const satisfies readonly OriginKind[];
const OriginInput = z
  .strictObject({
    kind: z.enum(ORIGIN_KINDS).optional().openapi({ description: "By hand, by a model, from a template. Default manual." }),
    model: z.string().min(1).max(200).optional().openapi({ description: "The model that wrote it.", example: "my-model-2" }),
    prompt: z.string().min(1).max(20_000).optional().openapi({ description: "What the model was asked." }),
    parent_post_id: idField("post").optional().openapi({ description: "The post it was made from." }),
    template_id: idField("template").optional().openapi({ description: "The template it was filled from." }),
  })
  .superRefine((origin, refinement) => {
    for (const name of ["model", "prompt"] as const)
      if (origin[name] !== undefined && origin.kind !== "generated")
        refinement.addIssue({
          code: "custom",
          path: [name],
          message: "Only a generated post has it.",
          params: { code: "not_allowed", fix: 'Give kind: "generated" with it, or leave it out.' },
        });
    if (origin.template_id !== undefined && origin.kind !== "template")
      refinement.addIssue({
        code: "custom",
        path: ["template_id"],
        message: "Only a post from a template has it.",
        params: { code: "not_allowed", fix: 'Give kind: "template" with it, or leave it out.' },
      });
  })
  .openapi("PostOriginInput");

export const CreateBody = z
  .strictObject({
    ...contentFields,
    account_ids: contentFields.account_ids.optional(),
    origin: OriginInput.optional().openapi({
      description: "How it came to be, where not by hand. It is kept as said and never changes.",
    }),
    schedule: WhenInput.optional(),
  })
  .openapi("CreatePostRequest", { example: { ...exampleContent, schedule: { at: "2026-11-24T08:00:00.000Z" } } });

/** How many posts one request can hold. */
export const BULK_MOST = 200;

export const BulkBody = z
  .strictObject({
    // Each row is judged by itself: one that is wrong must not keep the others from being read.
    posts: z
      .array(z.unknown().openapi({ allOf: [{ $ref: "#/components/schemas/CreatePostRequest" }] }))
      .min(1)
      .max(BULK_MOST)
      .openapi({ description: `The posts, as posts.create takes them: 1 to ${BULK_MOST}.` }),
    dry_run: z.boolean().optional().openapi({ description: "`true`: tells everything, and stores nothing.", example: true }),
  })
  .openapi("BulkScheduleRequest", {
    example: { posts: [{ ...exampleContent, schedule: { next_slot: true } }], dry_run: true },
  });

export const CsvBody = z
  .custom<Uint8Array>(value => value instanceof Uint8Array)
  .openapi({
    type: "string",
    description: "A CSV in UTF-8, with a header.",
    example: "text,accounts,local_time,time_zone\nFresh bread!,bakery-lange,2026-11-24T07:00,Europe/Berlin\n",
  });
export const CsvQuery = z.strictObject({
  dry_run: z
    .enum(["true", "false"])
    .optional()
    .openapi({ description: "`true`: tells everything, and stores nothing.", example: "true" }),
});

const RowWarning = z
  .object({
    path: z.string().openapi({ description: "The field, or the column of a CSV.", example: "schedule" }),
    code: z.string().openapi({ description: "Stable code.", example: "slot_taken" }),
    message: z.string().openapi({ description: "What should be known." }),
    fix: z.string().openapi({ description: "What to do about it." }),
  })
  .openapi("BulkWarning");
export const BulkSchema = z
  .object({
    dry_run: z.boolean().openapi({ description: "Whether nothing was stored.", example: false }),
    counts: z
      .object({
        accepted: z.int().openapi({ description: "Rows that were written, or could be.", example: 1 }),
        refused: z.int().openapi({ description: "Rows that were not.", example: 0 }),
      })
      .openapi({ description: "How many rows of each." }),
    results: z
      .array(
        z
          .object({
            row: z.int().openapi({ description: "Which row; the first is 1.", example: 1 }),
            line: nullable(z.int()).openapi({ description: "The line of the CSV in which it begins." }),
            ok: z.boolean().openapi({ description: "Whether it was written, or could be.", example: true }),
            post_id: nullable(idField("post")).openapi({ description: "The post; null in a dry run." }),
            scheduled_at: nullable(instantField("When it is due; in a dry run, when it would be.")),
            problem: nullable(ProblemSchema).openapi({
              description: "Why it was refused. `errors` name fields of the row, or columns of the CSV.",
            }),
            warnings: z.array(RowWarning).openapi({ description: "What does not keep it from being written." }),
          })
          .openapi("BulkResult"),
      )
      .openapi({ description: "Each row, in its order." }),
  })
  .openapi("BulkSchedule");

export const UpdateBody = z
  .strictObject({ ...contentFields, text: contentFields.text.optional(), account_ids: contentFields.account_ids.optional() })
  .openapi("UpdatePostRequest", { example: { text: "Our new studio opens on Tuesday." } });

export const ScheduleBody = WhenInput;

/** Events of one step carry it twice with all of the post: they fit into an item of the store. */
const remark = (description: string) => z.string().min(1).max(2000).openapi({ description, example: "Please check the date." });
export const SubmitBody = z
  .strictObject({
    comment: remark("What to tell the approver.").optional(),
    schedule: WhenInput.optional().openapi({ description: "The time its author wishes." }),
  })
  .openapi("SubmitPostRequest", { example: { comment: "Please check the date.", schedule: { at: "2026-11-24T08:00:00.000Z" } } });
export const ApproveBody = z
  .strictObject({
    comment: remark("What to tell the author.").optional(),
    schedule: WhenInput.optional().openapi({ description: "Schedules it then, whatever time was wished." }),
  })
  .openapi("ApprovePostRequest", { example: { comment: "Fine by me." } });
export const RejectBody = z
  .strictObject({ comment: remark("Why, and what to do.") })
  .openapi("RejectPostRequest", { example: { comment: "The date is wrong." } });
export const PostParams = z.object({ post_id: idField("post") });

const ActionOutput = z
  .object({
    text: z.string().openapi({ description: "The words.", example: "Book your first class:" }),
    url: nullable(z.string()).openapi({ description: "Where it leads.", example: "https://harbor.example/book" }),
  })
  .openapi("CallToActionView");

const threadItemOutput = z.object({
  text: z.string().openapi({ description: "Its text." }),
  media_ids: z.array(z.string()).openapi({ description: "Its media.", example: [] }),
});

const OverrideOutput = z
  .object({
    network: z.enum(networkNames).optional(),
    account_id: z.string().optional(),
    ...overrideFields,
    media_ids: z.array(z.string()).optional(),
    thread: z.array(threadItemOutput).optional(),
    call_to_action: nullable(ActionOutput).optional(),
    hashtags: z.array(z.string()).optional(),
  })
  .openapi("PostOverrideView");

export const AuthorSchema = z
  .object({
    kind: z.enum(["api_key", "user", "end_user", "system"]).openapi({
      description: "A server's key, a user, the person of an embed session, or the service itself.",
      example: "end_user",
    }),
    id: z.string().openapi({ description: "Its id; of a person of an embed session your own id of them.", example: "person-17" }),
    name: nullable(z.string()).openapi({ description: "The name, where the embed session told it.", example: "Mira" }),
  })
  .openapi("PostAuthor");

/** What a post says, as it is shown. */
const contentView = {
  text: z.string().openapi({ description: "The text.", example: "Our new studio opens on Monday." }),
  media_ids: z
    .array(z.string())
    .openapi({ description: "Its media, in their order.", example: ["med_01jd4b9ep2f3r8h6v5w7x9y0za"] }),
  thread: z.array(threadItemOutput).openapi({ description: "What follows the post." }),
  first_comment: nullable(z.string()).openapi({ description: "The first comment." }),
  title: nullable(z.string()).openapi({ description: "The title." }),
  call_to_action: nullable(ActionOutput).openapi({ description: "What readers are asked to do." }),
  hashtags: z.array(z.string()).openapi({ description: "Without `#`.", example: ["yoga", "berlin"] }),
  content_type: nullable(z.enum(CONTENT_TYPES)).openapi({ description: "What it is to be." }),
  language: nullable(z.string()).openapi({ description: "The language of the text." }),
  account_ids: z.array(z.string()).openapi({ description: "Where it goes." }),
  overrides: z.array(OverrideOutput).openapi({ description: "What a network or an account gets instead." }),
  campaign_id: nullable(idField("campaign")).openapi({ description: "The campaign it belongs to." }),
  tags: z.array(z.string()).openapi({ description: "Your own labels." }),
  metadata: metadataField,
} satisfies Record<ContentField, z.ZodType>;

const postFields = {
  id: idField("post"),
  workspace_id: idField("workspace"),
  status: z.enum(POST_STATUSES).openapi({
    description:
      "`draft`, `pending_approval`, `approved` or `rejected` until it is scheduled; then from its targets: `publishing` until all have settled; `uncertain` where a person must decide.",
    example: "scheduled",
  }),
  ...contentView,
  schedule: nullable(
    z.object({
      at: instantField("The instant."),
      local_time: z.string().openapi({ description: "The same on the wall clock of the zone.", example: "2026-11-24T09:00:00" }),
      time_zone: z.string().openapi({ description: "The zone it was meant in.", example: "Europe/Berlin" }),
      priority: z.enum(PRIORITIES).openapi({ description: "Which goes first where much is due at once.", example: "normal" }),
      slot_id: nullable(idField("slot")).openapi({
        description: "The slot it stands in, and holds; null where its time was said and is no slot's.",
      }),
    }),
  ).openapi({ description: "When it is due." }),
  approval: nullable(
    z.object({
      state: z.enum(APPROVAL_STATES).openapi({ description: "It waits, or was decided.", example: "approved" }),
      submitted_by: AuthorSchema.openapi({ description: "Who submitted it." }),
      submitted_at: instantField("When it was submitted."),
      decided_by: nullable(AuthorSchema).openapi({ description: "Who approved or rejected it." }),
      decided_at: nullable(instantField("When it was approved or rejected.")),
      comment: nullable(z.string()).openapi({ description: "What was said with the last step.", example: "Fine by me" }),
    }),
  ).openapi({ description: "Approval of what it says now; null where it was not submitted, or was changed since." }),
  proposed_schedule: nullable(
    z.object({
      at: instantField("The instant; of `now` and `next_slot` what they came to when it was submitted."),
      local_time: z.string().openapi({ description: "The same on the wall clock of the zone.", example: "2026-11-24T09:00:00" }),
      time_zone: z.string().openapi({ description: "The zone it was meant in.", example: "Europe/Berlin" }),
      priority: z.enum(PRIORITIES).openapi({ description: "Which goes first where much is due at once.", example: "normal" }),
      means: z.enum(["time", "now", "next_slot"]).openapi({
        description: "This time, at once when it is approved, or the slot that is free then.",
        example: "time",
      }),
    }),
  ).openapi({ description: "The time its author wishes; approval with no other time schedules it then." }),
  origin: z
    .object({
      kind: z.enum(ORIGIN_KINDS).openapi({ description: "By hand, by a model, from a template.", example: "manual" }),
      model: nullable(z.string()).openapi({ description: "The model that wrote it." }),
      prompt: nullable(z.string()).openapi({ description: "What the model was asked." }),
      parent_post_id: nullable(idField("post")).openapi({ description: "The post it was made from, such as a duplicate." }),
      template_id: nullable(idField("template")).openapi({ description: "The template it was filled from." }),
    })
    .openapi({ description: "How it came to be." }),
  created_at: instantField("When it was written."),
  updated_at: instantField("When it last changed."),
};

export const PostSchema = z
  .object({ ...postFields, targets: z.array(TargetSchema).openapi({ description: "Its state on each account." }) })
  .openapi("Post");
export const ListedPostSchema = z
  .object({
    ...postFields,
    targets: z
      .array(
        z.object({
          id: idField("target"),
          account_id: idField("account"),
          network: z.enum(networkNames).openapi({ description: "The network." }),
        }),
      )
      .openapi({ description: "Its targets; posts.get or targets.get tell their state." }),
  })
  .openapi("ListedPost");
export const PostListSchema = listOf(ListedPostSchema, "PostList");

export const PostQuery = z.strictObject({
  ...listQuery,
  status: manyField(z.enum(POST_STATUSES), "Only in these states.").optional(),
  network: manyField(z.enum(networkNames), "Only with a target on these networks.").optional(),
  account_id: idField("account").optional(),
  campaign_id: idField("campaign").optional(),
  q: z.string().min(1).max(200).optional().openapi({ description: "Only with these words in the text.", example: "studio" }),
  from: instantField("Only written at or after this.").optional(),
  to: instantField("Only written before this.").optional(),
});

export const CalendarQuery = z.strictObject({
  from: instantField("The first instant of the view."),
  to: instantField("The end of the view; at most 400 days later."),
  time_zone: timeZoneField.optional(),
  status: manyField(z.enum(POST_STATUSES), "Only in these states.").optional(),
  network: manyField(z.enum(networkNames), "Only with a target on these networks.").optional(),
  account_id: idField("account").optional(),
  campaign_id: idField("campaign").optional(),
  ...listQuery,
});

export const NextSlotsQuery = z.strictObject({
  after: instantField("Only slots behind this; now where it is left out or has passed.").optional(),
  limit: z
    .string()
    .regex(/^[0-9]{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .optional()
    .openapi({ type: "integer", minimum: 1, maximum: 100, default: 10, description: "How many at most.", example: 10 }),
  include_taken: z
    .enum(["true", "false"])
    .optional()
    .openapi({ description: "`true`: also those that a post holds, with its id.", example: "false" }),
});
const UpcomingSlotSchema = z
  .object({
    slot_id: idField("slot"),
    at: instantField("The instant."),
    local_time: z.string().openapi({ description: "The same on the wall clock of the zone.", example: "2026-11-23T09:00:00" }),
    time_zone: z.string().openapi({ description: "The zone of the slots.", example: "Europe/Berlin" }),
    taken_by: nullable(idField("post")).openapi({ description: "The post that holds it; null where it is free." }),
  })
  .openapi("UpcomingSlot");
export const NextSlotsSchema = z
  .object({
    account_id: idField("account"),
    data: z.array(UpcomingSlotSchema).openapi({ description: "In the order of time, at most a year ahead." }),
  })
  .openapi("UpcomingSlots");

const CalendarEntry = z
  .object({
    at: instantField("When it is due, or was; of what waits for approval, the time that is wished."),
    local_time: z
      .string()
      .openapi({ description: "The same on the wall clock of the calendar's zone.", example: "2026-11-24T09:00:00" }),
    post: ListedPostSchema,
  })
  .openapi("CalendarEntry");
export const CalendarSchema = listOf(CalendarEntry, "Calendar");

const IssueSchema = z
  .object({
    path: z.string().openapi({ description: "The field, as in the request.", example: "thread.1.text" }),
    code: z.string().openapi({ description: "Stable code.", example: "text_too_long" }),
    message: z.string().openapi({ description: "What is wrong." }),
    fix: z.string().openapi({ description: "What to do." }),
    severity: z.enum(["error", "warning"]).openapi({ description: "An error keeps the post from being scheduled." }),
    network: z.enum(networkNames).openapi({ description: "Which network says so." }),
    account_id: idField("account"),
  })
  .openapi("PostIssue");

export const ValidationSchema = z
  .object({
    valid: z.boolean().openapi({ description: "Whether it could be scheduled as it is." }),
    issues: z.array(IssueSchema).openapi({ description: "Everything each network would say." }),
    counts: z
      .array(
        z.object({
          account_id: idField("account"),
          network: z.enum(networkNames).openapi({ description: "The network." }),
          part: z.int().openapi({ description: "Which part, from 0.", example: 0 }),
          used: z.int().openapi({ description: "Length as the network counts.", example: 31 }),
          limit: z.int().openapi({ description: "The most it takes.", example: 300 }),
          remaining: z.int().openapi({ description: "What is left; negative when it is too long.", example: 269 }),
          unit: z.string().openapi({ description: "What it counts.", example: "graphemes" }),
        }),
      )
      .openapi({ description: "The length of every part, by each network's own rule." }),
  })
  .openapi("PostValidation");

/** A media as a preview shows it: media.get tells all of it. */
const ShownMediaSchema = z
  .object({
    id: idField("media"),
    kind: z.enum(MEDIA_KINDS).openapi({ description: "What it is.", example: "image" }),
    url: z.string().openapi({ description: "Where a browser finds it, without a credential, for a day." }),
    thumbnail_url: nullable(z.string()).openapi({ description: "A small picture of it." }),
    alt_text: nullable(z.string()).openapi({ description: "What is to be seen." }),
    width: nullable(z.int()).openapi({ description: "In pixels, as the network gets it.", example: 1600 }),
    height: nullable(z.int()).openapi({ description: "In pixels, as the network gets it.", example: 1200 }),
    duration_s: nullable(z.number()).openapi({ description: "Of a video, in seconds." }),
  })
  .openapi("ShownMedia");

export const PreviewSchema = z
  .object({
    post_id: idField("post"),
    accounts: z
      .array(
        z.object({
          account_id: idField("account"),
          network: z.enum(networkNames).openapi({ description: "The network." }),
          handle: z.string().openapi({ description: "Who it is shown to be from.", example: "alice.test" }),
          display_name: z.string().openapi({ description: "Their name.", example: "Alice" }),
          avatar_url: nullable(z.string()).openapi({ description: "Their picture, from us; good for a day." }),
          content_type: z.enum(CONTENT_TYPES).openapi({ description: "What it becomes there." }),
          title: nullable(z.string()).openapi({ description: "The title shown." }),
          parts: z
            .array(
              z.object({
                kind: z.enum(["post", "thread_item", "first_comment"]).openapi({ description: "What it is." }),
                text: z.string().openapi({ description: "Its text." }),
                media: z.array(ShownMediaSchema).openapi({ description: "What is shown with it, in its order." }),
                entities: z
                  .array(
                    z.object({
                      kind: z.enum(["link", "mention", "hashtag"]).openapi({ description: "What it is." }),
                      start: z.int().openapi({ description: "Where it begins, in UTF-16 units.", example: 0 }),
                      end: z.int().openapi({ description: "Where it ends.", example: 8 }),
                      text: z.string().openapi({ description: "Itself.", example: "#opening" }),
                    }),
                  )
                  .openapi({ description: "What the network makes a link of." }),
              }),
            )
            .openapi({ description: "In their order." }),
          issues: z.array(IssueSchema).openapi({ description: "What the network would say." }),
        }),
      )
      .openapi({ description: "As it appears on each account." }),
  })
  .openapi("PostPreview");

const CONTENT_FIELD_NAMES = Object.values(CONTENT_FIELDS) as [ContentField, ...ContentField[]];
const contentFieldName = z.enum(CONTENT_FIELD_NAMES).openapi({ description: "A field of the content.", example: "text" });
const versionNumber = z.int().min(1);

const versionFields = {
  post_id: idField("post"),
  number: versionNumber.openapi({ description: "1, 2, 3, … without a gap.", example: 2 }),
  author: AuthorSchema.openapi({ description: "Who wrote it." }),
  created_at: instantField("When it was written."),
  changed: z.array(contentFieldName).openapi({
    description: "The fields that differ from the version before; of the first version, those that say something.",
    example: ["text"],
  }),
  restored_from: nullable(versionNumber).openapi({ description: "The version it repeats, where it was restored." }),
};

export const VersionParams = z.object({
  post_id: idField("post"),
  number: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/)
    .transform(Number)
    .openapi({ type: "integer", minimum: 1, maximum: 999_999_999, description: "Number of the version.", example: 2 }),
});
export const VersionQuery = z.strictObject(listQuery);
export const VersionListSchema = listOf(z.object(versionFields).openapi("ListedPostVersion"), "PostVersionList");

const anyValue = (description: string) => z.unknown().openapi({ description, example: "Our new studio opens on Monday." });
const DifferenceSchema = z
  .object({
    field: contentFieldName,
    before: anyValue("What it said in the version before, as `content` would show it."),
    after: anyValue("What it says in this version."),
    segments: nullable(
      z.array(
        z.object({
          op: z.enum(["equal", "insert", "delete"]).openapi({ description: "It stayed, came or went.", example: "insert" }),
          text: z.string().openapi({ description: "The stretch of text.", example: "Tuesday" }),
        }),
      ),
    ).openapi({
      description:
        "Of `text`, word by word: what is equal or deleted makes up `before`, what is equal or inserted `after`. Null of every other field.",
    }),
  })
  .openapi("PostDifference");

export const VersionSchema = z
  .object({
    ...versionFields,
    content: z.object(contentView).openapi({ description: "All the post said." }),
    diff: z.array(DifferenceSchema).openapi({ description: "What it changed, a field each." }),
  })
  .openapi("PostVersion");

const payload = z.object({
  post: z.object({ ...postFields, targets: z.array(z.looseObject({ id: z.string() })) }),
  metadata: metadataField,
  workspace_id: idField("workspace"),
});
export const postEvents = [
  describeEvent("post.created", "A post was written.", payload),
  describeEvent(
    "post.updated",
    "A post was changed, or taken back from its schedule. What is changed needs approval anew: see its `status`.",
    payload,
  ),
  describeEvent("post.approval_requested", "A post was submitted for approval.", payload),
  describeEvent("post.approved", "A post was approved. Where it was given a time with that, `post.scheduled` follows.", payload),
  describeEvent("post.rejected", "A post was rejected.", payload),
  describeEvent("post.scheduled", "A post was scheduled, or moved to another time.", payload),
  describeEvent("post.published", "All targets of a post are published.", payload),
  describeEvent("post.partly_published", "All targets have settled; some are published, others are not.", payload),
  describeEvent("post.failed", "All targets have settled, and none is published.", payload),
  describeEvent("post.deleted", "A post was deleted here. What was published stays on the networks.", payload),
];
