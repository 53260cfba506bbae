import { Module } from '@nestjs/common';
import { Bodies } from '../organisation/bodies.js';
import { People } from './people.js';
import { PersonController } from './person.controller.js';

/** People, and the bodies whose they are. */
@Module({ controllers: [PersonController], providers: [People, Bodies], exports: [People, Bodies] })
export class PersonModule {}
