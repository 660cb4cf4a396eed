import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, type CalendarDay } from '../kernel/calendar.js';
import { type Outcome } from '../kernel/outcome.js';
import { bodyAsText, bodyFrom } from '../notices/notice-body.rules.js';
import { noticeByNumber } from '../notices/notices.queries.js';
import { type NoticesService } from '../notices/notices.service.js';
import { type ObjectionsService, type ThirdParty } from '../notices/objections.service.js';
import { type NoticeBody } from '../notices/publicity.rules.js';
import { type ScriptedClock } from '../platform/clock.js';
import { type UnitOfWork } from '../platform/database/unit-of-work.js';
import { type NamedFile } from '../platform/files/evidence.js';
import { type FileStore } from '../platform/files/file-store.js';
import { type Cast, member } from './demo-accounts.js';
import { at } from './demo-ventures.js';

export interface NoticeHands {
  readonly work: UnitOfWork;
  readonly clock: ScriptedClock;
  readonly cast: Cast;
  readonly notices: NoticesService;
  readonly objections: ObjectionsService;
  readonly files: FileStore;
  readonly dataDir: string;
}

const NEIGHBOUR: ThirdParty = {
  kind: 'third-party',
  name: '虚构居民甲',
  phone: '13800000001',
  organization: null,
};

/** A publicity of 2025 that has ended, with an objection rejected and one upheld and decided anew. */
export async function seedNoticeHistory(hands: NoticeHands): Promise<void> {
  const { clock, cast, objections } = hands;
  const [officer, chair] = [member(cast, 'officer'), member(cast, 'chair')];
  at(clock, '2025-05-12', 10);
  const number = await publish(hands, {
    subject: ['notice', 'coaching-2025'],
    titleZh: '2025年公益创投督导机构拟选名单公示（演示）',
    titleEn: 'Proposed coaching bodies of the venture grants 2025 (demo)',
    body: {
      paragraphs: [
        {
          zh: '经公开报名和综合比选，拟选以下机构承担2025年公益创投督导服务，现予公示（虚构内容）。',
          en: 'After an open call and a comparison, the following bodies are proposed for coaching in 2025 (invented).',
        },
      ],
      table: {
        columns: [
          { zh: '督导片区', en: 'Area', numeric: false },
          { zh: '拟选机构', en: 'Body', numeric: false },
        ],
        rows: [
          [{ zh: '一片区', en: 'Area 1' }, '虚构督导机构甲'],
          [{ zh: '二片区', en: 'Area 2' }, '虚构督导机构乙'],
        ],
      },
    },
  });
  at(clock, '2025-05-14', 15);
  const rejected = value(
    await objections.lodge(member(cast, 'ngo-b'), {
      notice: number,
      about: null,
      ground: 'PROCEDURE',
      facts: ['报名公告发布时间不足，部分机构未能及时报名（虚构）'],
      remedy: '请说明公告发布的时间和方式',
      evidence: [],
    }),
  );
  at(clock, '2025-05-15', 9);
  const upheld = value(
    await objections.lodge(NEIGHBOUR, {
      notice: number,
      about: null,
      ground: 'FACTS',
      facts: [
        '虚构督导机构乙申报的专职督导人数与社保缴纳人数不一致（虚构）',
        '虚构督导机构乙的办公地址已变更（虚构）',
      ],
      remedy: '请核实后重新确定二片区督导机构',
      evidence: [],
    }),
  );
  at(clock, '2025-05-22', 11);
  await decide(hands, chair, rejected, {
    to: 'REJECTED',
    reply: '报名公告已按规定发布满10个工作日，程序符合要求。',
    points: [
      { agreed: false, reply: '公告于2025年1月在门户网站发布，期限为10个工作日，有发布记录（虚构）。' },
    ],
  });
  at(clock, '2025-05-23', 16);
  await decide(hands, officer, upheld, {
    to: 'UPHELD',
    reply: '经核实，申报人数与实际不符，异议部分成立。',
    points: [
      { agreed: true, reply: '经向有关单位核实，专职督导实为3人，申报为5人。' },
      { agreed: false, reply: '办公地址变更已依法登记，不影响资格。' },
    ],
    effect: '取消虚构督导机构乙的拟选资格，二片区依次递补。',
  });
  at(clock, '2025-05-29', 10);
  value(
    await objections.remedy(officer, upheld, {
      redecision: '二片区由排名其后的虚构督导机构丙递补，另行公示。',
      version: 2,
    }),
  );
}

