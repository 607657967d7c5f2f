import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contrast, hexOf, type Rgb, readableOn, TEXT_CONTRAST } from "./colour.ts";
import { mix, themeOf } from "./theme.ts";
import { PALETTE, type Scheme } from "./tokens.ts";

/** Hexadecimal colours only: what the browser does with the rest is tested in one. */
function parse(css: string): Rgb | null {
  const [, r, g, b] = /^#(..)(..)(..)$/.exec(css) ?? [];
  if (r === undefined || g === undefined || b === undefined) return null;
  return [Number.parseInt(r, 16) / 255, Number.parseInt(g, 16) / 255, Number.parseInt(b, 16) / 255];
}
const rgb = (css: string): Rgb => parse(css) ?? [0, 0, 0];
const colour = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }))
  .map(([r, g, b]) => hexOf([r / 255, g / 255, b / 255]));

describe("contrast", () => {
  test("is what WCAG's examples say", () => {
    expect(contrast([0, 0, 0], [1, 1, 1])).toBeCloseTo(21, 5);
    expect(contrast(rgb("#767676"), [1, 1, 1])).toBeCloseTo(4.54, 2);
    expect(contrast(rgb("#777777"), [1, 1, 1])).toBeCloseTo(4.48, 2);
  });
});

describe("a readable colour", () => {
  test("is the wanted one where that can be read", () => {
    expect(readableOn(rgb("#3355d6"), [[1, 1, 1]], TEXT_CONTRAST)).toEqual(rgb("#3355d6"));
  });

  test("keeps its hue where it cannot: yellow on white becomes a dark yellow", () => {
    const [r, g, b] = readableOn(rgb("#ffe600"), [[1, 1, 1]], TEXT_CONTRAST);
    expect(contrast([r, g, b], [1, 1, 1])).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    expect(Math.min(r, g)).toBeGreaterThan(b + 0.2);
  });

  test("can be read on any one ground", () => {
    fc.assert(
      fc.property(colour, colour, (wanted, ground) => {
        expect(contrast(readableOn(rgb(wanted), [rgb(ground)], TEXT_CONTRAST), rgb(ground))).toBeGreaterThanOrEqual(
          TEXT_CONTRAST,
        );
      }),
    );
  });
});

describe.each<Scheme>(["light", "dark"])("the default theme, %s", scheme => {
  const theme = themeOf({ scheme, chosen: {}, compact: false, resolve: parse });

  test("needs no correction: it is what the palette says", () => {
    for (const [token, name] of [
      ["text", "--_text"],
      ["text-muted", "--_text-muted"],
      ["success", "--_success"],
      ["warning", "--_warning"],
      ["danger", "--_danger"],
      ["accent", "--_accent-text"],
      ["on-accent", "--_on-accent"],
    ] as const)
      expect(theme[name], token).toBe(PALETTE[scheme][token]);
  });
});

describe("a brand's theme", () => {
  const textOn = (theme: Record<string, string>, name: string): number[] =>
    [theme["--_surface"], theme["--_surface-raised"], theme["--_subtle"], theme["--_hovered"], theme["--_selected"]].map(ground =>
      contrast(rgb(theme[name] ?? ""), rgb(ground ?? "")),
    );

  test("is never unreadable, whatever accent it has", () => {
    fc.assert(
      fc.property(colour, fc.constantFrom<Scheme>("light", "dark"), (accent, scheme) => {
        const theme = themeOf({ scheme, chosen: { accent }, compact: false, resolve: parse });
        expect(theme["--_accent"]).toBe(accent);
        expect(contrast(rgb(theme["--_on-accent"] ?? ""), rgb(accent))).toBeGreaterThanOrEqual(TEXT_CONTRAST);
        for (const name of ["--_text", "--_text-muted", "--_accent-text", "--_success", "--_warning", "--_danger"])
          for (const ratio of textOn(theme, name)) expect(ratio, name).toBeGreaterThanOrEqual(TEXT_CONTRAST - 0.05); // grounds are rounded to a byte a channel
      }),
    );
  });

  test("takes what is no colour for nothing", () => {
    const chosen = { accent: "url(x)", text: "nonsense" };
    expect(themeOf({ scheme: "light", chosen, compact: false, resolve: parse })).toEqual(
      themeOf({ scheme: "light", chosen: {}, compact: false, resolve: parse }),
    );
  });

  test("mixes as painters do", () => {
    expect(mix([1, 1, 1], [0, 0, 0], 0.25)).toEqual([0.25, 0.25, 0.25]);
  });
});
