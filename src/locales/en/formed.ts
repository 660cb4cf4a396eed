import type { formed as source } from '../zh-CN/formed.js';
import type { Catalogue } from '../shape.js';

export const formed = {
  findings: {
    'form-question-kept':
      'Other parts of the portal read this question: it cannot be removed, only named otherwise',
    'form-section-kept':
      'Other parts of the portal read “{question}”, which stands in this section: please move it elsewhere first',
    'form-breaks-other': 'This would break the condition of “{question}”: please change its condition first',
    'form-option-line':
      'Line {line} is written as “code|Chinese|English”; a code has letters, digits and hyphens only',
  },
} as const satisfies Catalogue<typeof source>;