/** Today: a running publicity in its second version, and an objection by somebody without an account that is open. */
export async function seedRunningNotice(hands: NoticeHands, today: CalendarDay): Promise<void> {
  const { work, clock, cast, notices, objections } = hands;
  const [officer, second] = [member(cast, 'officer'), member(cast, 'officer-2')];
  at(clock, addDays(today, -1), 16);
  const number = await publish(hands, {
    subject: ['notice', 'service-points'],
    titleZh: '社区公益服务点布局调整公示（演示）',
    titleEn: 'Proposed change of community service points (demo)',
    body: {
      paragraphs: [
        {
          zh: '为方便居民就近获得服务，拟调整部分社区公益服务点，现予公示（虚构内容）。',
          en: 'So that services are near those who need them, some community service points are to change (invented).',
        },
        { zh: '服务点自公示期满后的下一个月起启用。', en: 'They open in the month after the period ends.' },
      ],
      table: {
        columns: [
          { zh: '服务点', en: 'Service point', numeric: false },
          { zh: '每周开放（小时）', en: 'Hours a week', numeric: true },
        ],
        rows: [
          [{ zh: '虚构街道第一服务点', en: 'Invented street, point 1' }, '20'],
          [{ zh: '虚构街道第二服务点', en: 'Invented street, point 2' }, '12'],
        ],
      },
      items: [
        { type: 'service-point', id: '1', zh: '虚构街道第一服务点', en: 'Invented street, point 1' },
        { type: 'service-point', id: '2', zh: '虚构街道第二服务点', en: 'Invented street, point 2' },
      ],
    },
  });
  at(clock, addDays(today, -1), 17);
  const before = await noticeByNumber(work.reader, number);
  if (before === null) throw new Error('demo notices: no notice');
  const text = bodyAsText(before.body);
  const body = value(bodyFrom(before.body, { ...text, rows: text.rows.replace('| 12', '| 16') }));
  const { titleZh, titleEn } = before;
  const reason = '第二服务点开放时间录入有误，由12小时更正为16小时。';
  value(await notices.revise(officer, number, { titleZh, titleEn, body, reason, baseVersion: 1 }));
  at(clock, today, 8, 30);
  value(await notices.decideRevision(second, number, 'confirm'));
  at(clock, today, 8, 50);
  value(
    await objections.lodge(NEIGHBOUR, {
      notice: number,
      about: 'service-point:2',
      ground: 'OTHER',
      facts: [
        '第二服务点的开放时间与居民下班时间不合，晚间没有服务（虚构）',
        '第二服务点所在楼层没有电梯，老年人不便到达（虚构）',
      ],
      remedy: '请将第二服务点的开放时间调整到晚间，并考虑一楼场地',
      evidence: [await statement(hands)],
    }),
  );
}

async function publish(
  { work, notices, cast }: NoticeHands,
  draft: { subject: readonly [string, string]; titleZh: string; titleEn: string; body: NoticeBody },
): Promise<string> {
  return work.write((tx) =>
    notices.publish(tx, member(cast, 'officer'), { kind: 'PUBLICITY', workingDays: 7, ...draft }),
  );
}

async function decide(
  { objections }: NoticeHands,
  viewer: Parameters<ObjectionsService['decide']>[0],
  number: string,
  decision: Omit<Parameters<ObjectionsService['decide']>[2], 'version'>,
): Promise<void> {
  value(await objections.decide(viewer, number, { ...decision, version: 1 }));
}

async function statement({ files, dataDir }: NoticeHands): Promise<NamedFile> {
  const path = join(dataDir, 'incoming', 'statement.txt');
  writeFileSync(path, '居民意见说明（虚构）：希望晚间开放。\n');
  const name = '居民意见说明.txt';
  return { ...value(await files.keep({ path, name })), name };
}

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`demo notices: ${JSON.stringify(outcome.findings)}`);
  return outcome.value;
}
