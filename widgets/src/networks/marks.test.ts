import { networks } from "@placard/networks";
import { expect, test } from "vitest";
import { networkLabel } from "./marks.ts";

test("a network is called what its facts call it, without them", () => {
  for (const { name, label } of Object.values(networks)) expect(networkLabel(name)).toBe(label);
});
