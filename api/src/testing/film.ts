/** What a {@link film} is to be. */
export interface FilmFacts {
  /** `isom`, `mp42`, `qt  `. */
  readonly brand: string;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  /** Laid on its side by its matrix, as a phone held upright does. */
  readonly turned?: boolean;
  /** Bytes of picture. */
  readonly payload?: number;
}

const box = (type: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length, 0);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
};

/** An MP4 or QuickTime file as far as its index goes: a sound, then a picture; what is in it is noise. */
export function film({ brand, width, height, seconds, turned = false, payload = 1000 }: FilmFacts): Buffer {
  const mvhd = Buffer.alloc(100);
  mvhd.writeUInt32BE(600, 12);
  mvhd.writeUInt32BE(Math.round(seconds * 600), 16);
  const tkhd = (w: number, h: number): Buffer => {
    const bytes = Buffer.alloc(84);
    const matrix = turned ? [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000] : [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
    for (const [index, value] of matrix.entries()) bytes.writeInt32BE(value, 40 + index * 4);
    bytes.writeUInt32BE(w * 0x10000, 76);
    bytes.writeUInt32BE(h * 0x10000, 80);
    return bytes;
  };
  const trak = (w: number, h: number) => box("trak", box("tkhd", tkhd(w, h)));
  return Buffer.concat([
    box("ftyp", Buffer.from(brand), Buffer.alloc(4), Buffer.from(brand)),
    box("moov", box("mvhd", mvhd), trak(0, 0), trak(width, height)),
    box("mdat", Buffer.alloc(payload, 7)),
  ]);
}
