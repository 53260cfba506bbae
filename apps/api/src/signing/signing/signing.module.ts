import { Module } from '@nestjs/common';
import { SigningController } from './signing.controller.js';
import { SigningHandler } from './signing.handler.js';
import { SigningByIdHandler, SigningsByHandler } from './signing.queries.js';

@Module({ controllers: [SigningController], providers: [SigningHandler, SigningByIdHandler, SigningsByHandler] })
export class SigningModule {}
