import { randomBytes } from "node:crypto";
import type { Placard } from "@placard/sdk";
import { dayAfter, wallClock } from "./classes.ts";
import type { Studio } from "./studios.ts";

/**
 * Everything in this file is the demo's: it makes a workspace look as if somebody had worked in it for weeks. Each post carries `metadata.demo`.
 */
interface DemoPost {
  readonly text: string;
  /** Days from today, and the time of day. Without, it is published at once. */
  readonly when?: readonly [days: number, time: string];
  readonly on: readonly ("main" | "second")[];
  readonly campaign?: boolean;
}

interface Demo {
  readonly campaign: string;
  readonly second: string;
  readonly slots: readonly (readonly ["monday" | "wednesday" | "friday" | "sunday", string])[];
  readonly published: readonly string[];
  readonly failed: string;
  readonly posts: readonly DemoPost[];
}

const DEMOS: Readonly<Record<string, Demo>> = {
  stillwater: {
    campaign: "Winter retreat",
    second: "stillwater-berlin",
    slots: [
      ["monday", "08:30"],
      ["wednesday", "18:00"],
      ["sunday", "10:00"],
    ],
    published: [
      "Good morning, Berlin. The river is foggy, the room is warm, and the tea is on. See you on the mat.",
      "New in the Garden room: cork blocks, wool blankets, and a heater that does not click. Thank you for asking, all of you.",
    ],
    failed: "Tonight by candlelight: ninety minutes of Yin with Mara. Bring warm socks.",
    posts: [
      {
        text: "Tomorrow at seven: Sunrise Hatha with Jonas. The first hour of the day is the quietest one.",
        when: [1, "18:00"],
        on: ["main", "second"],
      },
      {
        text: "Our Winter retreat by the Müritz: three days, two saunas, one lake. Early places until Sunday.",
        when: [2, "08:30"],
        on: ["main", "second"],
        campaign: true,
      },
      { text: "Question of the week: what does your breath do when you wait for the train?", when: [3, "18:00"], on: ["main"] },
      {
        text: "Lunch Reset is back on weekdays at 12:30. Forty minutes, and your shoulders know it.",
        when: [5, "09:15"],
        on: ["second"],
      },
      {
        text: "Sunday is Family Yoga. Children from four, parents of any age, one very long train.",
        when: [6, "10:00"],
        on: ["main", "second"],
      },
      {
        text: "What to pack for the retreat: layers, a book you will not read, and nothing with a charger.",
        when: [8, "08:30"],
        on: ["main"],
        campaign: true,
      },
      {
        text: "Aylin teaches her first Yin this week. Come and make it a full room.",
        when: [9, "18:00"],
        on: ["main", "second"],
      },
      {
        text: "Five places left for the Winter retreat. We keep two for people who have never been on one.",
        when: [12, "18:00"],
        on: ["main", "second"],
        campaign: true,
      },
      {
        text: "A gift that needs no wrapping: five classes, for somebody who says they have no time.",
        when: [15, "10:00"],
        on: ["main"],
      },
      {
        text: "We close at noon on the 24th and open again on the 27th, with Slow Flow and ginger tea.",
        when: [20, "08:30"],
        on: ["main", "second"],
      },
    ],
  },
  "fold-and-flow": {
    campaign: "30 in 30",
    second: "foldandflow-nyc",
    slots: [
      ["monday", "07:00"],
      ["wednesday", "12:00"],
      ["friday", "16:00"],
    ],
    published: [
      "6:30 AM. Forty-five minutes. No mirrors, no excuses, one very good playlist.",
      "The new heater in Studio A is in. Hot 26 is hot again. Hydrate accordingly.",
    ],
    failed: "Tonight: Flow + Live Set with DJ Okra. Doors 7:40 PM, mats down at 8.",
    posts: [
      {
        text: "30 in 30 starts next week. Thirty classes, thirty days, one T-shirt you cannot buy.",
        when: [1, "12:00"],
        on: ["main", "second"],
        campaign: true,
      },
      { text: "Foundations, every morning at 9. Twelve shapes. Everything else is a remix.", when: [2, "07:00"], on: ["main"] },
      {
        text: "Inversion Lab is for people who are done with the wall. Twelve spots. Go.",
        when: [3, "16:00"],
        on: ["main", "second"],
      },
      {
        text: "Friday night: Vinyasa to a live set. Come as you are, leave a little taller.",
        when: [4, "16:00"],
        on: ["second"],
      },
      {
        text: "30 in 30, house rules: show up, drink water, high-five the person next to you.",
        when: [6, "12:00"],
        on: ["main", "second"],
        campaign: true,
      },
      {
        text: "Dana has taught Hot 26 a thousand times this week. Well, it felt like it. Thank you, Dana.",
        when: [8, "07:00"],
        on: ["main"],
      },
      {
        text: "Bring a friend Wednesday. They pay nothing, you get the good spot by the fan.",
        when: [10, "12:00"],
        on: ["main", "second"],
      },
      {
        text: "Halfway through 30 in 30. 212 of you are still in. Legends.",
        when: [13, "16:00"],
        on: ["main", "second"],
        campaign: true,
      },
      { text: "New on the schedule: Sunday Slow. Yes, us. Slow. Try it.", when: [16, "07:00"], on: ["main"] },
      {
        text: "30 in 30 wrap party: live set, cold drinks, and those T-shirts.",
        when: [20, "16:00"],
        on: ["main", "second"],
        campaign: true,
      },
    ],
  },
};

