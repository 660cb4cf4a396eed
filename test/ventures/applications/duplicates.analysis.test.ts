import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type FundedProject,
  invoicesUsedTwice,
  matchingPassages,
  nearPairs,
  overlappingProjects,
  undeclaredMoney,
} from '../../../src/ventures/applications/duplicates.analysis.js';

interface ProposalSet {
  readonly texts: readonly { number: string; text: string }[];
  readonly planted: readonly { first: string; second: string; rate: number }[];
}
// The path is a value so that no types are asked of the generator, which the benchmark shares.
const generator: string = '../../support/proposals.mjs';
const { proposals } = (await import(generator)) as {
  proposals: (size: { seed: number; count: number; copies: number; shared: number }) => ProposalSet;
};
const key = ({ first, second }: { first: string; second: string }): string =>
  [first, second].sort().join(' ');

describe('near-duplicate proposals (domain.md 3.10)', () => {
  test.each([1, 2])(
    'of 500 with 30 planted copies at 10 to 50%% rewriting nearly all are found, and little else (seed %i)',
    (seed) => {
      const { texts, planted } = proposals({ seed, count: 500, copies: 30, shared: 25 });
      const pairs = nearPairs(texts);
      const found = new Set(pairs.map(key));
      const right = planted.filter((pair) => found.has(key(pair))).length;
      expect(right / planted.length).toBeGreaterThanOrEqual(0.9);
      expect(right / pairs.length).toBeGreaterThanOrEqual(0.9);
      // Up to a third of the text rewritten, none is missed.
      expect(planted.filter((pair) => pair.rate < 0.34 && !found.has(key(pair)))).toEqual([]);
    },
  );

  test('the same text is wholly like itself, whatever its spaces, width, digits and order among others', () => {
    const { texts } = proposals({ seed: 5, count: 40, copies: 0, shared: 0 });
    const again = {
      number: 'again',
      text: (texts[7]?.text ?? '').replace(/\d/g, '８').replace(/，/g, ' , '),
    };
    const [nearest] = nearPairs([again, ...texts]);
    expect(nearest).toMatchObject({ first: 'again', second: '7', jaccard: 1, containment: 1, likeness: 1 });
  });

  test('texts too short to say anything, and empty ones, are near nothing', () => {
    expect(
      nearPairs([
        { number: 'a', text: '' },
        { number: 'b', text: '' },
        { number: 'c', text: '一二' },
      ]),
    ).toEqual([]);
    expect(nearPairs([])).toEqual([]);
  });

  test('the answer does not depend on the order of the texts', () => {
    const { texts } = proposals({ seed: 9, count: 120, copies: 10, shared: 5 });
    const keys = (list: readonly { number: string; text: string }[]): string[] =>
      nearPairs(list).map(key).sort();
    expect(keys([...texts].reverse())).toEqual(keys(texts));
    expect(keys(texts).length).toBeGreaterThan(5);
  });
});

describe('matching passages', () => {
  const shared = '由社区推荐、本人申请、入户评估三步确定名单';

  test('are shown as written, longest first, with where they stand', () => {
    const other = '每月举办两次邻里集市，欢迎骑手参加';
    const [first, second] = [`甲。${shared}。乙丙丁。${other}`, `${other}戊${shared}，己`];
    const passages = matchingPassages(first, second);
    expect(passages.map(({ text }) => text)).toEqual([shared, other]);
    for (const { text, first: i, second: j } of passages) {
      expect(first.slice(i, i + text.length)).toBe(text);
      expect(second.slice(j, j + text.length)).toBe(text);
    }
  });

  test('eleven characters are chance, twelve are a passage', () => {
    const [eleven, twelve] = ['一二三四五六七八九十百', '一二三四五六七八九十百千'];
    expect(matchingPassages(`甲${eleven}乙`, `丙${eleven}丁`)).toEqual([]);
    expect(matchingPassages(`甲${twelve}乙`, `丙${twelve}丁`)).toHaveLength(1);
  });

  test('never overlap, and never say what is not there', () => {
    const text = fc
      .array(fc.constantFrom('社区服务', '老人', '每周活动', '志愿者带领'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const passages = [...matchingPassages(a, b)].sort((x, y) => x.first - y.first);
        for (const [i, one] of passages.entries()) {
          expect(a.startsWith(one.text, one.first) && b.startsWith(one.text, one.second)).toBe(true);
          const next = passages[i + 1];
          if (next) expect(one.first + one.text.length).toBeLessThanOrEqual(next.first);
        }
      }),
    );
  });
});

describe('the same money twice (domain.md 3.10)', () => {
  const project = (number: string, startOn: string, endOn: string, organizationId = 'a'): FundedProject => ({
    number,
    organizationId,
    title: '项目',
    startOn,
    endOn,
  });
  const mine = project('1', '2026-03-01', '2026-12-31');

  test.each<[string, FundedProject, boolean]>([
    ['a period that ends the day before', project('2', '2025-01-01', '2026-02-28'), false],
    ['one that ends on the first day', project('2', '2025-01-01', '2026-03-01'), true],
    ['one within', project('2', '2026-05-01', '2026-06-01'), true],
    ['one that starts on the last day', project('2', '2026-12-31', '2027-06-01'), true],
    ['one that starts the day after', project('2', '2027-01-01', '2027-06-01'), false],
    ['another body', project('2', '2026-05-01', '2026-06-01', 'b'), false],
    ['itself', mine, false],
  ])('%s', (_name, other, expected) => {
    expect(overlappingProjects(mine, [other])).toEqual(expected ? [other] : []);
  });

  test('an invoice in two projects, however it is typed; twice in one project is another matter', () => {
    const invoice = (
      on: string,
      code: string,
      number: string,
    ): { project: string; code: string; number: string } => ({ project: on, code, number });
    expect(
      invoicesUsedTwice([
        invoice('2', '032001900111', '12345678'),
        invoice('1', '０３２００１９００１１１', '1234 5678'),
        invoice('1', '032001900111', '99999999'),
        invoice('1', '032001900111', '99999999'),
        invoice('3', '032001900112', '12345678'),
      ]),
    ).toEqual([{ code: '032001900111', number: '12345678', projects: ['1', '2'] }]);
  });

  test('what the records know and the application does not declare', () => {
    const record = (
      recordId: string,
      source: string,
      amountFen: number,
      formedOn = '2026-05-01',
    ): Parameters<typeof undeclaredMoney>[2][number] => ({ recordId, source, amountFen, formedOn });
    const ids = (
      declared: { source: string; amountFen: number }[],
      records: Parameters<typeof undeclaredMoney>[2],
    ): string[] => undeclaredMoney(mine, declared, records).map(({ recordId }) => recordId);
    const street = record('r', '淮安区某街道办事处', 100);
    expect(ids([], [street])).toEqual(['r']);
    expect(ids([{ source: '某街道', amountFen: 100 }], [street])).toEqual([]);
    expect(ids([{ source: '某街道', amountFen: 99 }], [street])).toEqual(['r']);
    expect(ids([{ source: '', amountFen: 500 }], [street])).toEqual(['r']);
    expect(ids([{ source: '某街道', amountFen: 100 }], [street, record('s', '某街道', 50)])).toEqual(['s']);
    expect(ids([], [record('b', '某', 1, '2026-02-28'), record('e', '某', 1, '2027-01-01')])).toEqual([]);
    expect(ids([], [record('b', '某', 1, '2026-03-01'), record('e', '某', 1, '2026-12-31')])).toEqual([
      'b',
      'e',
    ]);
  });
});
