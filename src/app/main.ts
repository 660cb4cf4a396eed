import 'reflect-metadata';
import { readConfig, WrongConfiguration } from '../platform/config.js';
import { serve } from './serve.js';

try {
  await serve(readConfig('production'));
} catch (error) {
  const line = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${error instanceof WrongConfiguration ? 'configuration: ' : ''}${line}\n`);
  process.exitCode = 1;
}
