#!/usr/bin/env node
/** Joins the style sheets and writes every public file as <name>.<hash>.<ext>, with .br and .gz beside it, and a manifest. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const SHEETS = ['tokens', 'base', 'layout', 'components', 'utilities', 'print'];
const target = join('dist', 'public');
const css = SHEETS.map((name) => readFileSync(join('public', 'css', `${name}.css`), 'utf8')).join('\n');
const smaller = css
  .replace(/\/\*[\s\S]*?\*\//g, '')
  .replace(/\s+/g, ' ')
  .replace(/\s*([{};])\s*/g, '$1')
  .trim();

const files = [['css/site.css', Buffer.from(smaller)]];
for (const folder of ['js', 'icons'])
  for (const name of readdirSync(join('public', folder)))
    files.push([`${folder}/${name}`, readFileSync(join('public', folder, name))]);

rmSync(target, { recursive: true, force: true });
const manifest = {};
for (const [name, content] of files) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const hashed = join(dirname(name), `${basename(name, extname(name))}.${hash}${extname(name)}`).replaceAll(
    '\\',
    '/',
  );
  const path = join(target, hashed);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  writeFileSync(`${path}.br`, brotliCompressSync(content));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  manifest[name] = hashed;
}
writeFileSync(join(target, 'manifest.json'), JSON.stringify(manifest, null, 2));
