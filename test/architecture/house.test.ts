import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, type ExecutionContext, Get, Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory, Reflector } from '@nestjs/core';
import { VISITOR } from '../../src/kernel/viewer.js';
import { AccessRefusals } from '../../src/platform/web/access-refusals.js';
import { AccessGuard } from '../../src/platform/web/access.js';
import { SignInNeeded } from '../../src/platform/web/request.js';
import { Environment } from '../../src/platform/config.js';
import { hasMessage, hasSentence, messages } from '../../src/platform/i18n/translator.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { Renderer, templatesBelow } from '../../src/platform/views/renderer.js';
import { type Portal, startPortal } from '../support/app.js';
import { documents } from '../../src/app/documents.js';
import { routesOf } from '../../src/app/routes.js';

const sources = (readdirSync(join(ROOT, 'src'), { recursive: true }) as string[])
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(ROOT, 'src', name), 'utf8') }));
const templates = templatesBelow(join(ROOT, 'views'));

describe('imports', () => {
  const cruise = (folder: string): { status: number | null; output: string } => {
    const { status, stdout } = spawnSync(
      'node',
      [
        join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        'src',
        '--config',
        '.dependency-cruiser.cjs',
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    return { status, output: stdout };
  };

  test('point downward, and a planted upward one turns the gate red', () => {
    const copy = mkdtempSync(join(tmpdir(), 'portal-imports-'));
    try {
      for (const name of ['src', 'migrations', 'tsconfig.json', '.dependency-cruiser.cjs', 'package.json'])
        cpSync(join(ROOT, name), join(copy, name), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
      expect(cruise(copy)).toMatchObject({ status: 0 });
      writeFileSync(join(copy, 'src/kernel/planted.ts'), "export { Clock } from '../platform/clock.js';\n");
      writeFileSync(
        join(copy, 'src/credit/planted.rules.ts'),
        "export { type Award } from '../ventures/awards/award.entity.js';\n",
      );
      const { status, output } = cruise(copy);
      expect(status).not.toBe(0);
      expect(output).toContain('kernel-is-pure');
      expect(output).toContain('credit-floor');
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});

describe('catalogues', () => {
  const placeholders = (message: string): string[] =>
    [...new Set([...message.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ''))]
      .filter((name) => /^[a-z]\w*$/i.test(name))
      .sort();

  test('have the same keys and arguments in both languages', () => {
    const [zh, en] = [messages('zh-CN'), messages('en')];
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
    const simple = [...zh].filter(([, message]) => !/plural|select/.test(message + (en.get('') ?? '')));
    for (const [key, message] of simple)
      if (!/plural|select/.test(en.get(key) ?? ''))
        expect([key, placeholders(en.get(key) ?? '')]).toEqual([key, placeholders(message)]);
  });

  /** Keys that templates and pages name and no catalogue has. */
  const missingKeys = (pages: readonly { source: string }[], code: readonly { text: string }[]): string[] => {
    const named = [
      ...pages.flatMap(({ source }) => [...source.matchAll(/\{\{t "([^"]+)"/g)]),
      ...code.flatMap(({ text }) => [...text.matchAll(/key: '([a-z][\w.-]+)'/g)]),
    ].map(([, key]) => key ?? '');
    return [...new Set(named)].filter((key) => key.includes('.') && !hasMessage(key));
  };

  test('have every key that templates and pages name, and a planted missing one is seen', () => {
    expect(missingKeys(templates, sources)).toEqual([]);
    const planted = [{ source: '<h1>{{t "common.planted-in-a-template"}}</h1>' }];
    const code = [{ text: "label: { key: 'common.planted-in-code' }" }];
    expect(missingKeys([...templates, ...planted], [...sources, ...code])).toEqual([
      'common.planted-in-a-template',
      'common.planted-in-code',
    ]);
  });

  test('have a sentence for every finding', () => {
    const codes = sources
      .filter(({ name }) => !name.startsWith('locales'))
      .flatMap(({ text }) =>
        [...text.matchAll(/\{ code: '([a-z0-9-]+)'(?!, kind)/g)].map(([, code]) => code ?? ''),
      );
    expect([...new Set(codes)].filter((code) => !hasSentence(code))).toEqual([]);
  });
});

describe('templates', () => {
  test('compile strictly, and only the layouts print unescaped', () => {
    expect(new Renderer(join(ROOT, 'views')).names().length).toBeGreaterThan(40);
    const raw = templates.filter(({ source }) => /\{\{\{|\{\{&/.test(source)).map(({ name }) => name);
    expect(raw).toEqual(['layouts/main', 'layouts/print', 'layouts/public']);
  });

  test('have no inline style, script or handler, and quoted attributes', () => {
    const bad = templates
      .filter(({ source }) => / style="|<script>|<style|javascript:| on[a-z]+="|=\{\{/.test(source))
      .map(({ name }) => name);
    expect(bad).toEqual([]);
  });
});

describe('routes', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  test('every route declares who may use it', () => {
    const routes = routesOf(portal.app);
    expect(routes.length).toBeGreaterThan(60);
    expect(routes.filter(({ access }) => access === null)).toEqual([]);
  });

  test('a planted route without a declaration is seen, and refused to everybody', async () => {
    class PlantedController {
      secret(): string {
        return 'secret';
      }
    }
    Get('secret')(
      PlantedController.prototype,
      'secret',
      Object.getOwnPropertyDescriptor(PlantedController.prototype, 'secret') ?? {},
    );
    Controller('planted')(PlantedController);
    class PlantedModule {}
    Module({ imports: [DiscoveryModule], controllers: [PlantedController] })(PlantedModule);
    const app = await NestFactory.createApplicationContext(PlantedModule, { logger: false });
    expect(routesOf(app)).toEqual([{ method: 'GET', path: '/planted/secret', access: null }]);
    await app.close();
    const guard = new AccessGuard(portal.app.get(Reflector), portal.app.get(AccessRefusals));
    const context = (viewer: unknown): ExecutionContext =>
      ({
        getHandler: () => PlantedController.prototype.secret,
        getClass: () => PlantedController,
        switchToHttp: () => ({
          getRequest: () => ({
            viewer,
            originalUrl: '/planted/secret',
            routeOptions: { url: '/planted/secret' },
          }),
        }),
      }) as unknown as ExecutionContext;
    const admin = await portal.account('root', ['admin-system']);
    await expect(guard.canActivate(context(VISITOR))).rejects.toBeInstanceOf(SignInNeeded);
    await expect(guard.canActivate(context(admin))).rejects.toMatchObject({ kind: 'not-allowed' });
  });

  test('a visitor reaches no workspace, and no post without its token', async () => {
    for (const { method, path, access } of routesOf(portal.app)) {
      const address = path.replace(/:\w+/g, 'x');
      const reply =
        method === 'GET'
          ? await portal.web.visitor.get(address)
          : await portal.web.visitor.postRaw(address, 'a=1', 'application/x-www-form-urlencoded');
      expect([address, reply.statusCode >= 500]).toEqual([address, false]);
      if (access !== 'public') expect([address, reply.statusCode]).toEqual([address, 302]);
      else if (method === 'POST') expect([address, reply.statusCode]).toEqual([address, 403]);
    }
  });
});

describe('documents', () => {
  test('rights and state machines are what the tables print', () => {
    for (const [file, text] of Object.entries(documents()))
      expect(readFileSync(join(ROOT, file), 'utf8')).toBe(text);
  });

  test('.env.example lists exactly the variables of the configuration', () => {
    const listed = [...readFileSync(join(ROOT, '.env.example'), 'utf8').matchAll(/^([A-Z_]+)=/gm)]
      .map(([, name]) => name ?? '')
      .sort();
    const declared = [
      ...readFileSync(join(ROOT, 'src/platform/config.ts'), 'utf8').matchAll(/^ {2}([A-Z_]+)[?:]? ?[:=]/gm),
    ]
      .map(([, name]) => name ?? '')
      .sort();
    expect(listed).toEqual([...new Set(declared)]);
    expect(new Environment().PORT).toBe(3000);
  });
});
