import { crc32, deflateSync } from "node:zlib";

/** A file as `setInputFiles` takes it. */
export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** A PNG whose colours run from one corner to the other; `noise` makes it one that cannot be packed. */
export function png(name: string, width = 120, height = 80, noise = false): TestFile {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height);
  let seed = 1;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      const at = y * (width * 3 + 1) + 1 + x * 3;
      rows.set(noise ? [seed & 255, (seed >> 8) & 255, (seed >> 16) & 255] : [(x / width) * 255, 120, (y / height) * 255], at);
    }
  const buffer = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return { name, mimeType: "image/png", buffer };
}

/** A PNG of a few bytes that says it has more pixels than a machine holds. */
export function bomb(name: string): TestFile {
  const file = png(name, 1, 1);
  const buffer = Buffer.from(file.buffer);
  buffer.writeUInt32BE(60_000, 16);
  buffer.writeUInt32BE(60_000, 20);
  buffer.writeUInt32BE(crc32(buffer.subarray(12, 29)), 29);
  return { ...file, buffer };
}
