const LONGEST_NAME = 120;
const RESERVED = /^(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?=\.|$)/i;

/**
 * A name as it is kept and shown: the last part of whatever path was sent, without control characters and marks that
 * turn the direction of writing, without what another system could not store, shortened in front of its ending. (C60)
 */
export function cleanFileName(sent: string): string {
  const last = sent.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .replace(RESERVED, '_$&');
  const signs = [...plain];
  if (signs.length <= LONGEST_NAME) return plain === '' ? '_' : plain;
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(plain)?.[0] ?? '';
  return signs.slice(0, LONGEST_NAME - ending.length).join('') + ending;
}
