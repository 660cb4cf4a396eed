import { expect, test } from '@jest/globals';
import { type SignedIn } from '../../../src/kernel/viewer.js';
import { hasSentence } from '../../../src/platform/i18n/translator.js';
import {
  findingsAgainstOpening,
  type OpeningFacts,
  roundUnsealed,
} from '../../../src/ventures/applications/opening.rules.js';
import { openedText, sealedText } from '../../../src/ventures/applications/sealing.rules.js';

const CLOSES = '2026-12-20T09:00:00.000Z';
const facts = (
  change: Partial<OpeningFacts> = {},
  round: Partial<OpeningFacts['round']> = {},
): OpeningFacts => ({
  round: {
    status: 'CLOSED',
    opensAt: '2026-12-01T01:00:00.000Z',
    closesAt: CLOSES,
    graceMinutes: 10,
    openedAt: null,
    ...round,
  },
  extensions: [],
  opening: null,
  now: '2026-12-20T09:10:00.000Z',
  ...change,
});
const later = {
  organizationId: 'a',
  until: '2026-12-21T09:00:00.000Z',
  reason: '停电',
  proposedBy: 'p',
  confirmedBy: 'q',
};
type Act = Parameters<typeof findingsAgainstOpening>[1];
const proposed = { proposedBy: 'first' };

test.each<readonly [string, OpeningFacts, Act, readonly string[]]>([
  ['proposed at the very end of the grace', facts(), { act: 'propose', by: 'first' }, []],
  [
    'a millisecond before',
    facts({ now: '2026-12-20T09:09:59.999Z' }),
    { act: 'propose', by: 'first' },
    ['opening-too-early'],
  ],
  [
    'an extension runs',
    facts({ extensions: [later] }),
    { act: 'propose', by: 'first' },
    ['opening-too-early'],
  ],
  [
    'one that nobody confirmed does not hold it up',
    facts({ extensions: [{ ...later, confirmedBy: null }] }),
    { act: 'propose', by: 'first' },
    [],
  ],
  [
    'the round is not closed',
    facts({}, { status: 'OPEN' }),
    { act: 'propose', by: 'first' },
    ['opening-too-early'],
  ],
  [
    'proposed twice',
    facts({ opening: proposed }),
    { act: 'propose', by: 'second' },
    ['opening-proposed-already'],
  ],
  ['done by the second person', facts({ opening: proposed }), { act: 'confirm', by: 'second' }, []],
  ['nobody proposed', facts(), { act: 'confirm', by: 'second' }, ['opening-not-proposed']],
  [
    'by the proposer alone',
    facts({ opening: proposed }),
    { act: 'confirm', by: 'first' },
    ['opening-own-proposal'],
  ],
  [
    'done already',
    facts({ opening: proposed }, { openedAt: CLOSES }),
    { act: 'confirm', by: 'second' },
    ['opening-done'],
  ],
])('%s (E7)', (_, given, act, codes) => {
  const found = findingsAgainstOpening(given, act).map(({ code }) => code);
  expect(found).toEqual(codes);
  expect(found.filter((code) => !hasSentence(code))).toEqual([]);
});

test('the ledger has the number and the hash of what was opened, and both persons by their ids', () => {
  const viewer = { roles: ['chair'], accountId: 'c1' } as unknown as SignedIn;
  const act = roundUnsealed(viewer, {
    roundNumber: '2026-01',
    proposedBy: 'o1',
    applications: 2,
    digest: 'ab',
    broken: [],
  });
  expect(act).toEqual({
    type: 'application.opened',
    by: 'chair:c1',
    ref: '2026-01',
    data: { applications: 2, digest: 'ab', broken: [], proposedBy: 'o1' },
  });
});

test('what the hash of an opening covers does not depend on the order of reading', () => {
  const [a, b] = [
    { number: '2026-01-0001', contentHash: 'aa' },
    { number: '2026-01-0002', contentHash: 'bb' },
  ];
  expect(openedText([b, a])).toBe('2026-01-0001 aa\n2026-01-0002 bb\n');
  expect(openedText([a, b])).toBe(openedText([b, a]));
});

test('the text of a content is the same whatever the order of its parts', () => {
  const content = { v: 1, number: 'n', round: 'r', title: '题', budget: [{ b: 1, a: 2 }] };
  const turned = { budget: [{ a: 2, b: 1 }], title: '题', round: 'r', number: 'n', v: 1 };
  expect(sealedText(content as never)).toBe(sealedText(turned as never));
});
