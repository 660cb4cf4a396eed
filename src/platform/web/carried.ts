import { deflateRawSync, inflateRawSync } from 'node:zlib';

const MOST_CARRIED = 1_000_000;

/**
 * What a page carries along in a hidden field so that the next request knows where it started from. It is no secret
 * and nothing is believed because of it: whoever sends another one misleads himself alone.
 */
export function carried(value: unknown): string {
  return deflateRawSync(JSON.stringify(value)).toString('base64url');
}

/** What came back in that field; null when it is not what a page of ours carries. */
export function carriedBack(text: unknown): unknown {
  if (typeof text !== 'string' || text === '') return null;
  try {
    const bytes = inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: MOST_CARRIED });
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
