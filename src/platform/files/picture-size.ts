import { type PictureKind } from './file-kinds.js';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Width and height by the header alone, without unpacking a single pixel; null when the header says neither. (C62) */
export function pictureSize(kind: PictureKind, bytes: Buffer): PictureSize | null {
  try {
    const { width, height } = READERS[kind](bytes);
    return width > 0 && height > 0 ? { width, height } : null;
  } catch {
    // A header that ends in the middle.
    return null;
  }
}

const READERS: Readonly<Record<PictureKind, (bytes: Buffer) => PictureSize>> = {
  png: (bytes) =>
    bytes.toString('latin1', 12, 16) === 'IHDR'
      ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
      : NOTHING,
  gif: (bytes) => ({ width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }),
  jpg: jpegSize,
  webp: webpSize,
};
const NOTHING: PictureSize = { width: 0, height: 0 };

/** Walks the segments to the start of the frame; the picture data before it would be another frame's. */
function jpegSize(bytes: Buffer): PictureSize {
  for (let at = 2; at < bytes.length;) {
    if (bytes[at] !== 0xff) return NOTHING;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    const standsAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += standsAlone ? 2 : 2 + bytes.readUInt16BE(at + 2);
  }
  return NOTHING;
}

function webpSize(bytes: Buffer): PictureSize {
  const chunk = bytes.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return { width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) };
  if (chunk === 'VP8L') {
    const bits = bytes.readUInt32LE(21);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (chunk === 'VP8 ')
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  return NOTHING;
}