/**
 * Gives a new workspace two channels on the built-in sandbox network, posting times, a campaign and its posts. What is there already is left as it is, so a
 * stop half-way is made good at the next start.
 */
export async function seedDemo(placard: Placard, studio: Studio, workspaceId: string): Promise<void> {
  const demo = DEMOS[studio.id];
  if (!demo) return;
  const inWorkspace = placard.workspace(workspaceId);
  // One after the other: what was connected last is listed first.
  const second = await connect(inWorkspace, demo.second, `${studio.name}, ${studio.city}`);
  const [main, campaign, posts] = await Promise.all([
    connect(inWorkspace, studio.handle, studio.name),
    campaignOf(inWorkspace, demo.campaign),
    inWorkspace.posts.list().toArray({ max: 100 }),
  ]);
  const accounts = { main, second };
  const there = new Set(posts.map(({ text }) => text));
  const today = wallClock(studio.timeZone).slice(0, 10);
  const create = async ({ text, when, on, campaign: inCampaign = false }: DemoPost): Promise<void> => {
    if (there.has(text)) return;
    await inWorkspace.posts.create({
      text,
      account_ids: on.map(name => accounts[name]),
      campaign_id: inCampaign ? campaign : null,
      metadata: { demo: "harbor" },
      schedule: when ? { local_time: `${dayAfter(today, when[0])}T${when[1]}`, time_zone: studio.timeZone } : { now: true },
    });
  };
  // The network refuses the next post of the second channel, so that the calendar has a problem to show, and what helps.
  if (!there.has(demo.failed))
    await inWorkspace.test.injectFault({
      network: "sandbox",
      account_id: second,
      operation: "create",
      kind: "status",
      status: 422,
    });
  await Promise.all([
    inWorkspace.slots.replace(main, { slots: demo.slots.map(([weekday, local_time]) => ({ weekday, local_time })) }),
    create({ text: demo.failed, on: ["second"] }),
    ...demo.published.map(text => create({ text, on: ["main"] })),
    ...demo.posts.map(create),
  ]);
}

async function campaignOf(inWorkspace: Placard, name: string): Promise<string> {
  const campaigns = await inWorkspace.campaigns.list().toArray({ max: 100 });
  const known = campaigns.find(campaign => campaign.name === name);
  return (known ?? (await inWorkspace.campaigns.create({ name, metadata: { demo: "harbor" } }))).id;
}

/** A channel on the sandbox network, which takes any new handle with any password; connected before, it is found again. */
async function connect(inWorkspace: Placard, handle: string, name: string): Promise<string> {
  const connected = await inWorkspace.accounts.list().toArray({ max: 100 });
  const known = connected.find(account => account.handle === handle);
  if (known) return known.id;
  const credentials = { handle, password: randomBytes(12).toString("hex") };
  const { account } = await inWorkspace.accounts.connect({ network: "sandbox", credentials });
  if (!account) throw new Error("the sandbox network connects at once");
  await inWorkspace.accounts.update(account.id, { label: name, metadata: { demo: "harbor" } });
  return account.id;
}
