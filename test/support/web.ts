import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type LightMyRequestResponse } from 'fastify';
import { Page } from './html.js';

export type Fields = Readonly<Record<string, string | number | readonly string[]>>;

/** What a browser would hold: cookies. Every reply is also readable as a page. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly app: NestFastifyApplication) {}

  /** The cookies as a header, for a request that is made by hand. */
  cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send({ method: 'GET', url: path, headers });
  }

  /** Posts a form with the token of the last page that showed one (fetching `from`, or the path itself, for it). */
  async post(path: string, fields: Fields = {}, from = path): Promise<Reply> {
    const token = await this.token(from);
    return this.postRaw(path, encoded({ _csrf: token, ...fields }), 'application/x-www-form-urlencoded');
  }

  /** A body exactly as given, with no token added. */
  async postRaw(path: string, body: string | Buffer, type?: string): Promise<Reply> {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    return this.send({ method: 'POST', url: path, headers, payload: body });
  }

  /** Posts a form with a file, or with several, as multipart. */
  async upload(
    path: string,
    files: UploadedFile | readonly UploadedFile[],
    fields: Fields = {},
    from = path,
  ): Promise<Reply> {
    const boundary = 'portal-test-boundary';
    const token = await this.token(from);
    const texts = Object.entries({ _csrf: token, ...fields }).map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${String(value)}\r\n`,
    );
    const parts = [files]
      .flat()
      .flatMap(({ field, name, type, content }) => [
        Buffer.from(
          `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
        ),
        content,
        Buffer.from('\r\n'),
      ]);
    const body = Buffer.concat([Buffer.from(texts.join('')), ...parts, Buffer.from(`--${boundary}--\r\n`)]);
    return this.postRaw(path, body, `multipart/form-data; boundary=${boundary}`);
  }

  /** A token from a page with a form; every workspace page has one in its sign-out form. */
  async token(from: string): Promise<string> {
    for (const path of [from, '/account', '/sign-in']) {
      const reply = await this.get(path);
      const token = reply.statusCode < 500 && isHtml(reply) ? reply.page.token() : null;
      if (token !== null) return token;
    }
    throw new Error(`no page with a token, looked at ${from}`);
  }

  private async send(request: {
    method: 'GET' | 'POST';
    url: string;
    headers: Record<string, string>;
    payload?: string | Buffer;
  }): Promise<Reply> {
    const cookie = this.cookie();
    const reply = await this.app.inject({
      ...request,
      headers: { ...request.headers, ...(cookie === '' ? {} : { cookie }) },
    });
    for (const { name, value, maxAge, expires } of reply.cookies as {
      name: string;
      value: string;
      maxAge?: number;
      expires?: Date;
    }[]) {
      if (maxAge === 0 || (expires !== undefined && expires.getTime() <= 1_000)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return Object.assign(reply, { page: new Page(isHtml(reply) ? reply.body : '') });
  }
}

export type Reply = LightMyRequestResponse & { readonly page: Page };

export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** One browser per user, signed in through the real form on first use; `visitor` is nobody. */
export class Web {
  private readonly browsers = new Map<string, Promise<Browser>>();
  readonly visitor: Browser;

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly password: string,
  ) {
    this.visitor = new Browser(app);
  }

  as(username: string): SignedInBrowser {
    let browser = this.browsers.get(username);
    if (browser === undefined) {
      browser = this.signIn(username);
      this.browsers.set(username, browser);
    }
    return new SignedInBrowser(browser);
  }

  private async signIn(username: string): Promise<Browser> {
    const browser = new Browser(this.app);
    const reply = await browser.post('/sign-in', { username, password: this.password });
    if (reply.statusCode !== 303) throw new Error(`${username} could not sign in: ${reply.statusCode}`);
    return browser;
  }
}

/** So that tests can say `web.as('officer').get(…)` without awaiting the sign-in first. */
export class SignedInBrowser {
  constructor(private readonly browser: Promise<Browser>) {}

  async get(path: string, headers?: Record<string, string>): Promise<Reply> {
    return (await this.browser).get(path, headers);
  }

  async post(path: string, fields?: Fields, from?: string): Promise<Reply> {
    return (await this.browser).post(path, fields, from);
  }

  async postRaw(path: string, body: string | Buffer, type?: string): Promise<Reply> {
    return (await this.browser).postRaw(path, body, type);
  }

  async token(from: string): Promise<string> {
    return (await this.browser).token(from);
  }

  async upload(
    path: string,
    files: UploadedFile | readonly UploadedFile[],
    fields?: Fields,
    from?: string,
  ): Promise<Reply> {
    return (await this.browser).upload(path, files, fields, from);
  }
}

/** A file field that was left empty, as browsers send it. */
export const noFile = (field: string): UploadedFile => ({
  field,
  name: '',
  type: 'application/octet-stream',
  content: Buffer.alloc(0),
});

export function encoded(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly string[]) : [value]).map(
      (one) => [name, String(one)] as const,
    ),
  );
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

function isHtml(reply: LightMyRequestResponse): boolean {
  return String(reply.headers['content-type'] ?? '').startsWith('text/html');
}
