import { type INestApplicationContext } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { likenessOfRound } from '../ventures/applications/likeness.queries.js';
import { LikenessService } from '../ventures/applications/likeness.service.js';
import { openedRounds } from '../ventures/rounds/rounds.queries.js';
import { type Cast, member } from './demo-accounts.js';

/** The latest opened round compared for double funding, and one finding looked at and dismissed. */
export async function seedLikeness(app: INestApplicationContext, cast: Cast): Promise<void> {
  const [service, db] = [app.get(LikenessService), app.get(UnitOfWork).reader];
  const number = (await openedRounds(db)).at(-1);
  if (number === undefined) return;
  const officer = member(cast, 'officer');
  const asked = await service.ask(officer, number);
  if (!asked.ok) throw new Error(`demo likeness: ${JSON.stringify(asked.findings)}`);
  await service.compare(number);
  const [nearest] = await likenessOfRound(db, number);
  if (nearest === undefined) return;
  const reason = '两份申报使用街道提供的同一份需求调查，服务对象不同，经核对项目书不属重复申报（演示）';
  await service.dismiss(officer, nearest.id, { reason, version: nearest.version });
}
