import { type MigrationInterface, type QueryRunner } from 'typeorm';

const CONTACT = [
  `CREATE INDEX "ix_organization_contact_organization" ON "organization_contact" ("organization_id")`,
  `CREATE INDEX "ix_organization_contact_fact" ON "organization_contact" ("kind", "fingerprint")`,
];
const DISMISSAL = [
  `CREATE INDEX "ix_link_dismissal_first" ON "link_dismissal" ("first_id")`,
  `CREATE INDEX "ix_link_dismissal_second" ON "link_dismissal" ("second_id")`,
];

const SQLITE = [
  `CREATE TABLE "organization_contact" ("id" varchar(36) PRIMARY KEY NOT NULL, "organization_id" varchar(36) NOT NULL, "kind" varchar(10) NOT NULL, "sealed" varchar(400) NOT NULL, "fingerprint" varchar(64) NOT NULL, "masked" varchar(80) NOT NULL, "holder_sealed" varchar(600), "bank" varchar(100), "recorded_by" varchar(36), "recorded_at" varchar(24) NOT NULL, "ended_at" varchar(24), CONSTRAINT "ck_organization_contact_fingerprint" CHECK (length("fingerprint") = 64), CONSTRAINT "fk_organization_contact_organization" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  ...CONTACT,
  `CREATE TABLE "link_dismissal" ("id" varchar(36) PRIMARY KEY NOT NULL, "kind" varchar(16) NOT NULL, "first_id" varchar(36) NOT NULL, "second_id" varchar(36) NOT NULL, "reason" varchar(300) NOT NULL, "dismissed_by" varchar(36) NOT NULL, "dismissed_at" varchar(24) NOT NULL, "withdrawn_by" varchar(36), "withdrawn_at" varchar(24), CONSTRAINT "fk_link_dismissal_first" FOREIGN KEY ("first_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, CONSTRAINT "fk_link_dismissal_second" FOREIGN KEY ("second_id") REFERENCES "organization" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  ...DISMISSAL,
];

const POSTGRES = [
  `CREATE TABLE "organization_contact" ("id" character varying(36) NOT NULL, "organization_id" character varying(36) NOT NULL, "kind" character varying(10) NOT NULL, "sealed" character varying(400) NOT NULL, "fingerprint" character varying(64) NOT NULL, "masked" character varying(80) NOT NULL, "holder_sealed" character varying(600), "bank" character varying(100), "recorded_by" character varying(36), "recorded_at" character varying(24) NOT NULL, "ended_at" character varying(24), CONSTRAINT "ck_organization_contact_fingerprint" CHECK (length("fingerprint") = 64), CONSTRAINT "pk_organization_contact" PRIMARY KEY ("id"))`,
  ...CONTACT,
  `CREATE TABLE "link_dismissal" ("id" character varying(36) NOT NULL, "kind" character varying(16) NOT NULL, "first_id" character varying(36) NOT NULL, "second_id" character varying(36) NOT NULL, "reason" character varying(300) NOT NULL, "dismissed_by" character varying(36) NOT NULL, "dismissed_at" character varying(24) NOT NULL, "withdrawn_by" character varying(36), "withdrawn_at" character varying(24), CONSTRAINT "pk_link_dismissal" PRIMARY KEY ("id"))`,
  ...DISMISSAL,
  `ALTER TABLE "organization_contact" ADD CONSTRAINT "fk_organization_contact_organization" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "link_dismissal" ADD CONSTRAINT "fk_link_dismissal_first" FOREIGN KEY ("first_id") REFERENCES "organization"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "link_dismissal" ADD CONSTRAINT "fk_link_dismissal_second" FOREIGN KEY ("second_id") REFERENCES "organization"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

/** Phones, e-mail addresses and bank accounts of bodies, sealed; and links between bodies that a person found false. */
export class CreateContact1795392025000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('link_dismissal');
    await runner.dropTable('organization_contact');
  }
}
