import { Module } from '@nestjs/common';
import { SigningController } from './signing.controller.js';
import { SigningHandler } from './signing.handler.js';
import { SigningByIdHandler } from './signing.queries.js';
import { SigningsByHandler } from './signing-list.queries.js';

@Module({ controllers: [SigningController], providers: [SigningHandler, SigningByIdHandler, SigningsByHandler] })
export class SigningModule {}
