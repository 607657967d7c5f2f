/** A colour in sRGB, each channel from 0 to 1. */
export type Rgb = readonly [number, number, number];

/** WCAG 2.2, 1.4.3: the least contrast of text with what it stands on. */
export const TEXT_CONTRAST = 4.5;
/** WCAG 2.2, 1.4.11: the least contrast of what can be acted on, and of focus, with what it stands on. */
export const SHAPE_CONTRAST = 3;

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
const encoded = (channel: number): number => (channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055);

/** Relative luminance by WCAG 2, from 0 (black) to 1 (white). */
export function luminance([r, g, b]: Rgb): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** The contrast of two colours by WCAG 2, from 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour as CSS writes it: `#0a7d5a`. */
export const hexOf = (colour: Rgb): string =>
  `#${colour
    .map(channel =>
      Math.round(Math.min(1, Math.max(0, channel)) * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

/** Lightness and the two colour axes of OKLab (Ottosson 2020): lightness can be moved there and the hue stays what the eye calls the same. */
type Oklab = readonly [number, number, number];

function toOklab([r, g, b]: Rgb): Oklab {
  const [lr, lg, lb] = [linear(r), linear(g), linear(b)];
  const l = Math.cbrt(0.4122214708 * lr + 0.5363325363 * lg + 0.0514459929 * lb);
  const m = Math.cbrt(0.2119034982 * lr + 0.6806995451 * lg + 0.1073969566 * lb);
  const s = Math.cbrt(0.0883024619 * lr + 0.2817188376 * lg + 0.6299787005 * lb);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Channels beyond what sRGB shows are cut. */
function fromOklab([lightness, a, b]: Oklab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (channel: number): number => Math.min(1, Math.max(0, encoded(channel)));
  return [
    cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/**
 * The colour nearest to `wanted`, of the same hue, that has at least this contrast with every one of `grounds`. Where none has it with all of them, black or
 * white, whichever comes nearer to it.
 */
export function readableOn(wanted: Rgb, grounds: readonly Rgb[], least: number): Rgb {
  const enough = (colour: Rgb): boolean => grounds.every(ground => contrast(colour, ground) >= least);
  if (enough(wanted)) return wanted;
  const [lightness, a, b] = toOklab(wanted);
  /** 100 steps of lightness: finer than an eye tells apart. */
  for (let step = 1; step <= 100; step += 1) {
    for (const moved of [lightness - step / 100, lightness + step / 100]) {
      if (moved < 0 || moved > 1) continue;
      // Very dark and very light colours can hold less of a hue.
      const kept = moved < 0.15 || moved > 0.95 ? 0.5 : 1;
      const colour = fromOklab([moved, a * kept, b * kept]);
      // What is shown is rounded to 256 steps a channel: that is what has to be readable.
      const shown = colour.map(channel => Math.round(channel * 255) / 255) as unknown as Rgb;
      if (enough(shown)) return shown;
    }
  }
  const worst = (colour: Rgb): number => Math.min(...grounds.map(ground => contrast(colour, ground)));
  const [black, white]: [Rgb, Rgb] = [
    [0, 0, 0],
    [1, 1, 1],
  ];
  return worst(black) >= worst(white) ? black : white;
}
