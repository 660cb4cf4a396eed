import type { likeness as source } from '../zh-CN/likeness.js';
import type { Catalogue } from '../shape.js';

export const likeness = {
  title: 'Double funding: what was compared',
  of: 'Compared with “{title}”',
  list: 'What was found',
  informs: 'This informs a person and never refuses an application by itself. Reviewers do not see it.',
  compare: 'Compare',
  again: 'Compare again',
  asked: 'The comparison has begun; its result will stand here',
  never: 'The applications of this round have not been compared yet.',
  waiting: 'Comparing, {percent}% done',
  done: '{compared} applications, earlier rounds included, have been compared with each other.',
  'look-again': 'See how far it is',
  kind: 'Kind',
  first: 'Application of this round',
  second: 'Compared with',
  record: 'A grant on the credit record',
  score: 'Likeness',
  state: 'State',
  none: 'Nothing was found',
  open: 'To be looked at',
  dismissed: 'Dismissed',
  dismiss: 'Dismiss',
  'dismissed-flash': 'Dismissed, with the reason',
  'dismissed-by': 'Dismissed by',
  'dismissed-at': 'Dismissed at',
  reason: 'Reason',
  'reason-hint': 'What was looked at and why it is no double funding; at least 5 characters',
  kinds: {
    TEXT: 'Near-identical text',
    PERIOD: 'Same organization, overlapping time',
    OTHER_MONEY: 'Another grant, not declared',
  },
  explains: {
    TEXT: 'The marked passages stand in both applications. What everybody writes does not count.',
    PERIOD: 'Two projects of one organization run at the same time: see whether they are one.',
    OTHER_MONEY:
      'The credit record has a grant from within a year before the project, and the application names no other public money.',
  },
  findings: {
    'likeness-sealed': 'The applications are still sealed; they can be compared once they are opened',
    'likeness-dismissed': 'This has been dismissed already',
  },
} as const satisfies Catalogue<typeof source>;
