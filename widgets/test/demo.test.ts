import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { accessibilityFaults } from "./accessibility.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test("a demo needs no server: what is written in the composer stands in the calendar, and nothing leaves the page", async () => {
  const { page, complaints, close } = await stage.open({
    html: "<main><placard-composer></placard-composer><placard-calendar></placard-calendar><placard-connect></placard-connect></main>",
    options: "{ demo: true }",
    context: { viewport: { width: 1100, height: 900 } },
  });
  onTestFinished(close);
  page.setDefaultTimeout(5_000);
  const asked: string[] = [];
  page.on("request", request => asked.push(request.url()));
  await page.reload();
  await page.getByText("@stillwater.yoga").waitFor();
  await page.getByRole("button", { name: /^Stillwater Yoga ?, Instagram/ }).click();
  await page.getByRole("button", { name: /^Stillwater ?, X/ }).click();
  await page.getByRole("textbox", { name: "Post" }).fill("Written in the demo.");
  await page.getByRole("button", { name: "At a time" }).click();
  await page.getByRole("button", { name: "Save draft" }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("tab", { name: "X", exact: true }).click();
  await page.getByRole("textbox", { name: "Post" }).fill("Written in the demo, for X.");
  // Instagram wants a picture: what it would refuse is said before anything is sent.
  await page.getByRole("button", { name: "Schedule", exact: true }).click();
  await page
    .getByText(/needs media/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: /^Stillwater Yoga ?, Instagram/ }).click();
  await page.getByRole("button", { name: "Schedule", exact: true }).click();
  await page
    .getByText(/^Scheduled for/)
    .first()
    .waitFor();
  await page
    .locator("placard-calendar")
    .getByRole("button", { name: /Written in the demo/ })
    .first()
    .waitFor();
  expect(asked.filter(url => url.includes("/v1/") || url.includes("/token/"))).toEqual([]);
  expect(complaints).toEqual([]);
});
