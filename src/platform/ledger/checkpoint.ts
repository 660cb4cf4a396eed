import { createPublicKey, sign, verify } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { keyId, type LedgerKey } from './keys.js';
import { type Tree } from './merkle.js';

/** A checkpoint is a C2SP signed note: origin, size, base64 root, a blank line, and the signature. */
export function signedNote(origin: string, { size, root }: Tree, key: LedgerKey): string {
  const text = `${origin}\n${size}\n${root.toString('base64')}\n`;
  const signature = sign(null, Buffer.from(text), key.privateKey);
  const stamp = Buffer.concat([keyId(origin, key.publicKey), signature]).toString('base64');
  return `${text}\n— ${origin} ${stamp}\n`;
}

/** The tree a note speaks of, or null when the note is not signed by this key. */
export function readNote(note: string, publicKey: Buffer): (Tree & { readonly origin: string }) | null {
  const split = note.indexOf('\n\n');
  const [origin = '', size = '', root = ''] = note.slice(0, split).split('\n');
  const [, stamp = ''] = /^— \S+ (\S+)$/m.exec(note.slice(split + 2)) ?? [];
  const bytes = Buffer.from(stamp, 'base64');
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const signed = Buffer.from(`${note.slice(0, split)}\n`);
  if (!keyId(origin, publicKey).equals(bytes.subarray(0, 4)) || !verify(null, signed, key, bytes.subarray(4)))
    return null;
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') };
}

/**
 * The signer's own memory, outside the database: every tree it ever signed, appended and synced before the note
 * leaves. A database restored from an old copy is noticed here. (security.md 6.3, rule 9)
 */
export class SignerMemory {
  private newest: Tree | null;

  constructor(private readonly file: string) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
    const [size, root] = (lines[lines.length - 1] ?? '').split(' ');
    this.newest =
      size !== undefined && root !== undefined
        ? { size: Number(size), root: Buffer.from(root, 'hex') }
        : null;
  }

  last(): Tree | null {
    return this.newest;
  }

  remember(tree: Tree): void {
    const handle = openSync(this.file, 'a', 0o600);
    try {
      writeSync(handle, `${tree.size} ${tree.root.toString('hex')}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    this.newest = tree;
  }
}
