import type { kernel as source } from '../zh-CN/kernel.js';
import type { Catalogue } from '../shape.js';

export const kernel = {
  findings: {
    'action-not-possible':
      'This is not possible in the current state; reload the page to see the latest state',
    'money-format': 'Enter an amount, for example 1234.50',
    'money-negative': 'The amount must not be negative',
    'money-too-fine': 'At most two decimals (fen)',
    'money-too-large': 'The amount is too large; check it',
    'credit-code-length': 'A unified social credit code has 18 characters; there are {length}',
    'credit-code-alphabet':
      'Character {position}, “{character}”, cannot occur in a unified social credit code',
    'credit-code-look-alike':
      'Character {position}, “{character}”, cannot occur in a unified social credit code; should it be “{expected}”?',
    'credit-code-not-a-social-organization':
      'Not the code of a social organization: those begin with 51, 52 or 53',
    'credit-code-suspect':
      'Character {position}, “{character}”, is probably wrong: with “{expected}” the whole code is right. Please compare it with the certificate',
    'credit-code-check-character':
      'The check character “{character}” (position 18) does not fit; the first 17 characters give “{expected}”. Check all characters',
    'credit-code-organization-part':
      'Position 17 (check of the organization code) does not fit; positions 9 to 16 give “{expected}”',
  },
} as const satisfies Catalogue<typeof source>;
