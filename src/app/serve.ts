import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Config } from '../platform/config.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { openFoundations, type Opened } from './foundations.js';
import { schedule } from './scheduled.js';
import { createWeb } from './web.js';

const HARD_STOP_MS = 25_000;

/** Starts the server: foundations, application, jobs, and only then the port. Stops in the reverse order. */
export async function serve(config: Config, opened?: Opened): Promise<NestFastifyApplication> {
  const foundations = opened ?? (await openFoundations(config, { claim: true }));
  const app = await createWeb(config, foundations);
  schedule(app);
  app.get(Jobs).start();
  stopOnSignals(app, foundations);
  await app.listen(config.port, config.host);
  return app;
}

/** Running requests are answered, then the database is closed; after 25 seconds whatever still hangs is cut. */
function stopOnSignals(app: NestFastifyApplication, { work, release }: Opened): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), HARD_STOP_MS).unref();
    void app
      .close()
      .then(() => work.close())
      .then(release)
      .then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
