import { createServer, type Server, type Socket } from 'node:net';
import { type AddressInfo } from 'node:net';

export const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

/** A scanner that speaks clamd's INSTREAM and knows one virus, more when it is taught. */
export interface FakeClamd {
  readonly url: string;
  /** How it behaves from now on: answers, hangs up, or talks nonsense. */
  mood: 'answers' | 'hangs-up' | 'nonsense';
  readonly viruses: string[];
  scanned: number;
  close(): Promise<void>;
}

export async function fakeClamd(socketPath?: string): Promise<FakeClamd> {
  const clamd = { mood: 'answers' as FakeClamd['mood'], viruses: [EICAR], scanned: 0 };
  const server = createServer((socket) => serve(socket, clamd));
  await new Promise<void>((resolve) => {
    if (socketPath === undefined) server.listen(0, '127.0.0.1', resolve);
    else server.listen(socketPath, resolve);
  });
  const url = socketPath === undefined ? `tcp://127.0.0.1:${portOf(server)}` : `unix:${socketPath}`;
  return Object.assign(clamd, {
    url,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function serve(socket: Socket, clamd: Pick<FakeClamd, 'mood' | 'viruses' | 'scanned'>): void {
  let heard = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: Buffer) => {
    heard = Buffer.concat([heard, part]);
    if (clamd.mood === 'hangs-up') {
      socket.destroy();
      return;
    }
    const content = streamed(heard);
    if (content === null) return;
    clamd.scanned += 1;
    const virus = clamd.viruses.find((one) => content.includes(one));
    const verdict = virus === undefined ? 'stream: OK' : 'stream: Test-Signature FOUND';
    socket.end(`${clamd.mood === 'nonsense' ? 'INSTREAM size limit exceeded. ERROR' : verdict}\0`);
  });
}

/** The content when the empty portion at the end has arrived, else null. */
function streamed(heard: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = 'zINSTREAM\0'.length; at + 4 <= heard.length;) {
    const length = heard.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(heard.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
