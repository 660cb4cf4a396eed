import { IntlMessageFormat } from 'intl-messageformat';
import { type Finding, type FindingArgument } from '../../kernel/outcome.js';
import { catalogues } from '../../locales/index.js';
import { type Text } from '../views/page.js';
import { type Locale } from './locale.js';

export type MessageArguments = Readonly<Record<string, FindingArgument | undefined>>;

/** A key that no catalogue has, a code without a sentence: a mistake of ours, found by tests. */
export class UnknownMessage extends Error {}

const FLAT: Readonly<Record<Locale, ReadonlyMap<string, string>>> = {
  'zh-CN': flatten(catalogues['zh-CN']),
  en: flatten(catalogues.en),
};
const FINDING_KEYS = findingKeys(FLAT['zh-CN']);
const compiled: Readonly<Record<Locale, Map<string, IntlMessageFormat>>> = {
  'zh-CN': new Map(),
  en: new Map(),
};

/** Every key of the source catalogue with its message; for tests and the glossary. */
export function messages(locale: Locale): ReadonlyMap<string, string> {
  return FLAT[locale];
}

export function hasMessage(key: string): boolean {
  return FLAT['zh-CN'].has(key);
}

/** The message in the reader's language; plural and argument syntax of ICU. Throws on an unknown key. */
export function translate(locale: Locale, key: string, args?: MessageArguments): string {
  const source = FLAT[locale].get(key);
  if (source === undefined) throw new UnknownMessage(`no message ${key} in ${locale}`);
  if (!source.includes('{')) return source;
  let format = compiled[locale].get(key);
  if (format === undefined) {
    format = new IntlMessageFormat(source, locale, undefined, { ignoreTag: true });
    compiled[locale].set(key, format);
  }
  return String(format.format({ ...args }));
}

/** The sentence of a finding: `<capability>.findings.<code>`; codes are unique in the whole portal. */
export function sentence(locale: Locale, finding: Finding): string {
  const key = FINDING_KEYS.get(finding.code);
  if (key === undefined) throw new UnknownMessage(`no sentence for the finding ${finding.code}`);
  return translate(locale, key, finding.args && readableArguments(locale, finding.args));
}

export function hasSentence(code: string): boolean {
  return FINDING_KEYS.has(code);
}

/** A `Text` in the reader's language; an English name that is not known falls back to the Chinese one. */
export function readable(locale: Locale, text: Text): string {
  if (typeof text === 'string') return text;
  if ('finding' in text) return sentence(locale, text.finding);
  if ('key' in text) return translate(locale, text.key, text.args && readableArguments(locale, text.args));
  return locale === 'en' ? (text.en ?? text.zh) : text.zh;
}

function readableArguments(locale: Locale, args: Readonly<Record<string, unknown>>): MessageArguments {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null
        ? readable(locale, value as Text)
        : (value as FindingArgument),
    ]),
  );
}

function flatten(catalogue: object, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of Object.entries(catalogue) as [string, string | object][]) {
    const key = prefix + name;
    if (typeof value === 'string') flat.set(key, value);
    else for (const [inner, message] of flatten(value, `${key}.`)) flat.set(inner, message);
  }
  return flat;
}

function findingKeys(flat: ReadonlyMap<string, string>): Map<string, string> {
  const keys = new Map<string, string>();
  for (const key of flat.keys()) {
    const code = /^[^.]+(?:\.[^.]+)*?\.findings\.(.+)$/.exec(key)?.[1];
    if (code === undefined) continue;
    if (keys.has(code)) throw new UnknownMessage(`two sentences for the finding ${code}`);
    keys.set(code, key);
  }
  return keys;
}
