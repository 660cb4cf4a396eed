/** A page as a test reads it: fields, messages, links. Small regular expressions over our own strict templates. */
export class Page {
  constructor(readonly html: string) {}

  token(): string | null {
    return /name="_csrf" value="([^"]+)"/.exec(this.html)?.[1] ?? null;
  }

  /** The words of the page without tags. */
  text(): string {
    const words = this.html.replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' ');
    return unescaped(words).replace(/\s+/g, ' ').trim();
  }

  heading(): string {
    return stripped(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(this.html)?.[1] ?? '');
  }

  /** The value of a field by its HTML name, wherever it stands: input, textarea or the chosen option. */
  value(name: string): string | null {
    const quoted = escapedName(name);
    const area = new RegExp(`<textarea[^>]*name="${quoted}"[^>]*>([\\s\\S]*?)</textarea>`).exec(
      this.html,
    )?.[1];
    if (area !== undefined) return unescaped(area.replace(/^\n/, ''));
    const select = new RegExp(`<select[^>]*name="${quoted}"[^>]*>([\\s\\S]*?)</select>`).exec(this.html)?.[1];
    if (select !== undefined)
      return unescaped(/<option[^>]*value="([^"]*)"[^>]*selected/.exec(select)?.[1] ?? '');
    const inputs = [...this.html.matchAll(new RegExp(`<input[^>]*name="${quoted}"[^>]*>`, 'g'))].map(
      ([tag]) => tag,
    );
    const chosen = inputs.find((tag) => !/type="(radio|checkbox)"/.test(tag) || /\schecked/.test(tag));
    return chosen === undefined ? null : unescaped(/value="([^"]*)"/.exec(chosen)?.[1] ?? '');
  }

  /** The message beside a field: the element whose id is `<field id>-error`. */
  error(name: string): string | null {
    const id = name.replace(/\[/g, '-').replace(/\]/g, '');
    const found = new RegExp(`id="${escapedName(id)}-error"[^>]*>([\\s\\S]*?)</p>`).exec(this.html)?.[1];
    return found === undefined ? null : stripped(found);
  }

  /** The forms that post, with the names of what they would send. */
  forms(): readonly PageForm[] {
    return [...this.html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)]
      .filter(([, head]) => /method="post"/.test(head ?? ''))
      .map(([, head = '', body = '']) => ({
        action: unescaped(/action="([^"]*)"/.exec(head)?.[1] ?? ''),
        multipart: head.includes('multipart/form-data'),
        fields: fieldsIn(body),
      }));
  }

  links(): readonly string[] {
    return [...this.html.matchAll(/<a[^>]*href="([^"]*)"/g)].map(([, href]) => unescaped(href ?? ''));
  }

  hasLink(href: string): boolean {
    return this.links().includes(href);
  }
}

/** A field a person can fill in; `hidden` ones travel along as they are. */
export interface FormField {
  readonly name: string;
  readonly kind: 'text' | 'long' | 'secret' | 'number' | 'day' | 'choice' | 'tick' | 'file' | 'hidden';
  readonly value: string;
}

export interface PageForm {
  readonly action: string;
  readonly multipart: boolean;
  readonly fields: readonly FormField[];
}

function fieldsIn(body: string): FormField[] {
  const seen = new Map<string, FormField>();
  for (const [tag, element = ''] of body.matchAll(/<(input|select|textarea)\b[^>]*>/g)) {
    const name = unescaped(/\bname="([^"]*)"/.exec(tag)?.[1] ?? '');
    const value = unescaped(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '');
    if (name !== '' && name !== '_csrf' && !seen.has(name))
      seen.set(name, { name, kind: kindOf(tag, element), value });
  }
  return [...seen.values()];
}

const KINDS: Readonly<Record<string, FormField['kind']>> = {
  password: 'secret',
  date: 'day',
  'datetime-local': 'day',
  radio: 'choice',
  checkbox: 'tick',
  file: 'file',
  hidden: 'hidden',
};

function kindOf(tag: string, element: string): FormField['kind'] {
  if (element === 'textarea') return 'long';
  if (element === 'select') return 'choice';
  const known = KINDS[/\btype="([^"]*)"/.exec(tag)?.[1] ?? 'text'];
  return known ?? (/inputmode="(numeric|decimal)"/.test(tag) ? 'number' : 'text');
}

function escapedName(name: string): string {
  return name.replace(/[[\]().*+?^${}|\\]/g, '\\$&');
}

function stripped(html: string): string {
  return unescaped(html.replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function unescaped(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}
