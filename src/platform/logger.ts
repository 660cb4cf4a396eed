import { type LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';

/** Identity numbers, mobile numbers and bank accounts never reach a log line, wherever they come from. */
const PERSONAL = [
  [/\b\d{6}(?:19|20)\d{9}[\dXx]\b/g, '[id-number]'],
  [/(?<!\d)1[3-9]\d{9}(?!\d)/g, '[mobile]'],
  [/(?<!\d)\d{16,19}(?!\d)/g, '[account]'],
] as const;

/** Nest's logger over pino: JSON lines, route patterns instead of addresses, personal numbers blacked out. */
export class PortalLogger implements LoggerService {
  readonly pino: Logger;

  constructor(level: string) {
    this.pino = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  }

  log(message: unknown, context?: string): void {
    this.pino.info({ context }, redacted(message));
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, redacted(message));
  }

  debug(message: unknown, context?: string): void {
    this.pino.debug({ context }, redacted(message));
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.pino.error({ context, stack: stack === undefined ? undefined : redacted(stack) }, redacted(message));
  }
}

/** The text without numbers that could belong to a person. */
export function redacted(message: unknown): string {
  const text =
    message instanceof Error
      ? message.message
      : typeof message === 'string'
        ? message
        : JSON.stringify(message);
  return PERSONAL.reduce((line, [pattern, mark]) => line.replace(pattern, mark), text);
}
