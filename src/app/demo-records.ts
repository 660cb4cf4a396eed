import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CorrectionsService } from '../credit/records/corrections.service.js';
import { type RecordObjectionsService } from '../credit/records/record-objections.service.js';
import { type CreditEntry } from '../credit/records/record-fields.rules.js';
import { type CreditClass } from '../credit/records/record.rules.js';
import { waitingRecords } from '../credit/records/records.queries.js';
import { type RecordsService } from '../credit/records/records.service.js';
import { waysToApprove } from '../credit/records/repair-terms.rules.js';
import { type RepairsService } from '../credit/records/repairs.service.js';
import { type EntityManager } from 'typeorm';
import { addDays, type CalendarDay } from '../kernel/calendar.js';
import { type Outcome } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { type ScriptedClock } from '../platform/clock.js';
import { type FileStore, type StoredFile } from '../platform/files/file-store.js';
import { type Cast, member } from './demo-accounts.js';
import { at, type DemoBody } from './demo-ventures.js';

export interface RecordHands {
  readonly clock: ScriptedClock;
  readonly cast: Cast;
  readonly records: RecordsService;
  readonly corrections: CorrectionsService;
  readonly repairs: RepairsService;
  readonly objections: RecordObjectionsService;
  /** Keeps an invented document as an upload would. */
  readonly keep: (name: string, text: string) => Promise<StoredFile & { readonly name: string }>;
}

/** Before the newest round: a light record whose three months of publication are over by the day of seeding. */
export async function seedRecordHistory(
  hands: RecordHands,
  body: DemoBody,
  today: CalendarDay,
): Promise<void> {
  const day = addDays(today, -120);
  at(hands.clock, day, 9);
  await published(hands, body, penalty(day, 'LIGHT', 1, '警告：未按时办理负责人备案（虚构）'));
}

/** What earlier rounds left waiting is approved; the desk begins the newest round with an empty queue. */
export async function approveWaiting({ records, cast }: RecordHands, reader: EntityManager): Promise<void> {
  for (const { id, version } of await waitingRecords(reader))
    done(await records.decide(member(cast, 'registrar'), id, 'publish', { version }));
}

