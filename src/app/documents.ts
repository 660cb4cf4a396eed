import { CASE_LIFE, EXIT_LIFE } from '../credit/lists/case.rules.js';
import { CREDIT_LIFE } from '../credit/records/record.rules.js';
import { REPAIR_LIFE } from '../credit/records/repair.rules.js';
import { OBJECTION_LIFE } from '../notices/objection.rules.js';
import { REVISION_LIFE } from '../notices/publicity.rules.js';
import { FLAG_LIFE } from '../eligibility/flag.rules.js';
import { AGREEMENT_LIFE, ITEM_LIFE } from '../functions/transfer.rules.js';
import { rightsAsMarkdown } from '../kernel/rights.js';
import { asMermaid } from '../kernel/transitions.js';
import { CORRECTION_LIFE } from '../organizations/correction.rules.js';
import { FILING_LIFE } from '../organizations/filing.rules.js';
import { MERGE_LIFE } from '../organizations/merge.rules.js';
import { ORGANIZATION_LIFE } from '../organizations/organization.rules.js';
import { CONTEST_LIFE } from '../review/contest.rules.js';
import { APPLICATION_LIFE } from '../ventures/applications/application.rules.js';
import { SUPPLEMENT_LIFE } from '../ventures/applications/supplement.rules.js';
import { AWARD_LIFE } from '../ventures/awards/award.rules.js';
import { AMENDMENT_LIFE } from '../ventures/rounds/amendment.rules.js';
import { QUESTION_LIFE } from '../ventures/rounds/questions.rules.js';
import { ROUND_LIFE } from '../ventures/rounds/round.rules.js';

/** Documents that the tables print themselves; a test compares the files with this. */
export function documents(): Readonly<Record<string, string>> {
  const machines: readonly (readonly [string, string])[] = [
    ['Organization', asMermaid(ORGANIZATION_LIFE, 'PREPARING')],
    ['Annual filing', asMermaid(FILING_LIFE, 'DRAFT')],
    ['Correction request', asMermaid(CORRECTION_LIFE, 'OPEN')],
    ['Credit record', asMermaid(CREDIT_LIFE, 'DRAFT')],
    ['Repair of a credit record', asMermaid(REPAIR_LIFE, 'DRAFT')],
    ['Listing case', asMermaid(CASE_LIFE, 'FOUND')],
    ['Application to leave a list', asMermaid(EXIT_LIFE, 'SUBMITTED')],
    ['Notice revision', asMermaid(REVISION_LIFE, 'PROPOSED')],
    ['Merge of two bodies', asMermaid(MERGE_LIFE, 'PROPOSED')],
    ['Objection', asMermaid(OBJECTION_LIFE, 'OPEN')],
    ['Stop flag', asMermaid(FLAG_LIFE, 'PROPOSED')],
    ['Round', asMermaid(ROUND_LIFE, 'DRAFT')],
    ['Amendment of a call', asMermaid(AMENDMENT_LIFE, 'PREPARING')],
    ['Question on a call', asMermaid(QUESTION_LIFE, 'RECEIVED')],
    ['Application', asMermaid(APPLICATION_LIFE, 'DRAFT')],
    ['Supplement', asMermaid(SUPPLEMENT_LIFE, 'OPEN')],
    ['Panel', asMermaid(CONTEST_LIFE, 'OPEN')],
    ['Award', asMermaid(AWARD_LIFE, 'PROPOSED')],
    ['Function', asMermaid(ITEM_LIFE, 'DRAFT')],
    ['Undertaking agreement', asMermaid(AGREEMENT_LIFE, 'DRAFT')],
  ];
  const pictures = machines
    .map(([name, text]) => `## ${name}\n\n\`\`\`mermaid\n${text}\n\`\`\`\n`)
    .join('\n');
  return {
    'docs/rights.md': `# Rights\n\nWho may what; printed from \`src/kernel/rights.ts\`.\n\n${rightsAsMarkdown()}\n`,
    'docs/state-machines.md': `# State machines\n\nPrinted from the transition tables.\n\n${pictures}`,
  };
}
