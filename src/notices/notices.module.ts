import { Module } from '@nestjs/common';
import { NoticesController } from './notices.controller.js';
import { NoticesService } from './notices.service.js';
import { ObjectionDeskController } from './objection-desk.controller.js';
import { PublicNoticesController } from './public-notices.controller.js';
import { PublicObjectionsController } from './public-objections.controller.js';
import { ObjectionsController } from './objections.controller.js';
import { ObjectionsService } from './objections.service.js';

@Module({
  controllers: [
    NoticesController,
    ObjectionsController,
    ObjectionDeskController,
    PublicObjectionsController,
    PublicNoticesController,
  ],
  providers: [NoticesService, ObjectionsService],
  exports: [NoticesService, ObjectionsService],
})
export class NoticesModule {}
