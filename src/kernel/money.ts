/** Money: whole fen. Every sum of the portal is one, and none is ever a fraction. */
export type Fen = number;

/** 90 trillion yuan: below 2^53 fen, so that every number is exact on both databases. */
const MOST = 9_000_000_000_000_000;

export type FenReading =
  { readonly ok: true; readonly fen: Fen } | { readonly ok: false; readonly code: string };

/**
 * Yuan as people type them (`1234.5`, `1,234.50`, full-width digits) into fen, exactly and without floating point.
 * Refused: signs, exponents, more than two decimals, anything half-numeric.
 */
export function fenFromText(typed: string): FenReading {
  const text = halfWidth(typed)
    .replace(/\s+/g, '')
    .replace(/^[¥￥]/, '')
    .replace(/元$/, '');
  if (/^[-−]/.test(text)) return { ok: false, code: 'money-negative' };
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return { ok: false, code: 'money-format' };
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > 2) return { ok: false, code: 'money-too-fine' };
  const digits = `${whole.replaceAll(',', '')}${fraction.padEnd(2, '0')}`.replace(/^0+(?=\d)/, '');
  if (digits.length > 16 || Number(digits) > MOST) return { ok: false, code: 'money-too-large' };
  return { ok: true, fen: Number(digits) };
}

/** `12850035` as `128,500.35`. */
export function yuanText(fen: Fen): string {
  const sign = fen < 0 ? '-' : '';
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${digits.slice(-2)}`;
}

/** `12850035` as `128500.35`, the value of an input field. */
export function yuanInput(fen: Fen): string {
  return yuanText(fen).replaceAll(',', '');
}

/**
 * Splits a sum by ratios that add up to 100 (per cent) so that the parts add up to the sum: each part is rounded
 * half up, and the last takes the difference. 100,000.01 at 50/30/20 is 50,000.01, 30,000.00, 20,000.00. (R-PAY-01)
 */
export function sharesOf(total: Fen, ratios: readonly number[]): readonly Fen[] {
  const sum = ratios.reduce((all, ratio) => all + ratio, 0);
  if (ratios.length === 0 || sum !== 100 || ratios.some((ratio) => !Number.isInteger(ratio) || ratio < 0))
    throw new RangeError('ratios are whole per cents that add up to 100');
  const parts = ratios
    .slice(0, -1)
    .map((ratio) => Number((BigInt(total) * BigInt(ratio) * 2n + 100n) / 200n));
  return [...parts, total - parts.reduce((all, part) => all + part, 0)];
}

/** Whether part / whole is more than numerator / denominator, compared as whole numbers. */
export function exceedsRatio(part: Fen, whole: Fen, numerator: number, denominator: number): boolean {
  return BigInt(part) * BigInt(denominator) > BigInt(whole) * BigInt(numerator);
}

const DIGITS = Array.from('零壹贰叁肆伍陆柒捌玖');
const UNITS = ['', '拾', '佰', '仟'];
const SECTIONS = ['', '万', '亿', '万亿'];

/** A sum in Chinese capitals: 128,500.35 is 壹拾贰万捌仟伍佰元叁角伍分; 整 where no 角 and 分 follow. (ux.md 1.2) */
export function chineseCapitals(fen: Fen): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`no capitals for ${fen}`);
  const yuan = Math.floor(fen / 100);
  const [jiao, cent] = [Math.floor((fen % 100) / 10), fen % 10];
  const whole = yuan === 0 ? '' : `${capitalsOfInteger(yuan)}元`;
  if (jiao === 0 && cent === 0) return `${whole === '' ? '零元' : whole}整`;
  const gap = jiao === 0 && whole !== '' ? '零' : '';
  const small = `${jiao === 0 ? '' : `${digit(jiao)}角`}${cent === 0 ? '' : `${digit(cent)}分`}`;
  return `${whole}${gap}${small}${cent === 0 ? '整' : ''}`;
}

function capitalsOfInteger(value: number): string {
  const sections: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 10_000)) sections.push(rest % 10_000);
  let text = '';
  let gap = false;
  for (let i = sections.length - 1; i >= 0; i -= 1) {
    const section = sections[i] ?? 0;
    if (section === 0) {
      gap = true;
      continue;
    }
    if (text !== '' && (gap || section < 1_000)) text += '零';
    text += capitalsOfSection(section) + (SECTIONS[i] ?? '');
    gap = false;
  }
  return text;
}

function capitalsOfSection(section: number): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const value = Math.floor(section / 10 ** place) % 10;
    if (value === 0) {
      gap = text !== '';
      continue;
    }
    text += (gap ? '零' : '') + digit(value) + (UNITS[place] ?? '');
    gap = false;
  }
  return text;
}

function digit(value: number): string {
  return DIGITS[value] ?? '';
}

/** Full-width letters, digits and signs as what they are, the wide space as a space. */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}
