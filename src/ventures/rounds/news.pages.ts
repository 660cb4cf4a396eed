import { type PageBase, pageBase, type Text } from '../../platform/views/page.js';
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
export function newsBanner(number: string, { answers }: CallNews): NewsBanner | null {
  const lines: Text[] =
    answers.length === 0 ? [] : [{ key: 'questions.news.answers', args: { count: answers.length } }];
  return lines.length === 0 ? null : { lines, href: `/org/rounds/${number}/news` };
}

export interface NewsPage extends PageBase {
  readonly action: string;
  readonly back: string;
  readonly until: string;
  readonly answers: readonly AnswerView[];
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
    isEmpty: news.answers.length === 0,
  };
}
