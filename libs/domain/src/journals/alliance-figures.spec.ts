import { admit, agreed, ALLIANCE, bodyOf, founding, history, idOf, record, regrade, reinstate, secretariat, stateAfter, strike, suspend, withdraw } from '../cooperation/alliance/alliance.samples.js';
import type { AllianceCommand } from '../cooperation/alliance/index.js';
import * as declaration from '../cooperation/declaration/declaration.samples.js';
import type { DeclarationCommand } from '../cooperation/declaration/index.js';
import { type Entry, postings } from '../kernel/journal.js';
import { allianceEntries, declarationEntries } from './alliance-figures.js';
import { sums, upTo } from './figures.samples.js';

const lines = (...commands: readonly AllianceCommand[]) =>
  allianceEntries(stateAfter(history(...commands))).filter(({ subject }) => subject === `${ALLIANCE}/${idOf(2)}`).map(({ effectiveOn, sign, dims }) => `${effectiveOn} ${sign > 0 ? '+' : '-'} ${dims.memberGrade} ${dims.standing}`);

describe('the entries of an alliance', () => {
  it('are one for each member, in its region, from the day on which it joined', () => {
    expect(allianceEntries(stateAfter(history(...founding)))).toMatchObject([1, 2, 3].map((n) => ({
      metric: 'alliances.members', subject: `${ALLIANCE}/${idOf(n)}`, region: bodyOf(n).region, unit: 'member', value: '1', precision: 'exact', sign: 1, effectiveOn: '2026-01-12', cohortOn: '2026-01-12', grade: 'submitted',
    })));
    expect(allianceEntries(stateAfter([]))).toEqual([]);
  });

  it('move with grade and standing, and end with leaving', () => expect(lines(...founding, regrade(), suspend(), reinstate(), withdraw())).toEqual([
    '2026-01-12 + member active', '2026-03-01 - member active', '2026-03-01 + vice-chair active',
    '2026-03-10 - vice-chair active', '2026-03-10 + vice-chair suspended', '2026-03-20 - vice-chair suspended', '2026-03-20 + vice-chair active', '2026-04-01 - vice-chair active',
  ]));

  it('keep the cohort in which a member joined through all its grades', () => {
    const all = allianceEntries(stateAfter(history(...founding, regrade(), withdraw())));
    expect(new Set(all.map(({ cohortOn }) => cohortOn))).toEqual(new Set(['2026-01-12']));
  });

  it('are none of who was struck, and what is posted then is what had been', () => {
    const before = allianceEntries(stateAfter(history(...agreed, admit())));
    const after = allianceEntries(stateAfter(history(...agreed, admit(), strike({ organisation: idOf(4) }))));
    expect(postings(before, after)).toMatchObject([{ subject: `${ALLIANCE}/${idOf(4)}`, effectiveOn: '2026-02-21', sign: -1 }]);
  });

  it('are none of whom no beginning is stated, until something of him is dated', () => {
    const [source, by] = [record().data.source, record().actor];
    expect(lines(record({ foundedOn: null }))).toEqual([]);
    expect(lines(record({ foundedOn: null }), regrade({ source }, by))).toEqual(['2026-03-01 + vice-chair active']);
  });

  it('keep the precision of the source', () => {
    expect(lines(record())).toEqual(['2025 + member active']);
    expect(lines(...founding, regrade({ on: '2026-01' }, secretariat))).toEqual(['2026-01-12 + vice-chair active']);
  });
});

describe('the entries of a joint initiative', () => {
  const { attest, BRANCH, chongqing, DECLARATION, endorse, issue, officer, OTHER, own, sign, THIRD, withdraw: leave } = declaration;
  const entries = (...commands: readonly DeclarationCommand[]): readonly Entry[] => declarationEntries(declaration.stateAfter(declaration.history(...commands)));
  const signed = (...commands: readonly DeclarationCommand[]) => entries(...commands).map(({ subject, effectiveOn, sign: way, grade, region }) => `${effectiveOn} ${way > 0 ? '+' : '-'} ${subject.slice(-2)} ${grade} ${region}`);

  it('are none of who issues it, and one of each that endorses, in its region, from its day', () => {
    expect(entries()).toEqual([]);
    expect(entries(issue())).toEqual([]);
    expect(entries(issue(), endorse())).toEqual([{
      metric: 'declarations.endorsements', subject: `${DECLARATION}/${BRANCH}`, region: '510100', counterpart: null, effectiveOn: '2024-04-10', cohortOn: '2024-04-10', unit: 'endorsement',
      value: '1', low: '1', high: '1', precision: 'exact', sign: 1, grade: 'submitted', kind: '', dims: { declaration: DECLARATION },
    }]);
  });

  it('count on every day those who endorse on it, by region', () => {
    const all = entries(issue(), endorse(), attest({ organisation: OTHER, on: '2024-04-05' }), endorse({ organisation: THIRD }, chongqing, '2024-05-20'), leave());
    const on = (day: string) => sums(upTo(all, 'declarations.endorsements', day), ({ region }) => region);
    expect(['2024-04-04', '2024-04-05', '2024-04-10', '2024-04-30', '2024-05-01', '2024-05-20'].map(on)).toEqual([
      {}, { 510100: '1' }, { 510100: '2' }, { 510100: '2' }, { 510100: '1' }, { 500000: '1', 510100: '1' },
    ]);
  });

  it('end with leaving, and begin anew with coming back', () =>
    expect(signed(issue(), endorse(), leave(), endorse({}, own, '2024-05-10'))).toEqual(['2024-04-10 + b1 submitted 510100', '2024-05-01 - b1 submitted 510100', '2024-05-10 + b1 submitted 510100']));

  it('are one, and known better, where what a document stated is said and signed by the body itself', () => {
    const all = [issue(), attest(), endorse(), sign()];
    expect(signed(...all)).toEqual([
      '2024-04-05 + b1 attested 510100', '2024-04-10 - b1 attested 510100', '2024-04-10 + b1 submitted 510100', '2024-04-20 - b1 submitted 510100', '2024-04-20 + b1 signed 510100',
    ]);
    for (const day of ['2024-04-05', '2024-04-10', '2024-04-20', '2024-12-31']) expect(sums(upTo(entries(...all), 'declarations.endorsements', day))).toEqual({ all: '1' });
  });

  it('keep the precision of the source, and are none where no day is stated', () => {
    expect(signed(issue(), endorse({ organisation: OTHER, on: '2024-04' }, officer))).toEqual(['2024-04 + b3 submitted 510100']);
    expect(signed(issue(), attest({ on: null }))).toEqual([]);
  });

  it('take back what was posted when it ends on the day on which it began', () => {
    const [before, after] = [entries(issue(), endorse()), entries(issue(), endorse(), leave({ on: '2024-04-10' }))];
    expect(postings(before, after).map(({ effectiveOn, sign: way }) => [effectiveOn, way])).toEqual([['2024-04-10', -1]]);
  });
});
