/**
 * Reads a QR code back out of the path that draws it: modules, mask, zigzag, blocks, bytes. Enough for versions 2 to 6
 * with medium correction in byte mode, and on purpose without any error correction: the picture must be exact.
 */
export function readQr(size: number, path: string): string {
  const quiet = 4;
  const width = size - 2 * quiet;
  const dark = Array.from({ length: width }, () => new Array<boolean>(width).fill(false));
  for (const [, x = '', y = '', run = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let i = 0; i < Number(run); i += 1) {
      const row = dark[Number(y) - quiet];
      if (row) row[Number(x) - quiet + i] = true;
    }
  const version = (width - 17) / 4;
  const at = (x: number, y: number): boolean => dark[y]?.[x] ?? false;
  const bytes = bytesOf(bitsOf(version, width, at));
  const blocks = { 2: 1, 3: 1, 4: 2, 5: 2, 6: 4 }[version];
  const data = { 2: 28, 3: 44, 4: 64, 5: 86, 6: 108 }[version];
  if (blocks === undefined || data === undefined)
    throw new Error(`version ${version} is not for this reader`);
  const each = data / blocks;
  const ordered = Array.from(
    { length: data },
    (_, i) => bytes[(i % each) * blocks + Math.floor(i / each)] ?? 0,
  );
  return byteMode(ordered);
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function bitsOf(version: number, width: number, at: (x: number, y: number) => boolean): boolean[] {
  const format = [0, 1, 2, 3, 4].reduce((all, i) => (all << 1) | Number(at(i, 8)), 0) ^ 0b10101;
  if (format >> 3 !== 0) throw new Error('not medium correction');
  const mask = MASKS[format & 7] ?? (() => false);
  const alignment = width - 7;
  const reserved = (x: number, y: number): boolean =>
    (x < 9 && y < 9) ||
    (x >= width - 8 && y < 9) ||
    (x < 9 && y >= width - 8) ||
    x === 6 ||
    y === 6 ||
    (version > 1 && Math.abs(x - alignment) <= 2 && Math.abs(y - alignment) <= 2);
  const bits: boolean[] = [];
  let upward = true;
  for (let right = width - 1; right > 0; right -= 2, upward = !upward) {
    if (right === 6) right = 5;
    for (let step = 0; step < width; step += 1)
      for (const x of [right, right - 1]) {
        const y = upward ? width - 1 - step : step;
        if (!reserved(x, y)) bits.push(at(x, y) !== mask(x, y));
      }
  }
  return bits;
}

function bytesOf(bits: readonly boolean[]): number[] {
  const bytes: number[] = [];
  for (let i = 0; i + 8 <= bits.length; i += 8)
    bytes.push(bits.slice(i, i + 8).reduce((all, bit) => (all << 1) | Number(bit), 0));
  return bytes;
}

/** One or several segments; a text of capitals, digits and lower case is written as bytes and alphanumerics. */
function byteMode(data: readonly number[]): string {
  const bits = data.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  let at = 0;
  const take = (count: number): number => {
    const value = parseInt(bits.slice(at, at + count), 2);
    at += count;
    return value;
  };
  const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
  let text = '';
  for (let mode = take(4); mode !== 0 && at < bits.length; mode = take(4)) {
    if (mode === 4) {
      const count = take(8);
      for (let i = 0; i < count; i += 1) text += String.fromCharCode(take(8));
    } else if (mode === 2) {
      let left = take(9);
      for (; left >= 2; left -= 2) {
        const pair = take(11);
        text += (letters[Math.floor(pair / 45)] ?? '') + (letters[pair % 45] ?? '');
      }
      if (left === 1) text += letters[take(6)] ?? '';
    } else if (mode === 1) {
      let left = take(10);
      for (; left >= 3; left -= 3) text += String(take(10)).padStart(3, '0');
      if (left > 0) text += String(take(left === 2 ? 7 : 4)).padStart(left, '0');
    } else throw new Error(`mode ${mode}`);
  }
  return text;
}
