import { standingTag } from '../credit/lists/lists.pages.js';
import { type PublicStay } from '../credit/lists/public-stays.queries.js';
import { type CreditCategory } from '../credit/records/record.rules.js';
import { publicChanges, publicChangesTable, recordsTable } from '../credit/records/records.pages.js';
import { type RecordLine } from '../credit/records/records.queries.js';
import { agreementsTable } from '../functions/functions.pages.js';
import { shanghaiDayOf } from '../kernel/calendar.js';
import { yuanText } from '../kernel/money.js';
import { noticesTable } from '../notices/notices.pages.js';
import { headsTable, namesTable } from '../organizations/officers.pages.js';
import { maskedName } from '../organizations/organization.rules.js';
import { basicFacts, statusTag, typeText } from '../organizations/organizations.pages.js';
import { qualificationsTable } from '../organizations/qualifications.pages.js';
import { barsChart, type BarsChart } from '../platform/views/charts.js';
import {
  addressOf,
  cell,
  type PageBase,
  pageBase,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
  type TimelineEntry,
} from '../platform/views/page.js';
import { type PublicProfile } from './profile.queries.js';
import { projectsTable } from './register.pages.js';

/** One part of a public page or report: where its facts come from, and exactly one kind of showing them. */
export interface Section {
  readonly id: string;
  readonly title: Text;
  readonly source: Text;
  readonly facts: readonly SummaryRow[] | null;
  readonly table: Table | null;
  readonly chart: BarsChart | null;
  readonly timeline: readonly TimelineEntry[] | null;
}

type Content = Partial<Pick<Section, 'facts' | 'table' | 'chart' | 'timeline'>>;

function section(id: string, source: Text, content: Content): Section {
  const title = { key: `disclosure.profile.sections.${id}` };
  return { id, title, source, facts: null, table: null, chart: null, timeline: null, ...content };
}

function source(name: string, args: Readonly<Record<string, string>> = {}): Text {
  return { key: `disclosure.profile.sources.${name}`, args };
}

/** Type, level, status, grade, charity and credit standing at one glance. */
export function identityTags({ one, grade, qualifications, standing, on }: PublicProfile): Tag[] {
  const charity = qualifications.some(
    ({ kind, validFrom, validTo, endedOn }) =>
      kind === 'CHARITY' && validFrom <= on && (validTo ?? '9') > on && (endedOn ?? '9') > on,
  );
  return [
    statusTag(one.status),
    standingTag(standing),
    { tone: 'neutral', label: typeText(one.type) },
    { tone: 'neutral', label: { key: `disclosure.profile.levels.${levelOf(one.authorityCode)}` } },
    ...(grade === null ? [] : [{ tone: 'special' as const, label: grade }]),
    ...(charity ? [{ tone: 'special' as const, label: { key: 'organizations.kinds.CHARITY' } }] : []),
  ];
}

/** The level of the registering authority by its code: 320800 is a city, 320803 a district, 320000 a province. */
function levelOf(authorityCode: string): 'national' | 'province' | 'city' | 'county' {
  if (authorityCode.endsWith('0000')) return authorityCode === '100000' ? 'national' : 'province';
  return authorityCode.endsWith('00') ? 'city' : 'county';
}

/**
 * The sections in the order of the national platform, then functions, projects, money and notices. Page and report
 * are made of the same ones. (ux.md 1.2, A11)
 */
