import { Module } from '@nestjs/common';
import { CreditModule } from '../credit/credit.module.js';
import { EligibilityModule } from '../eligibility/eligibility.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { ReviewModule } from '../review/review.module.js';
import { ApplicationsController } from './applications/applications.controller.js';
import { ApplicationsService } from './applications/applications.service.js';
import {
  AttachmentDeskController,
  OwnAttachmentController,
} from './applications/attachment-desk.controller.js';
import { AnswersController } from './applications/answers.controller.js';
import { AnswersService } from './applications/answers.service.js';
import { WorkspaceController } from './applications/workspace.controller.js';
import { WorkspaceService } from './applications/workspace.service.js';
import { AttachmentsController } from './applications/attachments.controller.js';
import { AttachmentsService } from './applications/attachments.service.js';
import { AppealsController } from './applications/appeals.controller.js';
import { AppealsService } from './applications/appeals.service.js';
import { OwnScreeningController } from './applications/own-screening.controller.js';
import { SupplementsController } from './applications/supplements.controller.js';
import { SupplementsService } from './applications/supplements.service.js';
import { ScreeningController } from './applications/screening.controller.js';
import { ScreeningService } from './applications/screening.service.js';
import { Drafts } from './applications/drafts.service.js';
import { OpeningsController } from './applications/openings.controller.js';
import { OpeningsService } from './applications/openings.service.js';
import { Seals } from './applications/seals.service.js';
import { SubmissionController } from './applications/submission.controller.js';
import { SubmissionService } from './applications/submission.service.js';
import { BudgetController } from './applications/budget.controller.js';
import { BudgetSheetController } from './applications/budget-sheet.controller.js';
import { BudgetService } from './applications/budget.service.js';
import { LikenessController } from './applications/likeness.controller.js';
import { LikenessService } from './applications/likeness.service.js';
import { AwardsController } from './awards/awards.controller.js';
import { AwardChecks } from './awards/checks.service.js';
import { LegacyRoundsService } from './awards/legacy.service.js';
import { AwardDesks, AwardsService } from './awards/awards.service.js';
import { PreviewController } from './applications/preview.controller.js';
import { BudgetSetupController } from './applications/budget-setup.controller.js';
import { DesignService } from './rounds/design.service.js';
import { FormEditorController } from './rounds/form-editor.controller.js';
import { QuestionEditorController } from './rounds/question-editor.controller.js';
import { AmendmentsController } from './rounds/amendments.controller.js';
import { AmendmentsService } from './rounds/amendments.service.js';
import { CallMail } from './rounds/call-mail.service.js';
import { NewsController } from './rounds/news.controller.js';
import { NewsService } from './rounds/news.service.js';
import { PublicQuestionsController } from './rounds/public-questions.controller.js';
import { RehearsalsController } from './rounds/rehearsals.controller.js';
import { RehearsalsService } from './rounds/rehearsals.service.js';
import { QuestionsController } from './rounds/questions.controller.js';
import { QuestionsService } from './rounds/questions.service.js';
import { ExtensionsController } from './rounds/extensions.controller.js';
import { ExtensionsService } from './rounds/extensions.service.js';
import { RubricEditorController } from './rounds/rubric-editor.controller.js';
import { RoundsController } from './rounds/rounds.controller.js';
import { RoundsService } from './rounds/rounds.service.js';
import { SetupPartsController } from './rounds/setup-parts.controller.js';
import { SetupController } from './rounds/setup.controller.js';
import { SetupService } from './rounds/setup.service.js';
import { TimetableController } from './rounds/timetable.controller.js';

@Module({
  imports: [CreditModule, EligibilityModule, NoticesModule, OrganizationsModule, ReviewModule],
  controllers: [
    SetupController,
    TimetableController,
    SetupPartsController,
    RoundsController,
    FormEditorController,
    QuestionEditorController,
    PublicQuestionsController,
    QuestionsController,
    NewsController,
    ExtensionsController,
    BudgetSetupController,
    PreviewController,
    RubricEditorController,
    AmendmentsController,
    RehearsalsController,
    SubmissionController,
    OpeningsController,
    BudgetController,
    BudgetSheetController,
    LikenessController,
    ApplicationsController,
    WorkspaceController,
    AnswersController,
    AttachmentsController,
    AttachmentDeskController,
    OwnAttachmentController,
    ScreeningController,
    OwnScreeningController,
    AppealsController,
    SupplementsController,
    AwardsController,
  ],
  providers: [
    RoundsService,
    DesignService,
    SetupService,
    CallMail,
    AmendmentsService,
    RehearsalsService,
    NewsService,
    QuestionsService,
    ExtensionsService,
    ApplicationsService,
    BudgetService,
    LikenessService,
    AnswersService,
    WorkspaceService,
    AttachmentsService,
    Drafts,
    Seals,
    SubmissionService,
    OpeningsService,
    ScreeningService,
    AppealsService,
    SupplementsService,
    AwardChecks,
    AwardDesks,
    AwardsService,
    LegacyRoundsService,
  ],
  exports: [
    RoundsService,
    SetupService,
    NewsService,
    AmendmentsService,
    QuestionsService,
    ApplicationsService,
    BudgetService,
    LikenessService,
    AnswersService,
    AttachmentsService,
    SubmissionService,
    OpeningsService,
    ExtensionsService,
    ScreeningService,
    AppealsService,
    SupplementsService,
    AwardsService,
    LegacyRoundsService,
  ],
})
export class VenturesModule {}
