import { type FastifyReply } from 'fastify';
import { type Locale } from '../i18n/locale.js';
import { type Display, type PortalRequest } from './request.js';

const YEAR = 365 * 24 * 3600;

/**
 * Language, elder mode and theme: a query parameter sets and remembers them, a cookie keeps them, the browser's
 * languages come last, and Chinese is the default. Without JavaScript each switch is a plain link.
 */
export function displayOf(request: PortalRequest, reply: FastifyReply, secure: boolean): Display {
  const query = request.query as Record<string, unknown>;
  const { cookies } = request;
  const remember = (name: string, value: string): void => {
    reply.setCookie(name, value, { path: '/', maxAge: YEAR, sameSite: 'lax', httpOnly: true, secure });
  };
  const chosen = <T extends string>(name: string, allowed: readonly T[]): T | null => {
    const asked = allowed.find((value) => value === query[name]);
    if (asked !== undefined) {
      remember(name, asked);
      return asked;
    }
    return allowed.find((value) => value === cookies[name]) ?? null;
  };
  const short = chosen('lang', ['zh', 'zh-CN', 'en']);
  return {
    locale: short === null ? byBrowser(request.headers['accept-language']) : short === 'en' ? 'en' : 'zh-CN',
    mode: chosen('mode', ['standard', 'elder']) ?? 'standard',
    theme: chosen('theme', ['light', 'dark']) ?? 'light',
    print: query['print'] === '1',
  };
}

function byBrowser(header: string | undefined): Locale {
  const first = header
    ?.split(',')
    .map((part) => part.trim().toLowerCase())
    .find((part) => part.startsWith('zh') || part.startsWith('en'));
  return first?.startsWith('en') === true ? 'en' : 'zh-CN';
}
