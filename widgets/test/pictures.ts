import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import sharp from "sharp";

const FOLDER = new URL("./screenshots/", import.meta.url);
/** A pixel differs where its colour is further off than this, of 1: packing a picture's colours takes less, a skeleton on its ground is more. */
const COLOUR = 0.03;
/** So many pixels of a thousand may differ: what another version of the browser makes of edges. A line of text is more. */
const PER_MILLE = 0.5;

/** Whether pictures are written anew in place of being compared. */
const UPDATES = process.env["PLACARD_TEST_SCREENSHOTS"] === "update";

const pixelsOf = async (png: Uint8Array) => {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

let kept: string | null = null;
/** Where what was seen is kept for whoever looks into a difference. */
const keep = (name: string, png: Uint8Array): string => {
  kept ??= mkdtempSync(join(tmpdir(), "placard-screenshots-"));
  const path = join(kept, name);
  writeFileSync(path, png);
  return path;
};

/** What differs between a picture and the one of its name that is checked in, with where to look at it; null where nothing does. */
export async function differenceFrom(name: string, png: Uint8Array): Promise<string | null> {
  const path = fileURLToPath(new URL(`${name}.png`, FOLDER));
  if (UPDATES) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, await sharp(png).png({ palette: true, quality: 100, dither: 0, effort: 10 }).toBuffer());
    return null;
  }
  if (!existsSync(path)) return `${name} is new: ${keep(`${name}.png`, png)}. PLACARD_TEST_SCREENSHOTS=update writes it.`;
  const [is, was] = await Promise.all([pixelsOf(png), pixelsOf(readFileSync(path))]);
  const { width, height } = was;
  if (is.width !== width || is.height !== height)
    return `${name} is ${is.width} × ${is.height}, was ${width} × ${height}: ${keep(`${name}.png`, png)}`;
  const marked = new Uint8Array(width * height * 4);
  const differing = pixelmatch(is.data, was.data, marked, width, height, { threshold: COLOUR });
  if (differing <= (width * height * PER_MILLE) / 1000) return null;
  const marks = await sharp(marked, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
  return `${name} differs in ${differing} pixels: ${keep(`${name}.png`, png)}, marked in ${keep(`${name}.diff.png`, marks)}`;
}
