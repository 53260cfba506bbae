import { Injectable } from '@nestjs/common';
import { sha256Of } from '@entente/infra/reports/archive';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { contentDigest } from '../evidence/document/digest.js';
import { Problem } from '../http/problems.js';

/** Which file of which data set, and what it is on record to be. */
export type Named = Readonly<{ of: string; name: string; sha256: string; media: string }>;

const dropped = (): Problem => new Problem(410, 'report/file-dropped', {
  en: 'This file was kept as long as it is to be kept. The data set stays; an association can have the files made again: those of a public edition by releasing it once more, others by asking for a draft as of the same position.',
  zh: '该文件已过保存期；数据集仍在，协会可重新生成：公开版请再次申请公布，其余按同一位置（asOf）申请草稿。',
});
const damaged = (): Problem => new Problem(500, 'report/file-damaged', {
  en: 'What is kept is not what was published, so it is not handed out; tell whoever runs this node to restore it from a backup.', zh: '所存文件与公布时不符，不予提供；请通知节点运维从备份恢复。',
});

/** Hands out files of reports as they were made, with their digests (RFC 9530). */
@Injectable()
export class ReportFiles {
  constructor(private readonly database: DataSource) {}

  /** @param visibility whether others than the reader may keep it. */
  async send(reply: FastifyReply, request: FastifyRequest, { of, name, sha256, media }: Named, visibility: 'public' | 'private', title: string): Promise<void> {
    const known = { ETag: `"${sha256}"`, 'Cache-Control': visibility === 'public' ? 'public, max-age=3600' : 'private, no-cache', 'X-Content-Type-Options': 'nosniff' };
    const [found] = await this.database.query<{ bytes: Buffer }[]>('select bytes from reports.files where of = $1 and name = $2', [of, name]);
    if (!found) throw dropped();
    if (sha256Of(found.bytes) !== sha256) throw damaged();
    if (request.headers['if-none-match']?.includes(`"${sha256}"`)) return void (await reply.headers(known).status(304).send());
    await reply.headers(known)
      .header('Content-Type', media)
      .header('Content-Digest', contentDigest(sha256))
      .header('Content-Disposition', `${media.startsWith('text/html') ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(`${title}.${name.split('.').slice(1).join('.')}`)}`)
      // A page of figures needs nothing but itself, and may do nothing.
      .header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox")
      .send(found.bytes);
  }
}
