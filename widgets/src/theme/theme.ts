import { contrast, hexOf, type Rgb, readableOn, SHAPE_CONTRAST, TEXT_CONTRAST } from "./colour.ts";
import { COLOURS, type Colour, PALETTE, type Scheme, type Token } from "./tokens.ts";

/** How much of the text's colour lies on a surface that is set off from the page, and on one under the pointer. */
const SUBTLE = 0.05;
const HOVERED = 0.09;
const THUMB = 0.17;
/** How much of the accent lies on what is selected. */
const SELECTED = 0.12;

/** What a theme is made from: each from the page, else from the brand, else ours. */
export interface ThemeInput {
  readonly scheme: Scheme;
  /** What the page says, or the brand; what neither says is left out. */
  readonly chosen: Partial<Readonly<Record<Token, string>>>;
  /** Smaller controls and less air. */
  readonly compact: boolean;
  /** The colour a text stands for, as it is painted; null where it is none, or is not opaque. */
  readonly resolve: (css: string) => Rgb | null;
}

/**
 * The values of the properties that widgets' styles read, `--_accent` and so on. Text is readable on everything it stands on: a colour that is not is moved
 * in lightness until it is. Values that no browser resolves to a colour give way to the default theme's.
 */
export function themeOf({ scheme, chosen, compact, resolve }: ThemeInput): Record<`--_${string}`, string> {
  const palette = PALETTE[scheme];
  const colour = (name: Colour): Rgb => {
    const wanted = chosen[name];
    const found = wanted === undefined ? null : resolve(wanted);
    // A brand's one set of colours is for one scheme: a white surface is none for the dark.
    return found ?? known(palette[name], resolve);
  };
  const [text, surface, raised, accent] = [colour("text"), colour("surface"), colour("surface-raised"), colour("accent")];
  const surfaces = [surface, raised];
  const grounds = surfaces.flatMap(ground => [
    ground,
    mix(text, ground, SUBTLE),
    mix(text, ground, HOVERED),
    mix(accent, ground, SELECTED),
  ]);
  const readable = (wanted: Rgb): string => hexOf(readableOn(wanted, grounds, TEXT_CONTRAST));
  const onAccent = colour("on-accent");
  const better = contrast([1, 1, 1], accent) >= contrast([0, 0, 0], accent) ? ([1, 1, 1] as const) : ([0, 0, 0] as const);
  const danger = readableOn(colour("danger"), grounds, TEXT_CONTRAST);
  return {
    "--_text": readable(text),
    "--_text-muted": readable(colour("text-muted")),
    "--_surface": hexOf(surface),
    "--_surface-raised": hexOf(raised),
    "--_subtle": hexOf(mix(text, surface, SUBTLE)),
    "--_hovered": hexOf(mix(text, surface, HOVERED)),
    // What lies on a subtle ground and is to stand out from it: lighter than it in both schemes.
    "--_thumb": scheme === "light" ? hexOf(raised) : hexOf(mix(text, surface, THUMB)),
    "--_selected": hexOf(mix(accent, surface, SELECTED)),
    "--_border": hexOf(colour("border")),
    "--_control": hexOf(readableOn(colour("border"), surfaces, SHAPE_CONTRAST)),
    "--_accent": hexOf(accent),
    "--_accent-hovered": hexOf(mix(onAccent, accent, 0.12)),
    // A brand's own choice stands where it can be read; else black or white, one of which always can.
    "--_on-accent": hexOf(contrast(onAccent, accent) >= TEXT_CONTRAST ? onAccent : better),
    "--_accent-text": readable(accent),
    "--_focus": hexOf(readableOn(accent, grounds, SHAPE_CONTRAST)),
    "--_success": readable(colour("success")),
    "--_warning": readable(colour("warning")),
    "--_danger": hexOf(danger),
    "--_on-danger": hexOf(contrast([1, 1, 1], danger) >= contrast([0, 0, 0], danger) ? [1, 1, 1] : [0, 0, 0]),
    // Left out, the host page's own font is inherited.
    ...(chosen.font !== undefined && { "--_font": chosen.font }),
    "--_radius": chosen.radius ?? "8px",
    "--_space": chosen.space ?? "4px",
    "--_density": chosen.density ?? (compact ? "0.8" : "1"),
    "--_motion": chosen.motion ?? "150ms",
  };
}

/** As a stylesheet for the element's own root. */
export function themeCss(input: ThemeInput): string {
  const values = Object.entries(themeOf(input)).map(([name, value]) => `${name}:${value}`);
  return `:host{color-scheme:${input.scheme};${values.join(";")}}`;
}

/** So much of `over` laid on `ground`. */
export const mix = (over: Rgb, ground: Rgb, share: number): Rgb => [
  over[0] * share + ground[0] * (1 - share),
  over[1] * share + ground[1] * (1 - share),
  over[2] * share + ground[2] * (1 - share),
];

/** Whether a token is a colour. */
export const isColour = (name: string): name is Colour => (COLOURS as readonly string[]).includes(name);

function known(css: string, resolve: (css: string) => Rgb | null): Rgb {
  return resolve(css) ?? [0, 0, 0];
}
