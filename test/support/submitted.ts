import { createHash, randomUUID } from 'node:crypto';
import { type SignedIn } from '../../src/kernel/viewer.js';
import { found } from '../../src/kernel/outcome.js';
import { Application, BudgetLine } from '../../src/ventures/applications/application.entity.js';
import { roundByNumber } from '../../src/ventures/rounds/rounds.queries.js';
import { type Portal } from './app.js';
import { registeredBody } from './body.js';

/** A registered body of the city; answers its id. `n` makes its code and its name. */
export async function aBody(portal: Portal, registrar: SignedIn, n: number): Promise<string> {
  return await registeredBody(
    portal,
    registrar,
    `MJ9${String(n).padStart(5, '0')}`,
    `淮安市演示第${n}服务中心`,
  );
}

/** An application as it stands in the table once its round is closed and opened; answers its number. */
export async function submitted(
  { work, clock }: Portal,
  roundNumber: string,
  one: {
    readonly organizationId: string;
    readonly n: number;
    readonly askedFen?: number;
    readonly title?: string;
  },
): Promise<string> {
  const number = `${roundNumber}-${String(one.n).padStart(4, '0')}`;
  const id = randomUUID();
  const title = one.title ?? `敲门关爱第${one.n}期`;
  const { id: roundId } = found(await roundByNumber(work.reader, roundNumber));
  const askedFen = one.askedFen ?? 50_000_00;
  await work.write(async (tx) => {
    await tx.insert(Application, {
      id,
      roundId,
      organizationId: one.organizationId,
      number,
      status: 'SUBMITTED',
      title,
      field: 'ELDERLY',
      content: {
        title,
        field: 'ELDERLY',
        startOn: '2027-03-01',
        endOn: '2027-12-31',
        summary: '原来的摘要',
        need: '原来的需求',
        place: '某社区',
        beneficiaries: 100,
        goals: '目标',
        activities: '活动',
        risks: '',
        sustainability: '',
        team: [],
        contact: '李四',
      } as never,
      askedFen,
      submittedAt: clock.now(),
      contentHash: createHash('sha256').update(number).digest('hex'),
      ledgerSeq: 0,
      statusReason: null,
      changedAt: clock.now(),
      version: 1,
    });
    const lines = [
      ['ACTIVITY', '主题活动', askedFen, 'GRANT'],
      ['MATERIAL', '活动物资', askedFen, 'SELF_RAISED'],
    ] as const;
    await tx.insert(
      BudgetLine,
      lines.map(([category, item, fen, source], position) => ({
        id: randomUUID(),
        applicationId: id,
        position,
        category,
        item,
        unitPriceFen: fen,
        quantity: 1,
        times: 1,
        people: null,
        totalFen: fen,
        source,
        note: '',
      })),
    );
  });
  return number;
}
