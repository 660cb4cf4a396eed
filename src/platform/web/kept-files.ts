import { FormText } from './form-fields.js';

/** A file that an earlier, refused try has kept. */
export class KeptForm {
  @FormText({ max: 1000 }) token: string;
}

/** The tokens of kept files, also from a form that was refused for another reason. */
export function tokensIn(values: Readonly<Record<string, unknown>>): string[] {
  const kept = values['kept'];
  return (Array.isArray(kept) ? (kept as unknown[]) : []).flatMap((one) => {
    const token = typeof one === 'object' && one !== null ? (one as Record<string, unknown>)['token'] : null;
    return typeof token === 'string' ? [token] : [];
  });
}
