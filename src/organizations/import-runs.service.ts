import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type Finding, found, Problem } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { PortalLogger } from '../platform/logger.js';
import { kindOf } from '../platform/web/problem.filter.js';
import { type IncomingFile } from '../platform/web/upload.js';
import { type ImportPlan, type ImportResult, RegisterImportService } from './register-import.service.js';

const MOST_RUNS = 5;

/** Where an import stands: `done` of `total` rows in this stage, and what the stage before it left behind. */
export interface ImportRun {
  readonly id: string;
  readonly owner: string;
  readonly fileName: string;
  stage: 'checking' | 'refused' | 'checked' | 'storing' | 'stored';
  done: number;
  total: number;
  findings: readonly Finding[];
  plan: ImportPlan | null;
  result: ImportResult | null;
}

/**
 * Imports under way, so that the browser can watch them. They live in memory: a restart forgets a plan nobody has
 * confirmed, and a file that was being stored is then wholly in or wholly out. One import stores at a time.
 */
@Injectable()
export class ImportRunsService {
  /** What is done within this time needs no page of progress. */
  patienceMs = 700;
  private readonly runs = new Map<string, ImportRun>();

  constructor(
    private readonly imports: RegisterImportService,
    private readonly logger: PortalLogger,
  ) {}

  /** Takes the file over and begins to judge it; answers at once with a long file, and with the report of a short one. */
  async begin(viewer: SignedIn, incoming: IncomingFile): Promise<ImportRun> {
    const run: ImportRun = {
      id: randomUUID(),
      owner: viewer.accountId,
      fileName: incoming.name,
      stage: 'checking',
      done: 0,
      total: 0,
      findings: [],
      plan: null,
      result: null,
    };
    const path = `${incoming.path}.import`;
    await rename(incoming.path, path);
    this.runs.set(run.id, run);
    const idle = [...this.runs.values()].filter(({ stage }) => stage !== 'checking' && stage !== 'storing');
    for (const { id } of idle.slice(0, -MOST_RUNS)) this.runs.delete(id);
    await this.patiently(run, this.check(run, path));
    return run;
  }

  /** Stores the good rows of a run that was checked; a second word for the same run changes nothing. */
  async confirm(viewer: SignedIn, id: string): Promise<ImportRun> {
    const run = this.runOf(viewer, id);
    if (run.stage !== 'checked' || run.plan === null) return run;
    if ([...this.runs.values()].some(({ stage }) => stage === 'storing')) throw new Problem('busy');
    run.stage = 'storing';
    run.done = 0;
    run.total = run.plan.added.length + run.plan.changed.length;
    await this.patiently(run, this.store(viewer, run, run.plan));
    return run;
  }

  /** Not found for anybody but its owner. */
  runOf(viewer: SignedIn, id: string): ImportRun {
    const run = found(this.runs.get(id));
    if (run.owner !== viewer.accountId) throw new Problem('not-found');
    return run;
  }

  private async check(run: ImportRun, path: string): Promise<void> {
    try {
      const outcome = await this.imports.plan(path, run.fileName, (done, total) => counted(run, done, total));
      if (outcome.ok) run.plan = outcome.value;
      else run.findings = outcome.findings;
      run.stage = outcome.ok ? 'checked' : 'refused';
    } finally {
      await rm(path, { force: true });
    }
  }

  private async store(viewer: SignedIn, run: ImportRun, plan: ImportPlan): Promise<void> {
    run.result = await this.imports.carryOut(viewer, plan, (done, total) => counted(run, done, total));
    run.stage = 'stored';
  }

  private async patiently(run: ImportRun, work: Promise<void>): Promise<void> {
    const watched = work.catch((error: unknown) => {
      const lost = kindOf(error) === 'changed-meanwhile';
      run.stage = 'refused';
      run.findings = [{ code: lost ? 'import-register-changed' : 'import-broken', field: 'file' }];
      if (!lost)
        this.logger.error(error, error instanceof Error ? error.stack : undefined, 'ImportRunsService');
    });
    await Promise.race([watched, pause(this.patienceMs, undefined, { ref: false })]);
  }
}

function counted(run: ImportRun, done: number, total: number): void {
  run.done = done;
  run.total = total;
}
