#!/usr/bin/env node
/** Writes docs/rights.md and docs/state-machines.md from the tables in the code; run after `npm run build`. */
import { writeFileSync } from 'node:fs';
import { documents } from '../dist/src/app/documents.js';

for (const [file, text] of Object.entries(documents())) writeFileSync(file, text);
