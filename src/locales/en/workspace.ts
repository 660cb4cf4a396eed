import type { workspace as source } from '../zh-CN/workspace.js';
import type { Catalogue } from '../shape.js';

export const workspace = {
  place: 'Part {n} of {of}',
  limit: 'At most {max}, counted by the stated rule',
  rows: 'At most {most} rows; a row left empty is not saved',
  yuan: 'yuan',
  files: 'Upload this on the page “Attachments”.',
  origin: 'Taken from application {reference} on {on}; please check it',
  confirm: 'Checked, it can be used',
  register: 'From the register (nothing to fill in)',
  'saved-at': 'Saved at',
  'save-next': 'Save and go to the next part',
  'gaps-here': 'Still missing in this part',
  overview: 'Back to the application',
  turn: 'Previous and next part',
  'owner-is': 'done by {name}',
  'take-over': 'Take over {count, plural, one {# answer} other {# answers}}',
  'take-over-from':
    'Your last application ({reference}) has answers to the same questions. They can be taken over and checked; nothing that is filled in is overwritten.',
  'taken-over': 'Taken over; please check each answer',
  auto: {
    saving: 'Saving…',
    done: 'Saved by itself at ',
    failed: 'No connection for now; your text stays on this page and is tried again.',
    unsaved: 'Something is not saved yet; please see the note.',
    refused: 'This cannot be saved yet; please check what you wrote.',
    clash:
      'A colleague has just changed this answer. Your text is kept apart; please decide which one stands before you go on.',
    'signed-out':
      'You are signed out. Sign in again in a new window and come back here; your text will be saved.',
    over: 'The application is handed in or the call is over; nothing more is saved. Please copy your text first.',
    open: 'Open',
    restored: 'What was not saved last time is back and is being saved…',
  },
  'not-started': 'Not started',
  known: {
    name: 'Name',
    code: 'Unified social credit code (number)',
    established: 'Founded on',
    address: 'Address',
    representative: 'Legal representative',
    authority: 'Registration authority',
    supervising: 'Supervising unit',
    'as-of': 'Source: register, checked on',
  },
  work: {
    title: 'Who does what',
    intro:
      'Say who writes which part, and tick what is done. It only reminds: everybody can write in every part.',
    owner: 'Who writes it',
    done: 'Done',
    'done-by': 'ticked by {name} on {on}',
    ticked: 'ticked as done by {name}',
    saved: 'Saved who does what',
  },
  history: {
    title: 'History of changes',
    intro:
      'Who changed what, and when. Struck out is what went, underlined what came. Putting back an earlier text is a new entry.',
    none: 'No changes yet.',
    restore: 'Put this text back',
    restored: 'Put back',
    kinds: {
      SET_ASIDE: 'set aside, not used',
      RESTORED: 'put back',
      TAKEN_OVER: 'from the last application',
    },
  },
  draft: { title: 'Print the draft', note: 'A draft, not handed in.' },
  clash: {
    title: 'For you to decide',
    intro:
      'Two people changed the same answer at once. What was saved first is in the application; what came later is kept here. Nothing is lost.',
    open: 'An answer was changed by two people at once; please decide which one stands.',
    see: 'See both and decide',
    happened:
      'Saved. {count, plural, one {One answer had} other {# answers had}} just been changed by somebody else; your text is kept apart, please decide which one stands.',
    'set-aside': 'Set aside: what {by} wrote, at',
    base: 'Before both changes',
    theirs: 'Saved now',
    mine: 'Set aside',
    empty: '(empty)',
    choose: 'Which one stands',
    choices: { theirs: 'What is saved now', mine: 'What was set aside', joined: 'What is written below' },
    joined: 'Written out of both',
    'joined-hint': 'Used when you choose “What is written below”; the other two stay in the history',
    decide: 'Decide',
    decided: 'Decided',
    none: 'Nothing to decide.',
  },
  findings: {
    'workspace-no-section': 'The application has no such part',
    'workspace-no-person': 'Please choose somebody of your organization',
    'answer-unconfirmed': 'Taken from application {reference}; please check and confirm it',
  },
} satisfies Catalogue<typeof source>;
