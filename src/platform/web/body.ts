import qs from 'qs';
import { Problem } from '../../kernel/outcome.js';

/** A form's body may be this large; files travel on their own routes. */
export const BODY_LIMIT = 512 * 1024;
const PARAMETERS = 2_000;
const ROWS = 1_000;

/** Reads an urlencoded body: nested names (`lines[0][amount]`), bounded in every direction. */
export function readBody(bytes: Buffer): Record<string, unknown> {
  const body = parsed(strictText(bytes), ROWS);
  refuseUnspeakable(body);
  return body;
}

/** The query of an address, the same way; a broken one is an empty one, so that a pasted link still opens. */
export function readQuery(text: string): Record<string, unknown> {
  try {
    const query = parsed(text, 100);
    refuseUnspeakable(query);
    return query;
  } catch {
    return {};
  }
}

/** The body as it was encoded; bytes that are no UTF-8, bare or percent-encoded, are nobody's form. */
function strictText(bytes: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    decodeURIComponent(text);
    return text;
  } catch {
    throw new Problem('bad-request', 'not a form');
  }
}

function parsed(text: string, arrayLimit: number): Record<string, unknown> {
  try {
    return qs.parse(text, {
      depth: 4,
      arrayLimit,
      parameterLimit: PARAMETERS,
      throwOnLimitExceeded: true,
      charsetSentinel: false,
    });
  } catch {
    throw new Problem('too-large', 'too many fields');
  }
}

/** NUL and lone surrogates are no text in either database: refused before any form is read (security.md C44). */
export function refuseUnspeakable(value: unknown): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !value.isWellFormed()) throw new Problem('bad-request', 'not a text');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    refuseUnspeakable(name);
    refuseUnspeakable(inner);
  }
}