/** Around the day of seeding: one record in every state the desk can meet. */
export async function seedRecordStories(
  hands: RecordHands,
  bodies: readonly DemoBody[],
  today: CalendarDay,
): Promise<void> {
  const [ngoA, ngoB, corrected, proposed, repaired, upheld, held, withdrawn, waiting] = bodies;
  if (!ngoA || !ngoB || !corrected || !proposed || !repaired || !upheld || !held || !withdrawn || !waiting)
    throw new Error('too few bodies');
  const { clock, cast, records, corrections, repairs, objections } = hands;
  const [registrar, district, chair] = ['registrar', 'district', 'chair'].map((name) =>
    member(cast, name),
  ) as [SignedIn, SignedIn, SignedIn];
  const [applicantA, applicantB] = [member(cast, 'ngo-a'), member(cast, 'ngo-b')];
  // What the nightly routine would have taken down by now.
  await records.archiveDue();

  const day = addDays(today, -4);
  at(clock, day, 9);
  const light = penalty(day, 'LIGHT', 2, '警告：未按时公开年度工作报告（虚构）');
  // Held: light, and the approver chose not to show it.
  const heldId = done(await records.enter(district, { creditCode: held.creditCode, ...light }));
  done(await records.decide(registrar, heldId, 'hold', { version: 1 }));

  // Repaired: no public page shows that it ever was.
  const gone = await published(hands, repaired, { ...light, documentNumber: '淮民罚〔虚构〕73号' });
  done(await records.decide(chair, gone, 'repair', { version: 2, reason: '义务已履行（虚构）' }));

  // Waiting for a decision: ngo-b has applied for the repair of a light record.
  const mend = await published(hands, ngoB, { ...light, documentNumber: '淮民罚〔虚构〕74号' });
  const number = done(await repairs.begin(applicantB, mend));
  done(
    await repairs.save(applicantB, number, {
      duties: '已于收到决定书次日公开年度工作报告，并建立公开台账（虚构）。',
      promise: true,
      version: 1,
    }),
  );
  done(
    await repairs.addPaper(
      applicantB,
      number,
      'DUTY',
      await hands.keep('公开截图.txt', '年度工作报告已公开（虚构）'),
    ),
  );
  done(await repairs.submit(applicantB, number, 2));

  // Corrected after the body's own word, by two persons.
  const fine = { ...penalty(day, 'GENERAL', 5, '罚款：超出业务范围开展活动（虚构）'), penaltyKind: 'FINE' };
  const wrong = await published(hands, corrected, { ...fine, fineFen: 600_000 });
  const mended = done(
    await corrections.propose(registrar, wrong, {
      content: { ...fine, fineFen: 60_000 },
      reason: '录入时金额多写一位，以处罚决定书为准（虚构）',
    }),
  );
  done(await corrections.decide(chair, mended, { verdict: 'approve', reason: '与决定书一致', version: 1 }));
  const late = await published(hands, proposed, {
    ...fine,
    fineFen: 500_000,
    documentNumber: '淮民罚〔虚构〕76号',
  });
  done(
    await corrections.propose(registrar, late, {
      content: { ...fine, fineFen: 500_000, documentNumber: '淮民罚〔虚构〕77号' },
      reason: '文书号录入有误（虚构）',
    }),
  );

  // Under objection: ngo-a says it is wrong; somebody else's objection was refused and the record stands.
  at(clock, addDays(today, -3), 9);
  const general = penalty(addDays(today, -3), 'GENERAL', 8, '警告：未按时公开年度工作报告（虚构）');
  const disputed = await published(hands, ngoA, {
    category: 'BASIC',
    formedOn: addDays(today, -3),
    summary: '变更住所：示例路8号（虚构）',
    itemType: 'CHANGE',
    newValue: '示例路8号',
    decisionDate: addDays(today, -3),
  });
  done(
    await objections.lodge(applicantA, disputed, {
      ground: 'FACTS',
      facts: ['准予变更的住所是示例路18号，不是8号（虚构）'],
      remedy: '更正为示例路18号',
      evidence: [await hands.keep('变更决定.txt', '准予变更住所为示例路18号（虚构）')],
    }),
  );
  const stands = await published(hands, upheld, { ...general, documentNumber: '淮民罚〔虚构〕79号' });
  const third = { kind: 'third-party', name: '虚构人', phone: '13900000000', organization: null } as const;
  const refused = done(
    await objections.lodge(third, stands, {
      ground: 'FACTS',
      facts: ['公开的部门名称有误（虚构）'],
      remedy: '更正部门名称',
      evidence: [],
    }),
  );
  done(
    await objections.rule(chair, refused, {
      ruling: 'REJECTED',
      reply: '经核对处罚决定书，部门名称无误（虚构）。',
      points: [{ agreed: false, reply: '决定书所载部门与公开内容一致。' }],
      effect: null,
      version: 1,
    }),
  );

  // Taken down because its basis fell, a draft, and an entry that waits for approval.
  const fell = await published(hands, withdrawn, { ...general, documentNumber: '淮民罚〔虚构〕80号' });
  done(await records.decide(chair, fell, 'withdraw', { version: 2, reason: '处罚决定经复议撤销（虚构）' }));
  done(
    await records.draft(district, {
      creditCode: waiting.creditCode,
      category: 'INSPECTION',
      formedOn: day,
      summary: '专项检查（草稿，虚构）',
      inspectionType: 'SPECIAL',
    }),
  );
  const basic = done(
    await records.enter(district, {
      creditCode: waiting.creditCode,
      category: 'BASIC',
      formedOn: day,
      summary: '变更住所（虚构）',
      itemType: 'CHANGE',
      oldValue: '示例路1号',
      newValue: '示例路2号',
      decisionDate: day,
    }),
  );
  done(await records.attach(district, basic, await hands.keep('变更登记决定.txt', '准予变更登记（虚构）')));
}

/** Keeps an invented text as an upload would. */
export function keeper(files: FileStore, folder: string): RecordHands['keep'] {
  return async (name, text) => {
    const path = join(folder, `incoming-${randomUUID()}.txt`);
    await writeFile(path, text);
    return { ...done(await files.keep({ path, name })), name };
  };
}

type Entry = Omit<CreditEntry, 'creditCode'>;

function penalty(day: CalendarDay, recordClass: string, n: number, summary: string): Entry {
  return {
    category: 'PENALTY',
    recordClass,
    formedOn: day,
    summary,
    penaltyKind: 'WARNING',
    documentNumber: `淮民罚〔虚构〕7${n}号`,
    decidedOn: day,
    department: '市民政局',
    facts: '检查中发现的情形（虚构）',
    basis: '《社会组织信用信息管理办法》及有关条例（示例）',
  };
}

async function published(
  { records, cast }: RecordHands,
  { creditCode }: DemoBody,
  entry: Entry,
): Promise<string> {
  const id = done(await records.enter(member(cast, 'district'), { creditCode, ...entry }));
  // On a day before the terms of 2026 light information is held, and the city stands all the same.
  const [way = 'publish'] = waysToApprove((entry.recordClass ?? null) as CreditClass | null, entry.formedOn);
  done(await records.decide(member(cast, 'registrar'), id, way, { version: 1 }));
  return id;
}

function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`demo records: ${JSON.stringify(outcome.findings)}`);
  return outcome.value;
}
