import { CreateLedger1795392000000 } from './1795392000000-create-ledger.js';
import { CreateAudit1795392001000 } from './1795392001000-create-audit.js';
import { CreateReference1795392002000 } from './1795392002000-create-reference.js';
import { CreateAccounts1795392003000 } from './1795392003000-create-accounts.js';
import { CreateOrganizations1795392004000 } from './1795392004000-create-organizations.js';
import { CreateNotices1795392005000 } from './1795392005000-create-notices.js';
import { CreateCredit1795392006000 } from './1795392006000-create-credit.js';
import { CreateReview1795392007000 } from './1795392007000-create-review.js';
import { CreateVentures1795392008000 } from './1795392008000-create-ventures.js';
import { CreateFunctions1795392009000 } from './1795392009000-create-functions.js';
import { CreateIncubation1795392010000 } from './1795392010000-create-incubation.js';
import { CreatePlatform1795392011000 } from './1795392011000-create-platform.js';
import { CreateEligibility1795392012000 } from './1795392012000-create-eligibility.js';
import { CreateObjection1795392013000 } from './1795392013000-create-objection.js';
import { AddLocalBodies1795392020000 } from './1795392020000-add-local-bodies.js';
import { CreateOfficers1795392021000 } from './1795392021000-create-officers.js';
import { AddQualificationEnds1795392022000 } from './1795392022000-add-qualification-ends.js';
import { CreateAnnualFiling1795392023000 } from './1795392023000-create-annual-filing.js';
import { CreateCorrectionRequest1795392024000 } from './1795392024000-create-correction-request.js';
import { CreateContact1795392025000 } from './1795392025000-create-contact.js';
import { CreateTie1795392026000 } from './1795392026000-create-tie.js';
import { CreateMerge1795392027000 } from './1795392027000-create-merge.js';
import { CreateOrganizationChange1795392028000 } from './1795392028000-create-organization-change.js';
import { CreateCreditVersions1795392030000 } from './1795392030000-create-credit-versions.js';
import { CreateListing1795392035000 } from './1795392035000-create-listing.js';
import { AddObjectionParties1795392040000 } from './1795392040000-add-objection-parties.js';
import { ConstrainStandstill1795392041000 } from './1795392041000-constrain-standstill.js';
import { AddNoticeVersions1795392042000 } from './1795392042000-add-notice-versions.js';
import { AddBudgetLinePeople1795392060000 } from './1795392060000-add-budget-line-people.js';
import { AddFilingHash1795392065000 } from './1795392065000-add-filing-hash.js';
import { CreateExtension1795392080000 } from './1795392080000-create-extension.js';
import { AddPerHead1795392082000 } from './1795392082000-add-per-head.js';
import { CreateSeal1795392081000 } from './1795392081000-create-seal.js';
import { CreateFileScan1795392087000 } from './1795392087000-create-file-scan.js';
import { ExtendApplicationAttachment1795392089000 } from './1795392089000-extend-application-attachment.js';
import { CreateOrganizationDocument1795392088000 } from './1795392088000-create-organization-document.js';
import { AddRoundTerms1795392070000 } from './1795392070000-add-round-terms.js';
import { AddBudgetLineActivity1795392085000 } from './1795392085000-add-budget-line-activity.js';
import { CreateLikeness1795392086000 } from './1795392086000-create-likeness.js';
import { CreateCallQuestion1795392074000 } from './1795392074000-create-call-question.js';
import { CreateApplicationRevision1795392075000 } from './1795392075000-create-application-revision.js';
import { FreezeRounds1795392071000 } from './1795392071000-freeze-rounds.js';
import { CreateRoundVersion1795392090000 } from './1795392090000-create-round-version.js';
import { CreateRehearsal1795392091000 } from './1795392091000-create-rehearsal.js';
import { ExtendEligibility1795392045000 } from './1795392045000-extend-eligibility.js';
import { CreateScreening1795392092000 } from './1795392092000-create-screening.js';
import { CreateSupplement1795392093000 } from './1795392093000-create-supplement.js';
import { AddJudgementOrder1795392094000 } from './1795392094000-add-judgement-order.js';

/** Every migration, in order; nothing is found by a pattern. */
export const migrations = [
  CreateLedger1795392000000,
  CreateAudit1795392001000,
  CreateReference1795392002000,
  CreateAccounts1795392003000,
  CreateOrganizations1795392004000,
  CreateNotices1795392005000,
  CreateCredit1795392006000,
  CreateReview1795392007000,
  CreateVentures1795392008000,
  CreateFunctions1795392009000,
  CreateIncubation1795392010000,
  CreatePlatform1795392011000,
  CreateEligibility1795392012000,
  CreateObjection1795392013000,
  AddLocalBodies1795392020000,
  CreateOfficers1795392021000,
  AddQualificationEnds1795392022000,
  CreateAnnualFiling1795392023000,
  CreateCorrectionRequest1795392024000,
  CreateContact1795392025000,
  CreateTie1795392026000,
  CreateMerge1795392027000,
  CreateOrganizationChange1795392028000,
  CreateCreditVersions1795392030000,
  CreateListing1795392035000,
  AddObjectionParties1795392040000,
  ConstrainStandstill1795392041000,
  AddNoticeVersions1795392042000,
  ExtendEligibility1795392045000,
  AddBudgetLinePeople1795392060000,
  AddFilingHash1795392065000,
  AddRoundTerms1795392070000,
  FreezeRounds1795392071000,
  CreateCallQuestion1795392074000,
  CreateApplicationRevision1795392075000,
  CreateExtension1795392080000,
  CreateSeal1795392081000,
  AddPerHead1795392082000,
  AddBudgetLineActivity1795392085000,
  CreateLikeness1795392086000,
  CreateFileScan1795392087000,
  CreateOrganizationDocument1795392088000,
  ExtendApplicationAttachment1795392089000,
  CreateRoundVersion1795392090000,
  CreateRehearsal1795392091000,
  CreateScreening1795392092000,
  CreateSupplement1795392093000,
  AddJudgementOrder1795392094000,
] as const;
