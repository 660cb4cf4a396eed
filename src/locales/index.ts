import { accounts as accountsEn } from './en/accounts.js';
import { amendments as amendmentsEn } from './en/amendments.js';
import { call as callEn } from './en/call.js';
import { budget as budgetEn } from './en/budget.js';
import { common as commonEn } from './en/common.js';
import { credit as creditEn } from './en/credit.js';
import { disclosure as disclosureEn } from './en/disclosure.js';
import { eligibility as eligibilityEn } from './en/eligibility.js';
import { files as filesEn } from './en/files.js';
import { filings as filingsEn } from './en/filings.js';
import { form as formEn } from './en/form.js';
import { formed as formedEn } from './en/formed.js';
import { functions as functionsEn } from './en/functions.js';
import { guides as guidesEn } from './en/guides.js';
import { incubation as incubationEn } from './en/incubation.js';
import { kernel as kernelEn } from './en/kernel.js';
import { likeness as likenessEn } from './en/likeness.js';
import { lists as listsEn } from './en/lists.js';
import { notices as noticesEn } from './en/notices.js';
import { organizations as organizationsEn } from './en/organizations.js';
import { questions as questionsEn } from './en/questions.js';
import { rehearsals as rehearsalsEn } from './en/rehearsals.js';
import { records as recordsEn } from './en/records.js';
import { relations as relationsEn } from './en/relations.js';
import { review as reviewEn } from './en/review.js';
import { score as scoreEn } from './en/score.js';
import { rounds as roundsEn } from './en/rounds.js';
import { setup as setupEn } from './en/setup.js';
import { submit as submitEn } from './en/submit.js';
import { screening as screeningEn } from './en/screening.js';
import { ventures as venturesEn } from './en/ventures.js';
import { workspace as workspaceEn } from './en/workspace.js';
import { accounts } from './zh-CN/accounts.js';
import { amendments } from './zh-CN/amendments.js';
import { call } from './zh-CN/call.js';
import { budget } from './zh-CN/budget.js';
import { common } from './zh-CN/common.js';
import { credit } from './zh-CN/credit.js';
import { disclosure } from './zh-CN/disclosure.js';
import { eligibility } from './zh-CN/eligibility.js';
import { files } from './zh-CN/files.js';
import { filings } from './zh-CN/filings.js';
import { form } from './zh-CN/form.js';
import { formed } from './zh-CN/formed.js';
import { functions } from './zh-CN/functions.js';
import { guides } from './zh-CN/guides.js';
import { incubation } from './zh-CN/incubation.js';
import { kernel } from './zh-CN/kernel.js';
import { likeness } from './zh-CN/likeness.js';
import { lists } from './zh-CN/lists.js';
import { notices } from './zh-CN/notices.js';
import { organizations } from './zh-CN/organizations.js';
import { questions } from './zh-CN/questions.js';
import { rehearsals } from './zh-CN/rehearsals.js';
import { records } from './zh-CN/records.js';
import { relations } from './zh-CN/relations.js';
import { review } from './zh-CN/review.js';
import { score } from './zh-CN/score.js';
import { rounds } from './zh-CN/rounds.js';
import { setup } from './zh-CN/setup.js';
import { submit } from './zh-CN/submit.js';
import { screening } from './zh-CN/screening.js';
import { ventures } from './zh-CN/ventures.js';
import { workspace } from './zh-CN/workspace.js';

/** All messages by language; the top level of each is the capability. zh-CN is the source. */
export const catalogues = {
  'zh-CN': {
    accounts,
    amendments,
    call,
    budget,
    common,
    credit,
    disclosure,
    eligibility,
    files,
    filings,
    form,
    formed,
    functions,
    guides,
    incubation,
    kernel,
    likeness,
    lists,
    notices,
    organizations,
    questions,
    rehearsals,
    records,
    relations,
    review,
    score,
    rounds,
    setup,
    submit,
    screening,
    ventures,
    workspace,
  },
  en: {
    accounts: accountsEn,
    amendments: amendmentsEn,
    call: callEn,
    budget: budgetEn,
    common: commonEn,
    credit: creditEn,
    disclosure: disclosureEn,
    eligibility: eligibilityEn,
    files: filesEn,
    filings: filingsEn,
    form: formEn,
    formed: formedEn,
    functions: functionsEn,
    guides: guidesEn,
    incubation: incubationEn,
    kernel: kernelEn,
    likeness: likenessEn,
    lists: listsEn,
    notices: noticesEn,
    organizations: organizationsEn,
    questions: questionsEn,
    rehearsals: rehearsalsEn,
    records: recordsEn,
    relations: relationsEn,
    review: reviewEn,
    score: scoreEn,
    rounds: roundsEn,
    setup: setupEn,
    submit: submitEn,
    screening: screeningEn,
    ventures: venturesEn,
    workspace: workspaceEn,
  },
} as const;
