import { type Fields } from './web.js';

/** The fields of the judgements' form of a page, with this word on every rule (or on those that `says` names). */
export function judgementsIn(
  html: string,
  says: (rule: {
    readonly key: string;
    readonly engine: string;
  }) => { readonly officer: string; readonly reason?: string } | null = () => ({
    officer: 'PASS',
  }),
): Fields {
  const hidden = (name: string): string[] =>
    [...html.matchAll(new RegExp(`name="rules\\[\\d+\\]\\[${name}\\]" value="([^"]*)"`, 'g'))].map(
      ([, value]) => value ?? '',
    );
  const [keys, engines] = [hidden('key'), hidden('engine')];
  return Object.fromEntries(
    keys.flatMap((key, i) => {
      const said = says({ key, engine: engines[i] ?? '' });
      const all = { key, engine: engines[i] ?? '', ...said };
      return Object.entries(all).map(([name, value]) => [`rules[${i}][${name}]`, value]);
    }),
  );
}
