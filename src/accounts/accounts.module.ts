import { Module } from '@nestjs/common';
import { AccountsService } from './accounts.service.js';
import { SignInController } from './sign-in.controller.js';
import { SignInService } from './sign-in.service.js';
import { UsersController } from './users.controller.js';

@Module({
  controllers: [SignInController, UsersController],
  providers: [AccountsService, SignInService],
  exports: [AccountsService],
})
export class AccountsModule {}
