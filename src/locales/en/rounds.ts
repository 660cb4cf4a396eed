import type { rounds as source } from '../zh-CN/rounds.js';
import type { Catalogue } from '../shape.js';

export const rounds = {
  'form-difference': {
    'section-added': 'New part “{section}”',
    'section-removed': 'The part “{section}” is gone',
    'section-renamed': '“{before}” is now called “{after}”',
    'section-condition': 'When “{section}” is shown has changed',
    added: '“{section}” now asks “{question}”',
    removed: '“{question}” is no longer asked',
    moved: '“{question}” has moved to “{section}”',
    renamed: '“{before}” now reads “{after}”',
    'now-required': '“{question}” must now be answered',
    'now-optional': '“{question}” may now be left out',
    limit: 'The limit of “{question}” is {after} instead of {before}',
    'part-kind': 'How “{question}” is answered has changed',
    'part-hint': 'The hint of “{question}” has changed',
    'part-options': 'The options of “{question}” have changed',
    'part-columns': 'The columns of “{question}” have changed',
    'part-when': 'When “{question}” is shown has changed',
    'part-least': 'The least value of “{question}” has changed',
    'part-most': 'The greatest value of “{question}” has changed',
  },
  findings: {
    'definition-empty': 'The form asks nothing yet',
    'definition-section-empty': 'This part asks nothing yet',
    'definition-code-shape':
      'A code begins with a small letter and has letters, digits and hyphens only, at most 40',
    'definition-code-twice': 'The code “{question}” is used twice',
    'definition-label-missing': 'Enter the name in Chinese and in English',
    'definition-limit': 'The limit is out of range; only texts, tables and files have one',
    'definition-range': 'The least is above the most; only numbers and money have them',
    'definition-options': 'At least two options that differ are needed',
    'definition-columns': 'A table needs at least one column, and no column code twice',
    'definition-statement-optional': 'A statement cannot be left out',
    'definition-condition-unknown':
      'The condition names “{question}”, which does not exist or is neither a choice nor a statement',
    'definition-condition-value': 'The condition names an option that “{question}” does not have',
    'definition-condition-circular':
      'The conditions depend on each other in a circle: this would never be shown',
    'definition-unreachable': 'The conditions contradict each other: no answer would ever show this',
    'answer-missing': 'Please answer this',
    'answer-too-long': 'At most {max}; it is {length} now',
    'answer-too-many': 'At most {most}',
    'answer-wrong-kind': 'The answer does not fit the question; please enter it again',
    'answer-not-a-number': 'Enter a whole number',
    'answer-below': 'Not below {least}',
    'answer-above': 'Not above {most}',
    'answer-not-a-day': 'Enter a day that exists',
    'answer-not-an-option': 'Choose one of the options',
  },
} as const satisfies Catalogue<typeof source>;
