import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, WrongConfiguration } from './config.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORM = 'v1.';

/**
 * Phones, accounts and identity numbers at rest: sealed with AES-256-GCM, and keyed fingerprints where equal values
 * have to be found without opening any. One key file beside the database; each use derives a key of its own from it.
 * (domain.md 6.3)
 */
@Injectable()
export class FieldKeys {
  private readonly root: Buffer;
  private readonly derived = new Map<string, Buffer>();

  constructor(@Inject(CONFIG) config: Config) {
    this.root = rootKey(config.fieldKeyFile);
  }

  /** The sealed form of a value; sealing the same value twice gives two different texts. */
  seal(value: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key('seal'), iv);
    const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    return FORM + Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url');
  }

  /** @throws Error when the text was not sealed with this key, or was changed since. */
  open(sealed: string): string {
    if (!sealed.startsWith(FORM)) throw new Error('not a sealed value');
    const bytes = Buffer.from(sealed.slice(FORM.length), 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.key('seal'), bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const body = bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  }

  /** HMAC-SHA256 in 64 hex digits: equal for equal values of one purpose, and of no use without the key. */
  fingerprint(purpose: string, value: string): string {
    return createHmac('sha256', this.key(`fingerprint ${purpose}`))
      .update(value, 'utf8')
      .digest('hex');
  }

  /** Whether a fingerprint, or its first digits (at least 8), belongs to the value; takes the same time either way. */
  fits(purpose: string, value: string, digits: string): boolean {
    if (digits.length < 8 || digits.length > 64) return false;
    const own = Buffer.from(this.fingerprint(purpose, value).slice(0, digits.length));
    const given = Buffer.from(digits);
    return own.length === given.length && timingSafeEqual(own, given);
  }

  private key(use: string): Buffer {
    let key = this.derived.get(use);
    if (key === undefined) {
      key = Buffer.from(hkdfSync('sha256', this.root, Buffer.alloc(0), use, 32));
      this.derived.set(use, key);
    }
    return key;
  }
}

/** The 32 bytes of the key file; made on first use, readable by its owner only. */
function rootKey(file: string): Buffer {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o400, flag: 'wx' });
  }
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new WrongConfiguration(`FIELD_KEY_FILE: ${file} holds no key of 64 hex digits`);
  return Buffer.from(text, 'hex');
}