export function profileSections(profile: PublicProfile): Section[] {
  const { one, on } = profile;
  const credit = source('credit', { on });
  const records = (...categories: CreditCategory[]): readonly RecordLine[] =>
    profile.records.filter(({ category }) => categories.includes(category));
  return [
    section('basic', source('register', { on: shanghaiDayOf(one.recordedAt) }), {
      facts: basicFacts(one, maskedName(one.legalRepresentative)),
    }),
    section('changes', source('register', { on: shanghaiDayOf(one.recordedAt) }), {
      table: changesTable(profile),
    }),
    section('heads', source('register', { on }), { table: headsTable(profile.officers) }),
    ...(profile.formerNames.length === 0
      ? []
      : [section('names', source('register', { on }), { table: namesTable(profile.formerNames) })]),
    section('inspections', credit, {
      table: creditTable('inspections', records('INSPECTION', 'ANNUAL_REPORT')),
    }),
    section('grades', source('register', { on }), { table: qualificationsTable(profile.qualifications, on) }),
    section('others', credit, { table: creditTable('others', records('OTHER')) }),
    section('penalties', credit, { table: creditTable('penalties', records('PENALTY')) }),
    ...(profile.corrections.length === 0
      ? []
      : [
          section('corrections', credit, {
            table: publicChangesTable(publicChanges(profile.corrections), {
              key: 'disclosure.profile.sections.corrections',
            }),
          }),
        ]),
    section('abnormal', credit, { table: staysTable('ABNORMAL', profile.stays) }),
    section('serious', credit, { table: staysTable('SERIOUS', profile.stays) }),
    section('functions', source('functions', { on }), { table: agreementsTable(profile.agreements, true) }),
    section('projects', source('awards', { on }), { table: projectsTable(profile.projects, false) }),
    section('notices', source('notices', { on }), { table: noticesTable(profile.notices, on) }),
  ];
}

/** Founding, former names and the end, with the changes that are credit information of their own. */
function changesTable({ one, formerNames, records }: PublicProfile): Table {
  const lines = [
    { day: one.establishedOn, what: { key: 'disclosure.profile.changes.founded' } },
    ...formerNames.map(({ name, validTo }) => ({
      day: validTo,
      what: { key: 'disclosure.profile.changes.renamed', args: { name } },
    })),
    ...records
      .filter(({ category }) => category === 'BASIC')
      .map(({ formedOn, summary }) => ({ day: formedOn, what: summary })),
    ...(one.endedOn === null
      ? []
      : [{ day: one.endedOn, what: { key: `organizations.statuses.${one.status}` } }]),
  ].sort((a, b) => (a.day < b.day ? 1 : -1));
  return table(
    { key: 'disclosure.profile.sections.changes' },
    [{ key: 'disclosure.profile.day' }, { key: 'disclosure.profile.what' }],
    lines.map(({ day, what }) => [cell.day(day), cell.text(what)]),
  );
}

function creditTable(id: string, list: readonly RecordLine[]): Table {
  return recordsTable(list, { key: `disclosure.profile.sections.${id}` });
}

function staysTable(list: PublicStay['list'], stays: readonly PublicStay[]): Table {
  return table(
    { key: `credit.lists.${list}` },
    ['ground', 'listed', 'removed', 'removal'].map((name) => ({ key: `credit.fields.${name}` })),
    stays
      .filter((stay) => stay.list === list)
      .map((stay) => [
        cell.text({ key: `credit.grounds.${stay.ground}` }),
        cell.day(stay.listedOn),
        cell.day(stay.removedOn),
        cell.text(stay.exit === null ? null : { key: `lists.exits.${stay.exit}` }),
      ]),
    { key: 'disclosure.profile.not-listed' },
  );
}

/** What a body was funded with, year by year; nothing to draw where there is no project. */
function moneyChart({ projects }: PublicProfile): BarsChart | null {
  if (projects.length === 0) return null;
  const byYear = new Map<string, number>();
  for (const { roundNumber, amountFen } of projects) {
    const year = roundNumber.slice(0, 4);
    byYear.set(year, (byYear.get(year) ?? 0) + amountFen);
  }
  const years = [...byYear].sort(([a], [b]) => (a < b ? -1 : 1));
  const total = yuanText(years.reduce((all, [, fen]) => all + fen, 0));
  return barsChart(
    {
      title: { key: 'disclosure.profile.sections.money' },
      sentence: { key: 'disclosure.profile.money-sentence', args: { count: projects.length, total } },
      table: table(
        { key: 'disclosure.profile.sections.money' },
        [{ key: 'disclosure.profile.year' }, [{ key: 'ventures.fields.amount' }, 'numeric']],
        years.map(([year, fen]) => [cell.text(year), cell.money(fen)]),
      ),
    },
    years.map(([year, fen]) => ({ label: year, value: fen, shown: yuanText(fen) })),
  );
}

