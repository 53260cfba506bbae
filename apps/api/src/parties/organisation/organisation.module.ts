import { Module } from '@nestjs/common';
import { PersonModule } from '../person/person.module.js';
import { OrganisationController } from './organisation.controller.js';
import { OrganisationHandler } from './organisation.handler.js';
import { OrganisationByIdHandler } from './organisation.queries.js';
import { OrganisationsByHandler } from './organisation-list.queries.js';
import { OrganisationsNamedHandler } from './organisations-named.queries.js';
import { TrustController } from './trust.controller.js';
import { Verification } from './verification.js';

@Module({
  imports: [PersonModule],
  controllers: [OrganisationController, TrustController],
  providers: [OrganisationHandler, OrganisationByIdHandler, OrganisationsByHandler, OrganisationsNamedHandler, Verification],
  exports: [Verification],
})
export class OrganisationModule {}
