import type { Rgb } from "./colour.ts";

let pen: CanvasRenderingContext2D | null | undefined;

/**
 * Any colour that CSS can write, as the browser would paint it: names, `oklch()`, `color-mix()`. Null for a text that is no colour, and for one that is not
 * opaque: what it looks like depends on what it stands on.
 */
export function resolveColour(css: string): Rgb | null {
  if (pen === undefined) {
    const canvas = document.createElement("canvas");
    canvas.width = 1;
    canvas.height = 1;
    pen = canvas.getContext("2d", { willReadFrequently: true });
  }
  if (!pen || !CSS.supports("color", css)) return null;
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = "#000";
  pen.fillStyle = css;
  pen.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
  return alpha === 255 ? [r / 255, g / 255, b / 255] : null;
}
