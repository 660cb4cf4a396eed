import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';

/** What the scanner says of a file; no answer is an answer of its own, and never means clean. */
export type ScanAnswer =
  | { readonly state: 'CLEAN' }
  | { readonly state: 'FOUND'; readonly signature: string }
  | { readonly state: 'NO_ANSWER' };

const PATIENCE_MS = 20_000;
const LONGEST_ANSWER = 4_096;

/** A virus scanner that speaks clamd's INSTREAM over TCP or a Unix socket (`SCANNER_URL`). (security.md C63) */
@Injectable()
export class Scanner {
  readonly isConfigured: boolean;
  private readonly url: string | null;

  constructor(@Inject(CONFIG) config: Config) {
    this.url = config.scannerUrl;
    this.isConfigured = config.scannerUrl !== null;
  }

  /** Hands the file over in portions; whatever goes wrong on the way is no answer. */
  async scan(path: string): Promise<ScanAnswer> {
    if (this.url === null) return { state: 'NO_ANSWER' };
    const socket = connectTo(this.url);
    try {
      return meaningOf(await answerTo(socket, path));
    } catch {
      return { state: 'NO_ANSWER' };
    } finally {
      socket.destroy();
    }
  }
}

function connectTo(url: string): Socket {
  const socket = url.startsWith('unix:')
    ? connect(url.slice('unix:'.length))
    : connect(Number(new URL(url).port), new URL(url).hostname);
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('the scanner is silent')));
  return socket;
}

async function answerTo(socket: Socket, path: string): Promise<string> {
  const answer = new Promise<string>((resolve, reject) => {
    let text = '';
    socket.on('data', (part: Buffer) => {
      text += part.toString('latin1');
      if (text.includes('\u0000') || text.length > LONGEST_ANSWER) resolve(text);
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the scanner hung up')));
  });
  // A scanner that has heard enough answers before everything is sent.
  await Promise.race([answer, sent(socket, path)]);
  return answer;
}

async function sent(socket: Socket, path: string): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    socket.write(length);
    if (!socket.write(part)) await drained(socket);
  }
  socket.write(Buffer.alloc(4));
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('drain', resolve);
    socket.once('close', () => reject(new Error('the scanner hung up')));
  });
}

function meaningOf(text: string): ScanAnswer {
  const line = text.replace(/\u0000.*$/s, '').trim();
  if (line === 'stream: OK') return { state: 'CLEAN' };
  const signature = /^stream: (.+) FOUND$/.exec(line)?.[1];
  return signature === undefined
    ? { state: 'NO_ANSWER' }
    : { state: 'FOUND', signature: signature.slice(0, 120) };
}
