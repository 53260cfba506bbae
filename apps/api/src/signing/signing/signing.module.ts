import { Module } from '@nestjs/common';
import { Investors } from './investors.js';
import { SigningController } from './signing.controller.js';
import { SigningHandler } from './signing.handler.js';
import { SigningByIdHandler } from './signing.queries.js';
import { SigningsByHandler } from './signing-list.queries.js';

@Module({ controllers: [SigningController], providers: [Investors, SigningHandler, SigningByIdHandler, SigningsByHandler] })
export class SigningModule {}
