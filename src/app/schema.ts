import { Account, AccountRole } from '../accounts/account.entity.js';
import { ListEvidence, ListExit, ListingCase, ListingLetter } from '../credit/lists/case.entity.js';
import { CreditListEntry, CreditListEvent } from '../credit/lists/list.entity.js';
import {
  CreditCorrection,
  CreditFile,
  CreditRecord,
  CreditRecordVersion,
  CreditRepair,
} from '../credit/records/record.entity.js';
import {
  FunctionItem,
  FunctionResponsibility,
  FunctionStage,
  UndertakingAgreement,
} from '../functions/function.entity.js';
import { Centre, CentreLocation } from '../incubation/incubation.entity.js';
import { CorrectionRequest } from '../organizations/correction.entity.js';
import { OrganizationDocument, OrganizationDocumentVersion } from '../organizations/document.entity.js';
import { AnnualFiling } from '../organizations/filing.entity.js';
import { Officer, RegistrationAct } from '../organizations/officer.entity.js';
import { Notice, NoticeRevision } from '../notices/notice.entity.js';
import { Objection, ObjectionFile, ObjectionParty } from '../notices/objection.entity.js';
import { LinkDismissal, OrganizationContact } from '../organizations/contact.entity.js';
import { OrganizationMerge, OrganizationMergeRow } from '../organizations/merge.entity.js';
import { Organization, OrganizationName, Qualification } from '../organizations/organization.entity.js';
import {
  Department,
  Division,
  DivisionSuccession,
  Holiday,
  Parameter,
  PopulationFigure,
} from '../reference/reference.entity.js';
import { EligibilityDeclaration } from '../eligibility/declaration.entity.js';
import { EligibilityAcknowledgement, EligibilitySnapshot } from '../eligibility/eligibility.entity.js';
import { StopFlag } from '../eligibility/flag.entity.js';
import {
  Assignment,
  Contest,
  ContestCandidate,
  Expert,
  PanelMember,
  Scorecard,
} from '../review/contest.entity.js';
import { Application, BudgetLine } from '../ventures/applications/application.entity.js';
import { LikenessFinding, LikenessRun } from '../ventures/applications/likeness.entity.js';
import { ApplicationRevision, ApplicationSection } from '../ventures/applications/revision.entity.js';
import { Attachment } from '../ventures/applications/attachment.entity.js';
import { ScreeningDecision, ScreeningJudgement } from '../ventures/applications/screening.entity.js';
import { ApplicationSeal, RoundOpening, RoundSeal } from '../ventures/applications/seal.entity.js';
import { ApplicationSupplement } from '../ventures/applications/supplement.entity.js';
import { Award } from '../ventures/awards/award.entity.js';
import { CallAnswer, CallQuestion, CallReading } from '../ventures/rounds/question.entity.js';
import { ApplicationExtension } from '../ventures/rounds/extension.entity.js';
import { RoundAmendment, RoundVersion } from '../ventures/rounds/amendment.entity.js';
import { Rehearsal } from '../ventures/rounds/rehearsal.entity.js';
import { Round } from '../ventures/rounds/round.entity.js';

/** Every table that is written through an entity. */
export const ENTITIES: readonly (new () => object)[] = [
  Division,
  DivisionSuccession,
  Department,
  PopulationFigure,
  Holiday,
  Parameter,
  Account,
  AccountRole,
  Organization,
  OrganizationName,
  Qualification,
  Officer,
  RegistrationAct,
  AnnualFiling,
  OrganizationDocument,
  OrganizationDocumentVersion,
  CorrectionRequest,
  OrganizationContact,
  LinkDismissal,
  OrganizationMerge,
  OrganizationMergeRow,
  Notice,
  NoticeRevision,
  Objection,
  ObjectionParty,
  ObjectionFile,
  CreditRecord,
  CreditRecordVersion,
  CreditCorrection,
  CreditRepair,
  CreditFile,
  CreditListEntry,
  CreditListEvent,
  ListingCase,
  ListingLetter,
  ListEvidence,
  ListExit,
  EligibilitySnapshot,
  EligibilityAcknowledgement,
  EligibilityDeclaration,
  StopFlag,
  Contest,
  ContestCandidate,
  Expert,
  PanelMember,
  Assignment,
  Scorecard,
  Round,
  CallQuestion,
  CallAnswer,
  CallReading,
  ApplicationExtension,
  RoundVersion,
  RoundAmendment,
  Rehearsal,
  Application,
  ApplicationRevision,
  ApplicationSection,
  ApplicationSeal,
  RoundSeal,
  RoundOpening,
  BudgetLine,
  LikenessRun,
  LikenessFinding,
  Attachment,
  ScreeningJudgement,
  ScreeningDecision,
  ApplicationSupplement,
  Award,
  FunctionItem,
  FunctionStage,
  UndertakingAgreement,
  FunctionResponsibility,
  Centre,
  CentreLocation,
];
