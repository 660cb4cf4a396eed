import { create } from 'qrcode';

/** A QR code as one path of black squares, for SVG and for PDF alike; `size` counts the quiet zone. */
export interface QrPicture {
  readonly size: number;
  readonly path: string;
}

/** The standard asks for four modules of white around the code. */
const QUIET = 4;

/** The picture of a text, with medium error correction so that a crumpled print still reads. */
export function qrPicture(text: string): QrPicture {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const dark = (x: number, y: number): boolean => x < modules.size && modules.get(y, x) === 1;
  const runs: string[] = [];
  for (let y = 0; y < modules.size; y += 1)
    for (let x = 0; x < modules.size; x += 1) {
      if (!dark(x, y)) continue;
      const from = x;
      while (dark(x + 1, y)) x += 1;
      const width = x - from + 1;
      runs.push(`M${from + QUIET} ${y + QUIET}h${width}v1h-${width}z`);
    }
  return { size: modules.size + 2 * QUIET, path: runs.join('') };
}
