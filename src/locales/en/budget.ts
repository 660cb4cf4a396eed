import type { budget as source } from '../zh-CN/budget.js';
import type { Catalogue } from '../shape.js';

export const budget = {
  row: 'Row {n}',
  add: 'Add a row',
  recalculate: 'Recalculate',
  unsaved: 'What stands here is not saved yet.',
  joined: 'Saved, together with what somebody else changed meanwhile; please look at it',
  broken: 'These rules are not kept yet. You can save, but must mend them before handing in:',
  over: 'Rule not kept',
  'activity-gone': '(no longer an activity of the plan)',
  acts: {
    remove: 'Remove row {n}',
    copy: 'Copy row {n}',
    up: 'Move row {n} up',
    down: 'Move row {n} down',
  },
  sums: {
    title: 'Sums (yuan)',
    all: 'Whole budget of the project',
    programme: 'of which programme (staff subsidies included)',
    administration: 'of which administration',
    taxes: 'of which taxes',
    'per-beneficiary': 'Cost per direct beneficiary',
  },
  shares: {
    title: 'Shares and limits',
    ceiling: 'Grant asked for (yuan)',
    grant: 'Grant in the whole budget',
    'self-raised': 'Self-raised money in the whole budget',
    labour: 'Labour in the grant',
    admin: 'Administration in the grant',
    one: '{category} in the grant',
    two: '{category} and {other} in the grant',
  },
  limits: {
    ceiling: 'at most {most} yuan',
    most: 'at most {most}% ({rule})',
    least: 'at least {least}% ({rule})',
    between: '{least}% to {most}% ({rule})',
  },
  clash: {
    title: 'Changed by two people at once',
    lead: 'After you opened this page somebody else changed and saved the same place. Nothing has been saved yet: the rows below keep what you typed. Compare the texts; saving again stores what the rows show.',
    row: 'Row',
    field: 'Field',
    base: 'Before',
    theirs: 'Saved by the other',
    mine: 'Typed by you',
    whole: 'The whole row',
    removed: 'Removed',
    empty: '(empty)',
  },
  sheet: {
    file: 'Filled-in budget sheet (XLSX)',
    hint: 'Use the template from this page; what would change is shown first and nothing is saved before you confirm',
  },
  findings: {
    'budget-clash': 'Row {n}: somebody else has changed this to something different',
    'budget-row-removed': 'Row {n}: somebody else has removed this row; saving again brings it back',
    'budget-row-changed':
      'Row {n}: you removed this row, but somebody else has changed it; to remove it all the same, remove it again and save',
  },
} as const satisfies Catalogue<typeof source>;
