import sharp, { type Sharp } from "sharp";
import { type Fault, invalid } from "../../problems.ts";
import { Turns } from "./turns.ts";

/** A picture of a hundred megapixels takes up to 400 MB while it is turned: two of them are what a small machine bears. */
const turns = new Turns(2, 64);
sharp.cache(false); // no picture comes twice
sharp.concurrency(1); // two at once are enough threads

/** The most pixels a picture may have, all frames of an animation together: a file of some kilobytes can claim billions. */
export const PIXELS_MOST = 100_000_000;
/** The longest side that WebP can have; others could have more. */
export const SIDE_MOST = 16_383;
/** Beyond this an image is made to cost time. */
const WORK_S = 30;
const QUALITY = 90;
const THUMBNAIL = { side: 480, quality: 80 } as const;

/** What is kept of an image: nothing but its pixels. */
export interface SanitizedImage {
  readonly contentType: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly animated: boolean;
  readonly alpha: boolean;
  readonly thumbnail: Uint8Array;
}

/** How an image is kept, by what it came as. AVIF becomes WebP: no network takes it. */
const KEPT = { jpeg: "jpeg", png: "png", webp: "webp", gif: "gif", heif: "webp" } as const;
const isKept = (format: string | undefined): format is keyof typeof KEPT => format !== undefined && Object.hasOwn(KEPT, format);

const reading = { limitInputPixels: PIXELS_MOST, failOn: "error" } as const;

/**
 * Makes an image anew from its pixels and puts it into `into`: turned as it is meant, in sRGB, without anything else that stood in the file (place and
 * camera, previews, comments, code behind its end). What is see-through stays so, what moves goes on moving.
 * @throws {Refusal} `validation_failed` where it cannot be read; `busy`
 */
export function sanitizeImage(file: string, into: string): Promise<SanitizedImage> {
  return turns.take(() =>
    orFault(async () => {
      const { format } = await sharp(file, reading).metadata();
      if (!isKept(format)) throw new Error(`unsupported image format ${format}`);
      const image = sharp(file, { ...reading, animated: format === "gif" || format === "webp" }).timeout({ seconds: WORK_S });
      const facts = await image.metadata();
      const height = facts.pageHeight ?? facts.height;
      if (Math.max(facts.width, height) > SIDE_MOST) throw invalid([tooManyPixels(`${facts.width} × ${height} pixels`)]);
      const animated = (facts.pages ?? 1) > 1;
      // An animation has no orientation that libvips could apply.
      const upright = animated ? image : image.autoOrient();
      const made = await encoded(upright.toColourspace("srgb"), KEPT[format]).toFile(into);
      const thumbnail = await sharp(into, reading)
        .timeout({ seconds: WORK_S })
        .resize({ width: THUMBNAIL.side, height: THUMBNAIL.side, fit: "inside", withoutEnlargement: true })
        .webp({ quality: THUMBNAIL.quality })
        .toBuffer();
      return {
        contentType: `image/${KEPT[format]}`,
        width: made.width,
        height: made.pageHeight ?? made.height,
        bytes: made.size,
        animated,
        alpha: facts.hasAlpha === true && KEPT[format] !== "jpeg",
        thumbnail,
      };
    }),
  );
}

const encoded = (image: Sharp, format: (typeof KEPT)[keyof typeof KEPT]): Sharp => {
  switch (format) {
    case "jpeg":
      return image.jpeg({ quality: QUALITY });
    case "png":
      return image.png();
    case "webp":
      return image.webp({ quality: QUALITY });
    case "gif":
      return image.gif();
  }
};

/** A small square picture of a stranger's image, or null where it is none. A drawing (SVG) will do: what comes of it is pixels. */
export function squarePicture(bytes: Uint8Array, side: number): Promise<Uint8Array | null> {
  return turns.take(async () => {
    try {
      return await sharp(bytes, reading)
        .timeout({ seconds: WORK_S })
        .autoOrient()
        .resize({ width: side, height: side, fit: "cover" })
        .toColourspace("srgb")
        .webp({ quality: THUMBNAIL.quality })
        .toBuffer();
    } catch {
      return null; // whatever is wrong with it: a picture is adornment
    }
  });
}

async function orFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || error.name === "Refusal" || "code" in error) throw error;
    if (/pixel limit/i.test(error.message)) throw invalid([tooManyPixels(`more than ${PIXELS_MOST / 1_000_000} megapixels`)]);
    if (/timeout/i.test(error.message)) throw invalid([tooManyPixels("so much in it that it takes too long to read")]);
    throw invalid([UNREADABLE_IMAGE]);
  }
}

const tooManyPixels = (what: string): Fault => ({
  path: "file",
  code: "too_big",
  message: `The image has ${what}.`,
  fix: `Use at most ${PIXELS_MOST / 1_000_000} megapixels, all frames together, and ${SIDE_MOST} pixels a side.`,
});
const UNREADABLE_IMAGE: Fault = {
  path: "file",
  code: "media_unreadable",
  message: "The image is cut off or damaged.",
  fix: "Open it in another program, export it anew, and send it again.",
};

/** Renditions wait for their turn however many there are: publishing has limits of its own, and what is due must go out. */
const renditionTurns = new Turns(2, Number.POSITIVE_INFINITY);
/** Tried one after the other until the image is small enough; below the last it would not be worth looking at. */
const QUALITIES = [88, 76, 62] as const;
const SMALLER = 0.8;
const SMALLEST_SIDE = 64;

/**
 * An image as a rendition says: of its type and size, in as many bytes at most. What is see-through becomes white where the type cannot be it.
 * Where it does not get small enough at its size it is made smaller; the smallest try is given, whatever its bytes: then the network decides.
 */
export function encodeWithin(
  bytes: Uint8Array,
  to: { readonly contentType: string; readonly width: number; readonly height: number; readonly maxBytes: number | null },
): Promise<Uint8Array> {
  return renditionTurns.take(async () => {
    for (let scale = 1; ; scale *= SMALLER) {
      const [width, height] = [Math.max(1, Math.round(to.width * scale)), Math.max(1, Math.round(to.height * scale))];
      let made: Uint8Array = bytes;
      for (const quality of to.contentType === "image/png" ? [100] : QUALITIES) {
        const image = sharp(bytes, reading).timeout({ seconds: WORK_S }).resize({ width, height, fit: "fill" });
        if (to.contentType === "image/png") made = await image.png({ compressionLevel: 9 }).toBuffer();
        else if (to.contentType === "image/webp") made = await image.webp({ quality }).toBuffer();
        else made = await image.flatten({ background: "#ffffff" }).jpeg({ quality }).toBuffer();
        if (to.maxBytes === null || made.byteLength <= to.maxBytes) return made;
      }
      if (Math.min(width, height) * SMALLER < SMALLEST_SIDE) return made;
    }
  });
}
