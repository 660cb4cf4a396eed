import { type INestApplicationContext } from '@nestjs/common';
import { viewerNamed } from '../accounts/accounts.queries.js';
import { FunctionsService } from '../functions/functions.service.js';
import { type Outcome } from '../kernel/outcome.js';
import { may, type Right } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { sentence } from '../platform/i18n/translator.js';
import { AwardsService } from '../ventures/awards/awards.service.js';

interface Deed {
  readonly right: Right;
  readonly act: (
    app: INestApplicationContext,
    viewer: SignedIn,
    subject: string,
  ) => Promise<Outcome<unknown>>;
}

/**
 * What the command line can do where the pages cannot be reached: in the name of an account, with its rights, through
 * the same services. Nothing that the pages refuse goes through here.
 */
export const BREAK_GLASS: Readonly<Record<'confirm-award' | 'confirm-agreement', Deed>> = {
  'confirm-award': {
    right: 'award.confirm',
    act: (app, viewer, round) => app.get(AwardsService).confirm(viewer, round),
  },
  'confirm-agreement': {
    right: 'agreement.confirm',
    act: (app, viewer, number) => app.get(FunctionsService).confirm(viewer, number),
  },
};

/** Does it, or throws with one line that says why not. */
export async function breakGlass(
  app: INestApplicationContext,
  command: keyof typeof BREAK_GLASS,
  [subject, username]: readonly [subject: string, username: string],
): Promise<void> {
  const { right, act } = BREAK_GLASS[command];
  const viewer = await viewerNamed(app.get(UnitOfWork).reader, username);
  if (viewer === null) throw new Error(`no account ${username}`);
  if (!may(viewer, right)) throw new Error(`${username} may not do this: ${right}`);
  const outcome = await act(app, viewer, subject);
  if (!outcome.ok) throw new Error(outcome.findings.map((finding) => sentence('en', finding)).join('; '));
}
