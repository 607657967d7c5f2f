import { type FileHandle, open } from "node:fs/promises";

/** What an MP4 or QuickTime file says of itself (ISO/IEC 14496-12). */
export interface Mp4Facts {
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
}

/** The index of a film of hours has some megabytes. */
const MOOV_MOST = 64 * 1024 * 1024;
/** So many boxes stand side by side at most: a file of empty ones would be read for ever. */
const BOXES_MOST = 10_000;

interface Box {
  readonly type: string;
  /** Of what is in it, from the beginning of what it was read from. */
  readonly start: number;
  readonly end: number;
}

/** Reads the boxes of the file's top level; null where it is cut off, damaged or has no index. */
export async function readMp4(path: string, size: number): Promise<Mp4Facts | null> {
  const file = await open(path, "r");
  try {
    const boxes = await topLevel(file, size);
    const moov = boxes?.find(box => box.type === "moov");
    if (!boxes?.some(box => box.type === "mdat") || !moov || moov.end - moov.start > MOOV_MOST) return null;
    const bytes = Buffer.alloc(moov.end - moov.start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, moov.start);
    return bytesRead === bytes.length ? factsOf(bytes) : null;
  } finally {
    await file.close();
  }
}

async function topLevel(file: FileHandle, size: number): Promise<Box[] | null> {
  const boxes: Box[] = [];
  const head = Buffer.alloc(16);
  for (let at = 0; at < size; ) {
    if (boxes.length >= BOXES_MOST) return null;
    const { bytesRead } = await file.read(head, 0, Math.min(16, size - at), at);
    const box = boxAt(head.subarray(0, bytesRead), 0, size - at);
    // One that goes on behind the end was cut off.
    if (!box) return null;
    boxes.push({ type: box.type, start: at + box.start, end: at + box.end });
    at += box.end;
  }
  return boxes;
}

/** The box at a place; `room` is what it may take from there. Null where it is none. */
function boxAt(bytes: Buffer, at: number, room: number): Box | null {
  if (bytes.length - at < 8) return null;
  const type = bytes.toString("latin1", at + 4, at + 8);
  const short = bytes.readUInt32BE(at);
  if (short === 0) return { type, start: at + 8, end: at + room }; // to the end
  if (short === 1 && bytes.length - at < 16) return null;
  const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
  const header = short === 1 ? 16 : 8;
  return size >= header && size <= room ? { type, start: at + header, end: at + size } : null;
}

function boxesIn(bytes: Buffer, start: number, end: number): Box[] {
  const boxes: Box[] = [];
  for (let at = start; at < end && boxes.length < BOXES_MOST; ) {
    const box = boxAt(bytes.subarray(0, end), at, end - at);
    if (!box) break;
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

const MATRIX_BYTES = 36;

function factsOf(moov: Buffer): Mp4Facts {
  const boxes = boxesIn(moov, 0, moov.length);
  const mvhd = boxes.find(box => box.type === "mvhd");
  let shown: { width: number; height: number } | null = null;
  for (const trak of boxes.filter(box => box.type === "trak")) {
    const tkhd = boxesIn(moov, trak.start, trak.end).find(box => box.type === "tkhd");
    shown ??= tkhd ? sizeOf(moov.subarray(tkhd.start, tkhd.end)) : null;
  }
  return {
    width: shown?.width ?? null,
    height: shown?.height ?? null,
    durationMs: mvhd ? durationOf(moov.subarray(mvhd.start, mvhd.end)) : null,
  };
}

/** `mvhd`: version and flags, two times, the scale (units a second), the duration; the times and the duration have 8 bytes in version 1. */
function durationOf(box: Buffer): number | null {
  const long = box[0] === 1;
  if (box.length < (long ? 32 : 20)) return null;
  const scale = box.readUInt32BE(long ? 20 : 12);
  const duration = long ? Number(box.readBigUInt64BE(24)) : box.readUInt32BE(16);
  // All ones say that it is not known, nothing that it lies in fragments.
  const known = scale > 0 && duration > 0 && duration < (long ? Number.MAX_SAFE_INTEGER : 0xffff_ffff);
  return known ? Math.round((duration / scale) * 1000) : null;
}

/** `tkhd` ends with a matrix, the width and the height (16.16). A sound has no size. A matrix without a and d lays the picture on its side. */
function sizeOf(box: Buffer): { width: number; height: number } | null {
  const at = (box[0] === 1 ? 36 : 24) + 16;
  if (box.length < at + MATRIX_BYTES + 8) return null;
  const width = Math.round(box.readUInt32BE(at + MATRIX_BYTES) / 65_536);
  const height = Math.round(box.readUInt32BE(at + MATRIX_BYTES + 4) / 65_536);
  if (width === 0 || height === 0) return null;
  const turned = box.readInt32BE(at) === 0 && box.readInt32BE(at + 16) === 0;
  return turned ? { width: height, height: width } : { width, height };
}
