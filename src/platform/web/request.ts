import { type FastifyRequest } from 'fastify';
import { type Viewer } from '../../kernel/viewer.js';
import { type Locale } from '../i18n/locale.js';

/** How a page is shown, decided on the server from cookies, so that nothing flickers. */
export interface Display {
  readonly locale: Locale;
  readonly mode: 'standard' | 'elder';
  readonly theme: 'light' | 'dark';
  readonly print: boolean;
}

/** What the hooks of `app/web.ts` put on every request before a guard runs. */
export interface PortalRequest extends FastifyRequest {
  viewer?: Viewer;
  display: Display;
  /** The address asked for ended in `.json`. */
  wantsJson: boolean;
}

/** Thrown by the guard for a visitor on a page that needs a sign-in: answered with 302 to /sign-in?next=. */
export class SignInNeeded extends Error {
  constructor(readonly next: string) {
    super('sign-in needed');
  }
}
