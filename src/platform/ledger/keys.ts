import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface LedgerKey {
  readonly privateKey: KeyObject;
  /** 32 bytes. */
  readonly publicKey: Buffer;
}

/** Makes an Ed25519 key readable by its owner only; refuses to overwrite one. */
export function createKeyFile(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o400, flag: 'wx' });
}

export function readKeyFile(file: string): LedgerKey {
  const privateKey = createPrivateKey(readFileSync(file, 'utf8'));
  const raw = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return { privateKey, publicKey: raw.subarray(raw.length - 32) };
}

/** C2SP signed note: the first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). */
export function keyId(name: string, publicKey: Buffer): Buffer {
  return createHash('sha256')
    .update(name)
    .update(Buffer.of(0x0a, 0x01))
    .update(publicKey)
    .digest()
    .subarray(0, 4);
}

/** The verifier key as C2SP writes it: `name+hex(id)+base64(0x01‖key)`. */
export function verifierKey(name: string, publicKey: Buffer): string {
  return `${name}+${keyId(name, publicKey).toString('hex')}+${Buffer.concat([Buffer.of(1), publicKey]).toString('base64')}`;
}
