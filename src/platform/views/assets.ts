import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';

/** The project's root, from the compiled file below dist as well as from the source. */
export const ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));
/** Where `tools/build-assets.mjs` writes; absent in development and tests, where plain names are served. */
export const BUILT_ASSETS = join(ROOT, 'dist', 'public');

let manifest: Readonly<Record<string, string>> | null = null;

/** The address of a style, script or picture: hashed and immutable after a build. */
export function assetAddress(name: string): string {
  manifest ??= readManifest();
  return `/assets/${manifest[name] ?? name}`;
}

function readManifest(): Readonly<Record<string, string>> {
  const file = join(BUILT_ASSETS, 'manifest.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}

function rootAbove(folder: string): string {
  for (let at = folder; at !== dirname(at); at = dirname(at)) if (existsSync(join(at, 'package.json'))) return at;
  throw new Error('no package.json above the source');
}
