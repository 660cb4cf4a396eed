import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import Handlebars from 'handlebars';
import { type Locale } from '../i18n/locale.js';
import { assetAddress } from './assets.js';
import { formatters } from './formats.js';
import { type Chrome } from './page.js';

export type Layout = 'public' | 'main' | 'print' | 'mail';

interface HelperOptions {
  readonly data: { readonly chrome: { readonly locale: Locale } };
  readonly hash: Readonly<Record<string, unknown>>;
}
type Template = (context: object, options: { data: { chrome: Pick<Chrome, 'locale'> } }) => string;

/** The helpers that templates may use, beside if, unless, each and with. None queries, decides a right or sorts. */
export const KNOWN_HELPERS = [
  't',
  'text',
  'finding',
  'day',
  'instant',
  'money',
  'wan',
  'number',
  'percent',
  'href',
  'asset',
  'eq',
  'json',
] as const;

/**
 * Compiles every template below `views/` at once, strictly: an unknown helper, a missing partial or a missing
 * field throws instead of printing nothing. Its own Handlebars instance, so nothing registered elsewhere counts.
 */
export class Renderer {
  private readonly templates = new Map<string, Template>();

  constructor(folder: string) {
    const engine = Handlebars.create();
    registerHelpers(engine);
    const options = {
      strict: true,
      knownHelpersOnly: true,
      knownHelpers: Object.fromEntries(KNOWN_HELPERS.map((name) => [name, true])),
    };
    for (const { name, source } of templatesBelow(folder)) {
      // NB: a partial handed over as text would be compiled by Handlebars without strictness.
      const partial = partialName(name);
      if (partial !== null) {
        engine.partials[partial] = engine.compile(source, options) as Handlebars.Template;
      } else {
        this.templates.set(name, engine.compile(source, options));
      }
    }
  }

  /** Names of all page templates, `organizations/list`, for tests. */
  names(): readonly string[] {
    return [...this.templates.keys()];
  }

  /** The page inside its layout. `chrome` travels as Handlebars data; nothing else reaches a template sideways. */
  page(template: string, layout: Layout, model: object, chrome: Chrome): string {
    const body = this.render(template, model, chrome);
    return this.render(`layouts/${layout}`, { ...model, body }, chrome);
  }

  /** A template alone: a mail, a fragment. */
  render(template: string, model: object, chrome: Pick<Chrome, 'locale'>): string {
    const compiled = this.templates.get(template);
    if (compiled === undefined) throw new Error(`no template ${template}`);
    return compiled(model, { data: { chrome } });
  }
}

/** Every `.hbs` below the folder as `{ name: 'organizations/list', source }`. */
export function templatesBelow(folder: string): { readonly name: string; readonly source: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({
      name: relative(folder, path).slice(0, -'.hbs'.length).split(sep).join('/'),
      source: readFileSync(path, 'utf8'),
    }));
}

/** `partials/pager` is `pager`; `organizations/_facts`, used by one page only, keeps its path. */
function partialName(template: string): string | null {
  if (template.startsWith('partials/')) return template.slice('partials/'.length);
  return /(^|\/)_/.test(template) ? template : null;
}

function registerHelpers(engine: typeof Handlebars): void {
  const localeOf = ({ data }: HelperOptions): Locale => data.chrome.locale;
  engine.registerHelper('t', (key: string, options: HelperOptions) =>
    formatters.message(localeOf(options), key, options.hash),
  );
  for (const name of ['text', 'finding', 'day', 'instant', 'money', 'wan', 'number', 'percent'] as const) {
    const format = formatters[name];
    engine.registerHelper(name, (value: unknown, options: HelperOptions) => format(localeOf(options), value));
  }
  engine.registerHelper('href', (address: unknown) => formatters.href(address));
  engine.registerHelper('asset', (name: string) => assetAddress(name));
  // A data block of a page (JSON-LD). Nothing in it can close the block: every `<` is written as an escape.
  engine.registerHelper(
    'json',
    (value: unknown) => new engine.SafeString(JSON.stringify(value).replace(/</g, '\\u003c')),
  );
  engine.registerHelper('eq', (left: unknown, right: unknown) => left === right);
}
