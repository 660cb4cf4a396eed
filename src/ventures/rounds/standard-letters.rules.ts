import { type Bilingual } from '../../kernel/sentence.js';
import { type Letter } from './readiness.rules.js';

/** The letters a new round starts from; each can be changed before the call is published. */
export const STANDARD_LETTERS: Readonly<Record<Letter, Bilingual>> = {
  RECEIVED: {
    zh: '你单位申报的项目已受理。申报书在征集截止前封存，任何人不得查看；截止前可以撤回修改后重新提交。请保存好回执，核对内容以回执所载的摘要值为准。',
    en: 'Your application has been received. It stays sealed until the call closes and nobody can read it; until then you may withdraw it, change it and hand it in again. Keep the receipt: its content hash decides what was handed in.',
  },
  SUPPLEMENT: {
    zh: '经形式审查，你单位的申报材料需要补正。请在补正期限内只修改列明的内容并重新提交，逾期未补正的，按原材料审查。补正以一次为限。',
    en: 'The first check found that your application needs a supplement. Please change only what is named below and hand it in before the day stated; after that day it is judged as it stands. There is one supplement only.',
  },
  INELIGIBLE: {
    zh: '经审查，你单位的申报不符合本批次申报条件，不进入评审，具体条款和理由附后。如有异议，可在收到本通知后向异议受理部门提出申诉并提交依据。',
    en: 'Your application does not meet the conditions of this call and does not go on to review; the rule and the reason are attached. If you disagree you may appeal, with evidence, to the office named for objections.',
  },
  AWARDED: {
    zh: '经评审和公示，你单位申报的项目予以立项。请在签订协议期限内按批准金额修订预算和目标，并签订资助协议；逾期未签订且无正当理由的，视为放弃。',
    en: 'After review and publicity your project has been awarded a grant. Please revise budget and targets to the approved amount and sign the agreement before the day stated; without a good reason a later signing counts as giving up the grant.',
  },
  RESERVE: {
    zh: '经评审，你单位申报的项目列为候补。如有立项项目放弃或者被取消，将按排名顺序递补，届时另行通知。候补资格至本批次协议签订结束时为止。',
    en: 'Your project is on the reserve list. Should a grant be given up or cancelled, the next in the ranking moves up, and you would be told. The reserve list ends when the agreements of this round have been signed.',
  },
  NOT_AWARDED: {
    zh: '感谢你单位参加本批次公益创投。经评审，你单位申报的项目本次未予立项，各评分项的得分和评审意见可在申报页面查看。对结果有异议的，可在公示期内提出。',
    en: 'Thank you for taking part in this round. Your project has not been awarded a grant this time; marks and comments for each criterion are on the page of your application. Objections to the result can be raised during the publicity period.',
  },
};
