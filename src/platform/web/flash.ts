import { type FastifyReply } from 'fastify';
import { type Flash } from './answer.js';
import { type PortalRequest } from './request.js';

const COOKIE = 'flash';

/** The message for the next page travels in a signed cookie: one less write for every accepted form. */
export function putFlash(reply: FastifyReply, flash: Flash, secure: boolean): void {
  const value = Buffer.from(JSON.stringify(flash)).toString('base64url');
  reply.setCookie(COOKIE, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    signed: true,
    maxAge: 60,
  });
}

/** The message left by the request before this one; shown once. */
export function takeFlash(request: PortalRequest, reply: FastifyReply): Flash | null {
  const raw = request.cookies[COOKIE];
  if (raw === undefined) return null;
  reply.clearCookie(COOKIE, { path: '/' });
  const { valid, value } = request.unsignCookie(raw);
  if (!valid) return null;
  return JSON.parse(Buffer.from(value, 'base64url').toString('utf8')) as Flash;
}
