const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const u16 = (value: number, little = false): Buffer => {
  const bytes = Buffer.alloc(2);
  if (little) bytes.writeUInt16LE(value);
  else bytes.writeUInt16BE(value);
  return bytes;
};
const text = (value: string): Buffer => Buffer.from(value, 'latin1');

/** Pictures of a size by their headers; nothing in them is ever drawn. */
export const picture = {
  png: (width: number, height: number): Buffer =>
    Buffer.concat([
      text('\x89PNG\r\n\x1A\n'),
      u32(13),
      text('IHDR'),
      u32(width),
      u32(height),
      Buffer.alloc(20),
    ]),
  gif: (width: number, height: number): Buffer =>
    Buffer.concat([text('GIF89a'), u16(width, true), u16(height, true), Buffer.alloc(20)]),
  /** With a picture of its own in a segment before the frame, as cameras write it. */
  jpg: (width: number, height: number): Buffer =>
    Buffer.concat([
      text('\xFF\xD8\xFF\xE1'),
      u16(12),
      text('\xFF\xC0\x00\x08\x08\x00\x01\x00\x01\x00'),
      text('\xFF\xC0'),
      u16(11),
      Buffer.from([8]),
      u16(height),
      u16(width),
      Buffer.alloc(12),
    ]),
  webp: (width: number, height: number): Buffer => {
    const sides = Buffer.alloc(6);
    sides.writeUIntLE(width - 1, 0, 3);
    sides.writeUIntLE(height - 1, 3, 3);
    return Buffer.concat([
      text('RIFF'),
      u32(0),
      text('WEBPVP8X'),
      u32(10),
      Buffer.alloc(4),
      sides,
      Buffer.alloc(8),
    ]);
  },
};
