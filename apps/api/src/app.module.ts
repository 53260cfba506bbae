import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access/access.guard.js';
import { JwksController } from './access/jwks.controller.js';
import { EditionModule } from './convening/edition/edition.module.js';
import { MatrixModule } from './cooperation/matrix/matrix.module.js';
import { AllianceModule } from './cooperation/alliance/alliance.module.js';
import { DeclarationModule } from './cooperation/declaration/declaration.module.js';
import { PactModule } from './cooperation/pact/pact.module.js';
import { CreditModule } from './credit/credit.module.js';
import { DocumentModule } from './evidence/document/document.module.js';
import { FoundationModule } from './foundation.module.js';
import { HealthController } from './health/health.controller.js';
import { BootCheck } from './http/boot-check.js';
import { ProblemFilter } from './http/problem.filter.js';
import { validation } from './http/validation.js';
import { FunnelModule } from './funnel/funnel.module.js';
import { RunsModule } from './jobs/runs.module.js';
import { MetricModule } from './metrics/metric.module.js';
import { OrganisationModule } from './parties/organisation/organisation.module.js';
import { ClaimModule } from './reporting/claim/claim.module.js';
import { CardModule } from './reporting/card/card.module.js';
import { ClosingModule } from './reporting/closing/closing.module.js';
import { EventsModule } from './reporting/events/events.module.js';
import { PublicReportModule } from './reporting/public-report/public-report.module.js';
import { ReportModule } from './reporting/report/report.module.js';
import { TerritoryModule } from './territory/territory.module.js';
import { SigningModule } from './signing/signing/signing.module.js';
import { WorkModule } from './work/work.module.js';

/** The table of contents of the api. */
@Module({
  imports: [FoundationModule, DiscoveryModule, TerritoryModule, OrganisationModule, SigningModule, PactModule, AllianceModule, DeclarationModule, MatrixModule, EditionModule, CreditModule, ClaimModule, ReportModule, ClosingModule, CardModule, PublicReportModule, EventsModule, DocumentModule, MetricModule, FunnelModule, WorkModule, RunsModule],
  controllers: [HealthController, JwksController],
  providers: [
    BootCheck,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_PIPE, useValue: validation },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class AppModule {}
