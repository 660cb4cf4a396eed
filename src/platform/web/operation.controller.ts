import { statfs } from 'node:fs/promises';
import { Controller, Get, Inject, Req } from '@nestjs/common';
import { collectDefaultMetrics, register } from 'prom-client';
import { Problem } from '../../kernel/outcome.js';
import { CONFIG, type Config } from '../config.js';
import { row, sql } from '../database/sql.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Ledger } from '../ledger/ledger.js';
import { Public } from './access.js';
import { type Answer, plain } from './answer.js';
import { type PortalRequest } from './request.js';

const LEAST_FREE_BYTES = 200 * 1024 * 1024;
const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

/** Addresses for operators: alive, ready, metrics. */
@Public()
@Controller()
export class OperationController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly ledger: Ledger,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    register.clear();
    collectDefaultMetrics();
  }

  @Get('healthz')
  alive(): Answer {
    return plain('text/plain; charset=utf-8', 'ok\n');
  }

  /** 200 when every part is well, 503 otherwise, with the parts named. */
  @Get('readyz')
  async ready(): Promise<Answer> {
    const database = await row(this.work.reader, sql`SELECT 1 AS one`).then(
      () => true,
      () => false,
    );
    const { bavail, bsize } = await statfs(this.config.dataDir);
    const disk = bavail * bsize > LEAST_FREE_BYTES;
    const { ok: ledger } = this.ledger.health();
    const ready = database && disk && ledger;
    const answer = plain(
      'application/json; charset=utf-8',
      JSON.stringify({ ready, parts: { database, disk, ledger } }),
    );
    return answer.kind === 'plain' && !ready ? { ...answer, status: 503 } : answer;
  }

  @Get('metrics')
  async metrics(@Req() request: PortalRequest): Promise<Answer> {
    const token = this.config.metricsToken;
    const byToken = token !== null && request.headers.authorization === `Bearer ${token}`;
    if (!byToken && !LOOPBACK.test(request.ip)) throw new Problem('not-found');
    return plain(register.contentType, await register.metrics());
  }
}
