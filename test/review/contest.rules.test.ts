import { describe, expect, test } from '@jest/globals';
import { type Finding } from '../../src/kernel/outcome.js';
import { follow } from '../../src/kernel/transitions.js';
import { type SignedIn } from '../../src/kernel/viewer.js';
import {
  type ClosingFacts,
  conflictDeclared,
  CONFLICT_ANSWERS,
  CONTEST_LIFE,
  findingsAgainstClosing,
  findingsInPair,
  findingsInPanel,
  type PairFacts,
  panelClosed,
  reviewerAssigned,
  reviewerRecused,
  scoreSealed,
} from '../../src/review/contest.rules.js';
import { type RankedCandidate } from '../../src/review/ranking.rules.js';

const viewer: SignedIn = {
  kind: 'user',
  accountId: 'a1',
  username: 'li',
  name: '李四',
  roles: ['reviewer'],
  organizationId: null,
  departmentCode: null,
  centreCode: null,
  divisionCode: null,
};

describe('giving a candidate to an expert (R-SC-03)', () => {
  const free: PairFacts = {
    contestStatus: 'OPEN',
    employer: '淮安大学',
    organizationName: '清江浦区为老服务中心',
    status: null,
  };
  const employed: Finding = { code: 'expert-employed-there', args: { name: '清江浦区为老服务中心' } };

  test.each<[string, Partial<PairFacts>, Finding[]]>([
    ['nothing stands against a stranger', {}, []],
    ['an expert who works there is left out', { employer: '清江浦区为老服务中心' }, [employed]],
    ['a recused expert stays recused', { status: 'RECUSED' }, [{ code: 'expert-recused' }]],
    ['nobody is given the same one twice', { status: 'ASSIGNED' }, [{ code: 'expert-assigned' }]],
    ['a closed panel takes no more (C11)', { contestStatus: 'CLOSED' }, [{ code: 'panel-is-closed' }]],
    [
      'everything that forbids it is said at once',
      { contestStatus: 'CLOSED', employer: '清江浦区为老服务中心', status: 'RECUSED' },
      [{ code: 'panel-is-closed' }, employed, { code: 'expert-recused' }],
    ],
  ])('%s', (_name, change, expected) => {
    expect(findingsInPair({ ...free, ...change })).toEqual(expected);
  });
});

describe('the size of a panel (R-SC-02)', () => {
  test.each([
    [0, 5, false],
    [4, 5, false],
    [5, 5, true],
    [6, 5, false],
    [5, 7, false],
    [7, 7, true],
  ])('%d of %d: %s', (members, panelSize, enough) => {
    expect(findingsInPanel(members, panelSize)).toEqual(
      enough ? [] : [{ code: 'panel-size', args: { members, panelSize } }],
    );
  });
});

describe('closing a panel (C11, R-SC-08)', () => {
  const done: ClosingFacts = { assignments: 10, undeclared: 0, unscored: 0, candidatesWithoutCards: 0 };

  test.each<[string, Partial<ClosingFacts>, Finding[]]>([
    ['is possible when every sheet is sealed or recused', {}, []],
    ['is possible with a single assignment', { assignments: 1 }, []],
    ['is refused before anything was assigned', { assignments: 0 }, [{ code: 'panel-without-assignments' }]],
    [
      'waits for one open conflict question',
      { undeclared: 1 },
      [{ code: 'panel-cards-missing', args: { count: 1 } }],
    ],
    ['waits for one open sheet', { unscored: 1 }, [{ code: 'panel-cards-missing', args: { count: 1 } }]],
    [
      'counts open questions and open sheets together',
      { undeclared: 2, unscored: 3 },
      [{ code: 'panel-cards-missing', args: { count: 5 } }],
    ],
    [
      'waits for a candidate whom nobody could score',
      { candidatesWithoutCards: 1 },
      [{ code: 'panel-candidates-without-cards', args: { count: 1 } }],
    ],
    [
      'says everything that is missing',
      { assignments: 0, undeclared: 1, candidatesWithoutCards: 4 },
      [
        { code: 'panel-without-assignments' },
        { code: 'panel-cards-missing', args: { count: 1 } },
        { code: 'panel-candidates-without-cards', args: { count: 4 } },
      ],
    ],
  ])('%s', (_name, change, expected) => {
    expect(findingsAgainstClosing({ ...done, ...change })).toEqual(expected);
  });

  test('happens once and by the right to close', () => {
    expect(follow(CONTEST_LIFE, 'OPEN', 'close')).toEqual({ ok: true, value: 'CLOSED' });
    expect(follow(CONTEST_LIFE, 'CLOSED', 'close')).toMatchObject({ ok: false });
    expect(CONTEST_LIFE.OPEN.close?.by).toBe('panel.close');
  });
});

describe('the lines in the ledger (security.md 6.3, rule 7)', () => {
  test.each(CONFLICT_ANSWERS)('the answer %s to the conflict question is only committed to', (answer) => {
    expect(conflictDeclared(viewer, 'R1-001', answer)).toEqual({
      type: 'conflict.declared',
      by: 'reviewer:a1',
      ref: 'R1-001',
      data: {},
      hidden: { answer },
    });
  });

  test('an assignment and a recusal name the expert by a random id', () => {
    expect(reviewerAssigned(viewer, 'R1', 'e7')).toEqual({
      type: 'reviewer.assigned',
      by: 'reviewer:a1',
      ref: 'R1',
      data: { expert: 'e7' },
    });
    expect(reviewerRecused('system', 'R1', 'e7')).toEqual({
      type: 'reviewer.recused',
      by: 'system',
      ref: 'R1',
      data: { expert: 'e7' },
    });
  });

  test('a sealed score shows nothing of the card (R-SC-08)', () => {
    expect(scoreSealed(viewer, 'R1-001', '{"total":885}')).toEqual({
      type: 'score.sealed',
      by: 'reviewer:a1',
      ref: 'R1-001',
      data: {},
      hidden: { card: '{"total":885}' },
    });
  });

  test('a closed panel publishes number, rank and score, and no more', () => {
    const ranked = (number: string, rank: number, score: string | null): RankedCandidate => ({
      number,
      rank,
      score,
      plainMean: '81.00',
      range: '32.0',
      alarm: true,
      passes: score !== null,
      cards: 5,
      tieBrokenBy: 'draw',
    });
    expect(
      panelClosed(viewer, 'R1', 'ab12', [ranked('R1-002', 1, '84.33'), ranked('R1-001', 2, null)]),
    ).toEqual({
      type: 'panel.closed',
      by: 'reviewer:a1',
      ref: 'R1',
      data: {
        rankingHash: 'ab12',
        totals: [
          { number: 'R1-002', rank: 1, score: '84.33' },
          { number: 'R1-001', rank: 2, score: null },
        ],
      },
    });
  });
});
