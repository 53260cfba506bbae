import { openShape } from '@entente/domain/credit/batch';
import { drawShape, nominateShape, reasonShape, signShape } from '@entente/domain/credit/line';
import { allocateShape, programmeChecked, programmeShape } from '@entente/domain/credit/programme';
import { statementShape } from '@entente/domain/credit/statement';
import { checkCreditCode } from '@entente/domain/kernel/credit-code';
import { isRegionCode } from '@entente/domain/kernel/region-code';
import { z } from 'zod';

import { readMaterial, registerOf } from '../territory/register.js';
import { demoBodies, MARK, organisationOf } from './bodies.js';
import { allocation, BANK, batch, creditBodies, type DemoLine, lineOf, lines, mirrored, mirroredLines, programme, reason, SECOND, signed, statementOf } from './credit.js';

const all: readonly (readonly [string, DemoLine])[] = [...Object.entries(lines), ...Object.entries(mirroredLines)];
const fen = ({ amount }: Readonly<{ amount: string }>): number => Math.round(Number(amount) * 100);
const limitOf = ({ said }: DemoLine): number => fen(said['limit'] as { amount: string });
const withoutId = ({ id: _, ...rest }: Readonly<{ id: string }>): object => rest;
/** What is outstanding after all acts. */
const owedIn = ({ acts }: DemoLine): number => acts.reduce((sum, act) => sum + (act.verb === 'freeze' ? 0 : (act.verb === 'draw' ? 1 : -1) * fen(act)), 0);

describe('the credit of the demonstration', () => {
  it('says in every name, in every language, that it is invented, and so of who guarantees', () => {
    const names = [...creditBodies.map(({ names: each }) => each), ...programme.products.map(({ name }) => name), programme.name, mirrored.name, batch.name].flatMap((name) => Object.values(name));
    expect(names).toHaveLength(2 * (creditBodies.length + programme.products.length + 3));
    expect([...names, ...programme.products.map(({ guarantor }) => guarantor), signed.source.document].filter((name) => !name.includes(MARK))).toEqual([]);
    expect(programme.products.filter(({ eligibility }) => !eligibility.text.includes('虚构'))).toEqual([]);
  });

  it('is of firms whose credit codes hold, and are nobody’s: no region has their digits', () => {
    const codes = creditBodies.flatMap(({ creditCode }) => creditCode ?? []);
    expect([codes.length, new Set(codes).size]).toEqual([5, 5]);
    expect(codes.map((code) => checkCreditCode(code).verdict)).toEqual(codes.map(() => 'valid'));
    const known = new Set(registerOf(readMaterial()).regions.map(({ code }) => code));
    expect(codes.filter((code) => known.has(code.slice(2, 8)) || isRegionCode(code.slice(2, 8)))).toEqual([]);
  });

  it('is what the api takes', () => {
    for (const each of [programme, mirrored]) expect(programmeChecked(z.strictObject(programmeShape)).safeParse(withoutId(each)).error).toBeUndefined();
    expect(z.strictObject(allocateShape).safeParse(allocation).error).toBeUndefined();
    expect(z.strictObject(openShape).safeParse(withoutId(batch)).error).toBeUndefined();
    for (const [, { said }] of all) expect(z.strictObject(nominateShape).safeParse(withoutId(said as { id: string })).error).toBeUndefined();
    expect(z.strictObject(signShape).safeParse(signed).error).toBeUndefined();
    expect(z.strictObject(reasonShape).safeParse({ reason }).error).toBeUndefined();
    expect(z.strictObject(drawShape).safeParse({ amount: allocation.amount, on: '2024-06-30' }).error).toBeUndefined();
    expect(z.strictObject(statementShape).safeParse(statementOf('2024-06-30')).error).toBeUndefined();
  });

  it('names what there is: bodies, products, and each line once', () => {
    const bodies = new Set([...demoBodies, ...creditBodies].map(({ key }) => organisationOf(key)));
    expect(bodies.size).toBe(demoBodies.length + creditBodies.length);
    expect([programme.issuer, programme.bank, ...all.map(([, { said }]) => said['borrower'] as string)].filter((id) => !bodies.has(id))).toEqual([]);
    const products: readonly unknown[] = programme.products.map(({ product }) => product);
    expect(Object.values(lines).filter(({ said }) => !products.includes(said['product']))).toEqual([]);
    expect(new Set(all.map(([key]) => lineOf(key))).size).toBe(all.length);
  });

  it('has for each step another person than for the one before', () => {
    const bank = creditBodies.find(({ type }) => type === 'bank')!;
    expect([bank.speaker, BANK === (SECOND as string), creditBodies.filter(({ type, speaker }) => type === 'enterprise' && (speaker === BANK || speaker === SECOND))]).toEqual([BANK, false, []]);
  });

  it('grants within the quota and the allocation, and draws within the limits', () => {
    const granted = Object.values(lines).filter(({ until }) => until !== 'nominated');
    const isOfChengdu = ({ firm }: DemoLine): boolean => creditBodies.find(({ key }) => key === firm)!.region.startsWith(allocation.region.slice(0, 4));
    const sum = (some: readonly DemoLine[]): number => some.reduce((total, each) => total + limitOf(each), 0);
    const [here, elsewhere] = [granted.filter(isOfChengdu), granted.filter((each) => !isOfChengdu(each))];
    expect([here.length > 0, elsewhere.length > 0, sum(here) <= fen(allocation.amount), sum(elsewhere) <= fen(programme.quota) - fen(allocation.amount)]).toEqual([true, true, true, true]);
    for (const [, line] of all) expect([owedIn(line) >= 0, owedIn(line) <= limitOf(line), line.until === 'active' || line.acts.length === 0]).toEqual([true, true, true]);
  });

  it('has a repayment, a frozen line, lines in every situation up to that, and one difference in what the bank states', () => {
    expect(new Set(Object.values(lines).flatMap(({ acts }) => acts.map(({ verb }) => verb)))).toEqual(new Set(['draw', 'repay', 'freeze']));
    expect(new Set(Object.values(lines).map(({ until }) => until))).toEqual(new Set(['active', 'approved', 'nominated']));
    const stated = statementOf('2024-06-30').lines;
    const differences = stated.filter(({ line, limit, outstanding }) => {
      const told = Object.entries(mirroredLines).find(([key]) => lineOf(key) === line)![1];
      return fen(outstanding) !== owedIn(told) || fen(limit) !== limitOf(told);
    });
    expect([stated.length, differences.map(({ line }) => line)]).toEqual([Object.keys(mirroredLines).length, [lineOf('ferry-steps-mirror')]]);
  });
});
