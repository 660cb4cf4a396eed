import { type PageBase, pageBase, type Text } from '../../platform/views/page.js';
import { versionViews, type VersionView } from './amendments.pages.js';
import { type CallNews } from './news.queries.js';
import { answerViews, type AnswerView } from './questions.pages.js';
import { roundName } from './rounds.pages.js';
import { type RoundDetail } from './rounds.queries.js';

/** The line on an application page that says that there is something new; null: there is nothing. */
export interface NewsBanner {
  readonly lines: readonly Text[];
  readonly href: string;
}

/** What an applicant is told until it says that it has read it. (B10, B11) */
export function newsBanner(number: string, { answers, amendments }: CallNews): NewsBanner | null {
  const told = (key: string, count: number): Text[] => (count === 0 ? [] : [{ key, args: { count } }]);
  const lines = [
    ...told('amendments.news', amendments.length),
    ...told('questions.news.answers', answers.length),
  ];
  return lines.length === 0 ? null : { lines, href: `/org/rounds/${number}/news` };
}

export interface NewsPage extends PageBase {
  readonly action: string;
  readonly back: string;
  readonly until: string;
  readonly answers: readonly AnswerView[];
  readonly amendments: readonly VersionView[];
  readonly isEmpty: boolean;
}

/** `until`: the instant of this page; only what it shows counts as read afterwards. */
export function newsPage(round: RoundDetail, news: CallNews, until: string): NewsPage {
  const path = `/org/rounds/${round.number}`;
  return {
    ...pageBase({ key: 'questions.news.title' }, [
      { label: { key: 'ventures.org.title' }, href: '/org' },
      { label: roundName(round), href: `${path}/application` },
    ]),
    action: `${path}/news`,
    back: `${path}/application`,
    until,
    answers: answerViews([...news.answers].sort((a, b) => a.number - b.number || b.version - a.version)),
    amendments: versionViews(round.number, news.amendments),
    isEmpty: news.answers.length + news.amendments.length === 0,
  };
}
