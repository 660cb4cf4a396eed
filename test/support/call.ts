import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { type SignedIn } from '../../src/kernel/viewer.js';
import { row, run, sql } from '../../src/platform/database/sql.js';
import { ROOT } from '../../src/platform/views/assets.js';
import { ReferenceService } from '../../src/reference/reference.service.js';
import { BudgetLine } from '../../src/ventures/applications/application.entity.js';
import { type Portal } from './app.js';
import { registeredBody } from './body.js';

export interface Body {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string;
  /** The applicant of the body; `ngo-1`, `ngo-2` … */
  readonly viewer: SignedIn;
}

/** Reference data, officers and so many bodies with an applicant each. */
export async function castOf(portal: Portal, count: number): Promise<readonly Body[]> {
  await portal.app.get(ReferenceService).importFrom(join(ROOT, 'seeds/reference'));
  const registrar = await portal.account('registrar', ['registry-officer']);
  await portal.account('officer', ['programme-officer']);
  await portal.account('officer-2', ['programme-officer']);
  const bodies: Body[] = [];
  for (let n = 1; n <= count; n += 1) {
    const code = `MJ99${String(n).padStart(4, '0')}`;
    const name = `淮安市虚构第${n}服务中心`;
    const id = await registeredBody(portal, registrar, code, name);
    const creditCode = makeCreditCode('SERVICE_INSTITUTION', '320800', code);
    const viewer = await portal.account(`ngo-${n}`, ['applicant'], { organizationId: id });
    bodies.push({ id, name, creditCode, viewer });
  }
  return bodies;
}

/** A budget within every rule: 20,000 asked, 15,000 of one's own. */
export const LINES = [
  { category: 'ACTIVITY', item: '活动', unitPriceFen: 200_000, quantity: 10, times: 1, source: 'GRANT' },
  {
    category: 'MATERIAL',
    item: '物资',
    unitPriceFen: 1_500_000,
    quantity: 1,
    times: 1,
    source: 'SELF_RAISED',
  },
] as const;

const COMPLETE = {
  startOn: '2027-01-01',
  endOn: '2027-12-31',
  place: '某社区',
  beneficiaries: 100,
  summary: '摘要',
  need: '需求',
  goals: '目标',
  activities: '活动',
  risks: '',
  sustainability: '',
  team: [{ id: 'a1', name: '李四', role: '负责人' }],
  contact: '李四',
};

/** A draft as it lies in the database, complete unless told otherwise; answers its id. */
export async function plantDraft(
  portal: Portal,
  roundNumber: string,
  body: Body,
  more: {
    readonly title?: string;
    readonly field?: string | null;
    readonly content?: Readonly<Record<string, unknown>>;
    readonly lines?: readonly (typeof LINES)[number][];
  } = {},
): Promise<string> {
  const id = randomUUID();
  const { title = '敲门关爱', field = 'ELDERLY', content = {}, lines = LINES } = more;
  const askedFen = lines
    .filter(({ source }) => source === 'GRANT')
    .reduce((sum, line) => sum + line.unitPriceFen * line.quantity * line.times, 0);
  await portal.work.write(async (tx) => {
    const round = await row<{ id: string }>(
      tx,
      sql`SELECT id FROM grant_round WHERE number = ${roundNumber}`,
    );
    const text = JSON.stringify({ ...COMPLETE, title, ...(field === null ? {} : { field }), ...content });
    await run(
      tx,
      sql`INSERT INTO application (id, round_id, organization_id, number, status, title, field, content, asked_fen, changed_at, version)
          VALUES (${id}, ${round?.id}, ${body.id}, NULL, 'DRAFT', ${title}, ${field}, ${text}, ${askedFen}, ${portal.clock.now()}, 1)`,
    );
    const rows = lines.map((line, position) => ({
      ...line,
      id: randomUUID(),
      applicationId: id,
      position,
      people: null,
      activity: null,
      totalFen: line.unitPriceFen * line.quantity * line.times,
      note: '',
    }));
    if (rows.length > 0) await tx.insert(BudgetLine, rows);
  });
  return id;
}