/** Everything dated about a body on one line of time, newest first. */
export function timelineOf({
  one,
  formerNames,
  stays,
  agreements,
  projects,
  qualifications,
  records,
}: PublicProfile): TimelineEntry[] {
  const entry = (
    when: string,
    title: Text,
    body: Text | null = null,
    href: string | null = null,
  ): TimelineEntry => ({
    when,
    title,
    body,
    href,
  });
  const what = (name: string, args: Readonly<Record<string, Text>> = {}): Text => ({
    key: `disclosure.profile.changes.${name}`,
    args,
  });
  const list = [
    entry(one.establishedOn, what('founded')),
    ...formerNames.map(({ name, validTo }) => entry(validTo, what('renamed', { name }))),
    ...qualifications.map(({ kind, value, validFrom }) =>
      entry(validFrom, { key: `organizations.kinds.${kind}` }, value),
    ),
    ...records.map(({ category, summary, formedOn }) =>
      entry(formedOn, { key: `credit.categories.${category}` }, summary),
    ),
    ...stays.flatMap(({ list: kind, ground, listedOn, removedOn }) => [
      entry(listedOn, what('listed', { list: { key: `credit.lists.${kind}` } }), {
        key: `credit.grounds.${ground}`,
      }),
      ...(removedOn === null
        ? []
        : [entry(removedOn, what('left', { list: { key: `credit.lists.${kind}` } }))]),
    ]),
    ...agreements.map(({ fromOn, nameZh, nameEn, itemCode }) =>
      entry(fromOn, what('function'), { zh: nameZh, en: nameEn }, `/functions/${itemCode}`),
    ),
    ...projects.flatMap(({ confirmedAt, title, projectNumber }) =>
      confirmedAt === null
        ? []
        : [entry(shanghaiDayOf(confirmedAt), what('project'), title, `/projects/${projectNumber ?? ''}`)],
    ),
    ...(one.endedOn === null ? [] : [entry(one.endedOn, { key: `organizations.statuses.${one.status}` })]),
  ];
  return list.sort((a, b) => (a.when < b.when ? 1 : a.when > b.when ? -1 : 0));
}

export interface ProfilePage extends PageBase {
  readonly code: string;
  /** The pre-check of this body; null for one without a credit code. */
  readonly precheck: string | null;
  readonly tags: readonly Tag[];
  readonly sections: readonly Section[];
  readonly data: object;
  readonly on: string;
  /** The way to object to each record that is shown; anybody may. (R-CR-17) */
  readonly objections: readonly { readonly href: string; readonly label: string }[];
}

/** The public page of a body: one address for life, anchors instead of tabs so that it prints whole. (A11) */
export function profilePage(profile: PublicProfile, origin: string): ProfilePage {
  const { one, on } = profile;
  const chart = moneyChart(profile);
  const sections = profileSections(profile).flatMap((part) =>
    part.id === 'projects' && chart !== null
      ? [part, section('money', source('awards', { on }), { chart })]
      : [part],
  );
  return {
    ...pageBase(one.name, [{ label: { key: 'common.nav.organizations' }, href: '/organizations' }]),
    code: one.code,
    precheck: one.creditCode === null ? null : addressOf('/eligibility', { code: one.creditCode }),
    tags: identityTags(profile),
    sections: [...sections, section('timeline', source('all', { on }), { timeline: timelineOf(profile) })],
    data: linkedData(profile, origin),
    on,
    objections: profile.records.map(({ id, summary }) => ({
      href: `/objections/records/${id}`,
      label: summary,
    })),
  };
}

/** The body for search engines: schema.org `NGO` with its code as identifier. */
function linkedData({ one, formerNames }: PublicProfile, origin: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'NGO',
    '@id': `${origin}/organizations/${one.code}`,
    url: `${origin}/organizations/${one.code}`,
    name: one.name,
    ...(formerNames.length === 0 ? {} : { alternateName: formerNames.map(({ name }) => name) }),
    ...(one.creditCode === null
      ? { identifier: one.code }
      : { identifier: { '@type': 'PropertyValue', propertyID: 'GB 32100-2015', value: one.creditCode } }),
    foundingDate: one.establishedOn,
    ...(one.endedOn === null ? {} : { dissolutionDate: one.endedOn }),
    address: one.address,
    areaServed: one.divisionName ?? one.divisionCode,
  };
}
