/** The bare handler of the benchmark: Fastify alone, the recorded statements on the same file, the recorded bytes. */
import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import fastify from 'fastify';

const { file, statements, body, type } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const database = new Sqlite(file, { readonly: true });
for (const pragma of ['cache_size = -32000', 'temp_store = MEMORY']) database.pragma(pragma);

const server = fastify();
server.get('/healthz', () => 'ok');
server.get('/organizations', (_request, reply) => {
  for (const { sql, values } of statements) database.prepare(sql).all(...values);
  reply.type(type);
  return reply.send(body);
});
await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
