import { Module } from '@nestjs/common';
import { IncubationController } from './incubation.controller.js';
import { IncubationService } from './incubation.service.js';

@Module({ controllers: [IncubationController], providers: [IncubationService], exports: [IncubationService] })
export class IncubationModule {}
