import { Inject, Injectable } from '@nestjs/common';
import { may, type Right } from '../kernel/rights.js';
import { type SignedIn, type Viewer, VISITOR } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { type Chrome, type NavItem, type Text } from '../platform/views/page.js';
import { type Flash } from '../platform/web/answer.js';
import { ChromeBuilder } from '../platform/web/page-sender.js';
import { type PortalRequest } from '../platform/web/request.js';

const PUBLIC_MENU = [
  ['organizations', '/organizations'],
  ['credit', '/credit'],
  ['rounds', '/rounds'],
  ['projects', '/projects'],
  ['functions', '/functions'],
  ['centres', '/centres'],
  ['notices', '/notices'],
  ['statistics', '/statistics'],
] as const;

/** The left menu of the workspaces: an entry shows to whoever holds its right. */
const WORKSPACE_MENU: readonly (readonly [name: string, href: string, right: Right])[] = [
  ['org', '/org', 'organization.own.see'],
  ['org-profile', '/org/profile', 'organization.own.see'],
  ['org-filings', '/org/filings', 'organization.own.see'],
  ['org-documents', '/org/documents', 'organization.document.own.edit'],
  ['org-contacts', '/org/contacts', 'organization.contact.own.edit'],
  ['org-credit', '/org/credit', 'organization.own.see'],
  ['org-credit-score', '/org/credit/score', 'organization.own.see'],
  ['org-eligibility', '/org/eligibility', 'organization.own.see'],
  ['org-objections', '/org/objections', 'objection.lodge'],
  ['review', '/review', 'scorecard.own.see'],
  ['bureau', '/bureau', 'bureau.see'],
  ['bureau-organizations', '/bureau/organizations', 'organization.see'],
  ['bureau-filings', '/bureau/filings', 'filing.see'],
  ['bureau-corrections', '/bureau/corrections', 'organization.see'],
  ['bureau-related', '/bureau/related-organizations', 'organization.see'],
  ['bureau-duplicates', '/bureau/duplicates', 'organization.see'],
  ['bureau-merges', '/bureau/merges', 'organization.see'],
  ['bureau-credit', '/bureau/credit', 'credit.see'],
  ['bureau-credit-lists', '/bureau/credit-lists', 'credit.see'],
  ['bureau-credit-scores', '/bureau/credit-scores', 'credit.see'],
  ['bureau-stop-flags', '/bureau/stop-flags', 'stop-flag.see'],
  ['bureau-rounds', '/bureau/rounds', 'round.see'],
  ['bureau-functions', '/bureau/functions', 'function.see'],
  ['bureau-notices', '/bureau/notices', 'notice.see'],
  ['bureau-objections', '/bureau/objections', 'objection.see'],
  ['department', '/department', 'agreement.record'],
  ['centre', '/centre', 'centre.own.see'],
  ['admin', '/admin', 'account.see'],
  ['admin-audit', '/admin/audit', 'audit.see'],
  ['account', '/account', 'account.own'],
];

/** What stands around every page: menus by right, the viewer, the switches and the footer. */
@Injectable()
export class PortalChrome extends ChromeBuilder {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {
    super();
  }

  build(request: PortalRequest, { csrf, flash }: { csrf: string | null; flash: Flash | null }): Chrome {
    const { display } = request;
    const viewer = request.viewer ?? VISITOR;
    const [path = '/'] = request.originalUrl.split('?');
    const item = (key: string, href: string): NavItem => ({
      label: { key },
      href,
      current: isCurrent(path, href),
    });
    return {
      locale: display.locale,
      path,
      csrf,
      mode: display.mode,
      theme: display.theme,
      viewer: viewer.kind === 'user' ? shownViewer(viewer) : null,
      navigation: PUBLIC_MENU.map(([name, href]) => item(`common.nav.${name}`, href)),
      sideMenu: sideMenu(viewer, item),
      flash,
      phase: this.config.mode === 'production' ? null : { key: 'common.site.demo' },
      site: this.site(),
      links: {
        language: switched(request, 'lang', display.locale === 'en' ? 'zh-CN' : 'en'),
        elder: switched(request, 'mode', display.mode === 'elder' ? 'standard' : 'elder'),
        theme: switched(request, 'theme', display.theme === 'dark' ? 'light' : 'dark'),
      },
      print: display.print,
      now: this.clock.now(),
    };
  }

  private site(): Chrome['site'] {
    return {
      name: { key: 'common.site.name' },
      owner: { key: 'common.site.owner' },
      phone: this.config.sitePhone,
      icp: this.config.siteIcp,
    };
  }
}

function sideMenu(viewer: Viewer, item: (key: string, href: string) => NavItem): NavItem[] {
  const entries = WORKSPACE_MENU.filter(([, , right]) => may(viewer, right)).map(([name, href]) =>
    item(`common.workspace.${name}`, href),
  );
  // Only the most specific entry is the current one: /bureau is not current on /bureau/rounds.
  const best = entries
    .filter(({ current }) => current)
    .reduce((most, { href }) => (href.length > most.length ? href : most), '');
  return entries.map((entry) => ({ ...entry, current: entry.href === best }));
}

function shownViewer({ name, roles }: SignedIn): NonNullable<Chrome['viewer']> {
  return { name, roles: roles.map((role): Text => ({ key: `accounts.roles.${role}` })) };
}

function isCurrent(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}

/** The same page with one switch set; everything else in the address stays. */
function switched(request: PortalRequest, name: string, value: string): string {
  const [path = '/', query = ''] = request.originalUrl.split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  for (const one of ['lang', 'mode', 'theme']) parameters.delete(one);
  parameters.set(name, value);
  return `${path}?${parameters.toString()}`;
}
