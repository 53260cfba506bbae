import { Injectable, type PipeTransform } from '@nestjs/common';
import { metrics } from '@entente/domain/journals/metrics';
import { Problem, problems } from './problems.js';

/**
 * What follows the question mark of an address is characters, as its path is, which the framework itself looks at. A
 * broken escape would else be taken as it stands, and asked for or recorded as if somebody had meant it.
 */
export const mustBeReadable = (url: string): void => {
  try {
    decodeURIComponent(url.slice(url.indexOf('?') + 1 || url.length));
  } catch {
    throw problems.addressMalformed();
  }
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id in a path. What is no id names nothing, so it is absent like any other. */
@Injectable()
export class PathId implements PipeTransform<string, string> {
  transform(text: string): string {
    const id = text.toLowerCase();
    if (!UUID.test(id)) throw problems.notFound();
    return id;
  }
}

const CODE = /^([A-Z]{2}|\d{6}(-[a-z0-9]+)*|[a-z][a-z0-9-]*)$/;

/** The code of a region or zone, or the id of a set, in a path. */
@Injectable()
export class PathCode implements PipeTransform<string, string> {
  transform(code: string): string {
    if (!CODE.test(code) || code.length > 60) throw problems.notFound();
    return code;
  }
}

/** The name of a metric in a path. */
@Injectable()
export class PathMetric implements PipeTransform<string, string> {
  transform(name: string): string {
    if (!metrics.some(({ metric }) => metric === name)) {
      throw new Problem(404, 'metric/unknown', {
        en: 'There is no such metric; GET /v1/metrics lists them all.', zh: '没有这个指标；全部指标见 GET /v1/metrics。',
      });
    }
    return name;
  }
}
