import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plainToInstance, Transform } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';

const toInteger = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
);

/**
 * Every variable the portal reads, with its limits. `.env.example` lists exactly these, and a test compares them.
 * A wrong value stops the start with one line that names the variable.
 */
export class Environment {
  @toInteger
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT = 3000;

  @IsString()
  @MinLength(1)
  HOST = '127.0.0.1';

  @IsString()
  @MinLength(1)
  DATA_DIR = 'var/data';

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/.+/)
  DATABASE_URL?: string;

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/.+/)
  DATABASE_MIGRATION_URL?: string;

  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  PUBLIC_ORIGIN?: string;

  @IsOptional()
  @IsString()
  @MinLength(32)
  SESSION_SECRET?: string;

  @IsOptional()
  @IsString()
  SESSION_SECRET_FILE?: string;

  @IsOptional()
  @IsString()
  LEDGER_KEY_FILE?: string;

  @IsOptional()
  @IsString()
  FIELD_KEY_FILE?: string;

  @IsOptional()
  @Matches(/^(loopback|uniquelocal|[0-9a-fA-F.:/,\s]+)$/)
  TRUST_PROXY?: string;

  @IsIn(['asvs', 'mlps'])
  PASSWORD_PROFILE: 'asvs' | 'mlps' = 'asvs';

  @IsOptional()
  @IsString()
  METRICS_TOKEN?: string;

  @IsIn(['silent', 'error', 'warn', 'info', 'debug'])
  LOG_LEVEL: 'silent' | 'error' | 'warn' | 'info' | 'debug' = 'info';

  @IsOptional()
  @IsString()
  SMTP_URL?: string;

  @IsOptional()
  @Matches(/^(tcp:\/\/[^\s/:]+:\d{1,5}|unix:\/\S+)$/)
  SCANNER_URL?: string;

  @IsOptional()
  @IsString()
  SITE_PHONE?: string;

  @IsOptional()
  @IsString()
  SITE_ICP?: string;
}

export type Mode = 'production' | 'demo' | 'test';

/** The settings of one running process, checked. Paths are absolute. */
export interface Config {
  readonly mode: Mode;
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly databaseMigrationUrl: string | null;
  readonly publicOrigin: string;
  readonly sessionSecret: string;
  readonly ledgerKeyFile: string;
  /** The key of sealed fields; made on first use where there is none. */
  readonly fieldKeyFile: string;
  readonly trustProxy: string | null;
  readonly passwordProfile: 'asvs' | 'mlps';
  readonly metricsToken: string | null;
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly smtpUrl: string | null;
  /** A virus scanner that speaks clamd's protocol; null: files are kept unscanned, and pages say so. */
  readonly scannerUrl: string | null;
  readonly sitePhone: string | null;
  readonly siteIcp: string | null;
}

/** Nest's injection token for `Config`. */
export const CONFIG = Symbol('config');

/** One line that names the variable; the start stops with it. */
export class WrongConfiguration extends Error {}

/**
 * Reads and checks the environment. Production refuses to start without its secrets; the demonstration and tests
 * bring their own, since nothing real lies behind them.
 */
export function readConfig(mode: Mode, variables: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const environment = plainToInstance(Environment, Object.assign(new Environment(), given));
  const [wrong] = validateSync(environment, { skipMissingProperties: false });
  if (wrong)
    throw new WrongConfiguration(`${wrong.property}: ${Object.values(wrong.constraints ?? {}).join('; ')}`);
  const dataDir = resolve(environment.DATA_DIR);
  return {
    mode,
    port: environment.PORT,
    host: environment.HOST,
    dataDir,
    databaseUrl: environment.DATABASE_URL ?? null,
    databaseMigrationUrl: migrationUrl(mode, environment),
    publicOrigin: environment.PUBLIC_ORIGIN ?? `http://${environment.HOST}:${environment.PORT}`,
    sessionSecret: sessionSecret(mode, environment),
    ledgerKeyFile: ledgerKeyFile(mode, environment, dataDir),
    fieldKeyFile: resolve(environment.FIELD_KEY_FILE ?? join(dataDir, 'field.key')),
    trustProxy: environment.TRUST_PROXY ?? null,
    passwordProfile: environment.PASSWORD_PROFILE,
    metricsToken: environment.METRICS_TOKEN ?? null,
    logLevel: environment.LOG_LEVEL,
    smtpUrl: environment.SMTP_URL ?? null,
    scannerUrl: environment.SCANNER_URL ?? null,
    sitePhone: environment.SITE_PHONE ?? null,
    siteIcp: environment.SITE_ICP ?? null,
  };
}

/** The demonstration's settings: its own folder unless DATA_DIR says otherwise. */
export function readDemoConfig(): Config {
  return readConfig('demo', { DATA_DIR: 'var/demo', LOG_LEVEL: 'warn', ...process.env });
}

/** Whether production's secret is given: commands then work on production's data, else on the demonstration's. */
export function isProduction(): boolean {
  return process.env['SESSION_SECRET'] !== undefined || process.env['SESSION_SECRET_FILE'] !== undefined;
}

function migrationUrl(mode: Mode, environment: Environment): string | null {
  if (mode === 'production' && environment.DATABASE_URL && !environment.DATABASE_MIGRATION_URL)
    throw new WrongConfiguration(
      "DATABASE_MIGRATION_URL: production on PostgreSQL needs the owner's role for migrations",
    );
  return environment.DATABASE_MIGRATION_URL ?? null;
}

function sessionSecret(mode: Mode, environment: Environment): string {
  const fromFile = environment.SESSION_SECRET_FILE
    ? readFileSync(environment.SESSION_SECRET_FILE, 'utf8').trim()
    : undefined;
  const secret = environment.SESSION_SECRET ?? fromFile;
  if (secret !== undefined && secret.length >= 32) return secret;
  if (mode === 'production')
    throw new WrongConfiguration(
      'SESSION_SECRET: at least 32 characters; make one with `openssl rand -hex 32`',
    );
  return 'nothing-real-lies-behind-this-demonstration-secret';
}

function ledgerKeyFile(mode: Mode, environment: Environment, dataDir: string): string {
  if (environment.LEDGER_KEY_FILE) return resolve(environment.LEDGER_KEY_FILE);
  if (mode === 'production')
    throw new WrongConfiguration('LEDGER_KEY_FILE: make a key with `npm run manage -- ledger-key FILE`');
  return join(dataDir, 'ledger-key.pem');
}
