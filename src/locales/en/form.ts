import type { form as source } from '../zh-CN/form.js';
import type { Catalogue } from '../shape.js';

export const form = {
  'count-rule':
    'A Chinese character or a punctuation mark counts 1, a run of letters or digits counts 1; spaces and line breaks do not count.',
  findings: {
    'form-required': 'Fill in this field',
    'form-choice-required': 'Choose one',
    'form-max-length': 'At most {max} characters; there are {length} now',
    'form-min-length': 'At least {min} characters; there are {length} now',
    'form-characters': 'Contains characters that cannot be used; delete them and send again',
    'form-integer': 'Enter a whole number, for example 12',
    'form-integer-min': 'Must not be less than {min}',
    'form-integer-max': 'Must not be more than {max}',
    'form-decimal': 'Enter a number with at most {decimals} decimals',
    'form-fen-min': 'The amount must not be less than {min} yuan',
    'form-fen-max': 'The amount must not be more than {max} yuan',
    'form-day': 'Enter a date that exists, like 2026-11-24',
    'form-day-min': 'The date must not be before {min}',
    'form-day-max': 'The date must not be after {max}',
    'form-instant': 'Enter date and time, like 2026-11-24 17:30',
    'form-choice': 'Choose from the options listed',
    'form-lines-max': 'At most {max} rows',
    'form-lines-min': 'At least {min} rows',
    'form-single': 'This field can be given only once',
    'form-pattern': 'Wrong format; follow the hint',
    'form-file-required': 'Choose a file',
    'form-file-too-large': 'The file is larger than {max} MB; compress it and upload it again',
  },
} as const satisfies Catalogue<typeof source>;
