import { pinyin } from 'pinyin-pro';

/** The initials of a whole name (长宁区重庆路 is cnqcql): read as a whole, since single characters are ambiguous. */
export function initialsOf(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 100);
}

/** The range of an indexed column that begins with `prefix`: `>= 'cnq' AND < 'cnr'`. */
export function prefixRange(prefix: string): readonly [from: string, to: string] {
  const last = prefix.charCodeAt(prefix.length - 1);
  return [prefix, prefix.slice(0, -1) + String.fromCharCode(last + 1)];
}
