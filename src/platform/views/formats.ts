import { shanghaiDayOf, shanghaiInstant } from '../../kernel/calendar.js';
import { yuanText } from '../../kernel/money.js';
import { type Finding, type FindingArgument } from '../../kernel/outcome.js';
import { type Locale } from '../i18n/locale.js';
import { readable, sentence, translate } from '../i18n/translator.js';
import { type Text } from './page.js';

/** What stands where there is no value (ux.md 1.2). */
export const NO_VALUE = '--';
const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:|\/(?!\/)|[?#])/i;
const numbers = { 'zh-CN': new Intl.NumberFormat('zh-CN'), en: new Intl.NumberFormat('en') } as const;
const percents = {
  'zh-CN': new Intl.NumberFormat('zh-CN', { style: 'percent', maximumFractionDigits: 1, minimumFractionDigits: 1 }),
  en: new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1, minimumFractionDigits: 1 }),
} as const;

const missing = (value: unknown): boolean => value === null || value === undefined || value === '';

/** How values are shown, one function per helper. Each takes the reader's language first. */
export const formatters = {
  message(locale: Locale, key: string, args: Readonly<Record<string, unknown>>): string {
    return translate(
      locale,
      key,
      Object.fromEntries(
        Object.entries(args).map(([name, value]) => [
          name,
          typeof value === 'object' && value !== null ? readable(locale, value as Text) : (value as FindingArgument),
        ]),
      ),
    );
  },
  text: (locale: Locale, value: unknown) => (missing(value) ? NO_VALUE : readable(locale, value as Text)),
  finding: (locale: Locale, value: unknown) => sentence(locale, value as Finding),
  /** A calendar day, or the Shanghai day of an instant. */
  day: (_: Locale, value: unknown) => {
    if (missing(value)) return NO_VALUE;
    const text = value as string;
    return text.length === 10 ? text : shanghaiDayOf(text);
  },
  instant: (_: Locale, value: unknown) =>
    missing(value) ? NO_VALUE : shanghaiInstant(value as string).slice(0, 16).replace('T', ' '),
  money: (_: Locale, fen: unknown) => (missing(fen) ? NO_VALUE : yuanText(fen as number)),
  /** Large sums: 万元 with two decimals in Chinese, whole yuan in English. */
  wan: (locale: Locale, fen: unknown) => {
    if (missing(fen)) return NO_VALUE;
    if (locale === 'en') return numbers.en.format(Math.round((fen as number) / 100));
    return numbers['zh-CN'].format(Math.round((fen as number) / 10_000) / 100);
  },
  number: (locale: Locale, value: unknown) => (missing(value) ? NO_VALUE : numbers[locale].format(value as number)),
  percent: (locale: Locale, ratio: unknown) => (missing(ratio) ? NO_VALUE : percents[locale].format(ratio as number)),
  /** Only addresses that cannot run anything; everything else leads nowhere (security.md C36). */
  href: (address: unknown) => (typeof address === 'string' && SAFE_ADDRESS.test(address) ? address : '#'),
} as const;
