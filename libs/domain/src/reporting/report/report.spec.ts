import { canonical } from '../../kernel/canonical.js';
import { specOf } from '../../kernel/spec-of.js';
import { refusals, report, type ReportFact } from './index.js';
import { association, history, ISSUE, publish, release, reporter, supersede } from './report.samples.js';

const given = specOf(report);

describe('publishing an issue', () => {
  it('is done once: the same again is nothing new, and anything else is refused', () => {
    const [published] = history(publish());
    expect(published).toMatchObject({ type: 'ReportPublished', effectiveOn: '2024-01-31', data: { issue: ISSUE, period: '2024-01', known: { position: 10 }, by: { principal: 'report-jobs' } } });
    given(published as ReportFact).when(publish()).thenNothing();
    given(published as ReportFact).when(publish({ output: 'other' })).thenRefused('report/already-published');
    given(published as ReportFact).when(publish({ inputs: 'other' })).thenRefused('report/already-published');
  });
  it('is the node’s own job and nobody else’s', () => given().when(publish({}, association)).thenRefused('report/not-yours'));
});

describe('an issue that would say something else now', () => {
  it('is told so once for each way in which it changed', () => {
    const first = history(publish(), supersede(12, ['5']));
    expect(first.map(({ type }) => type)).toEqual(['ReportPublished', 'ReportSuperseded']);
    given(...first).when(supersede(13, ['5'])).thenNothing();
    // As the log gives it back, with the members of each object in their order.
    given(...(JSON.parse(canonical(first)) as typeof first)).when(supersede(13, ['5'])).thenNothing();
    given(...first).when(supersede(13, ['6'])).thenTypes('ReportSuperseded');
    given(...first).when(supersede(13, [])).thenTypes('ReportSuperseded');
    given(...first).when(supersede(12, ['7'])).thenNothing();
    given(...history(publish())).when(supersede(12, [])).thenNothing();
  });
  it('is known to do so later than it was published', () => {
    given(...history(publish())).when(supersede(10, ['5'])).thenRefused('report/knows-less');
    given().when(supersede(12, ['5'])).thenRefused('report/not-found');
    given(...history(publish())).when(supersede(12, ['5'], association)).thenRefused('report/not-yours');
  });
});

describe('releasing an issue to the public', () => {
  it('is an association’s over everything, and once', () => {
    const facts = history(publish(), release());
    expect(facts.at(-1)).toMatchObject({ type: 'ReportReleased', data: { releasedOn: '2024-02-08', output: 'public', withheld: 2, by: { organisation: 'association' } } });
    given(...facts).when(release()).thenRefused('report/already-released');
    given(...history(publish())).when(release({ ...association, region: '510000' })).thenRefused('report/not-yours');
    given(...history(publish())).when(release(reporter)).thenRefused('report/not-yours');
    given().when(release()).thenRefused('report/not-found');
  });
  it('is not for reports that name single projects', () => given(...history(publish({ report: 'overdue' }))).when(release()).thenRefused('report/not-for-the-public'));
});

it('says in both languages why it refuses', () => expect(Object.values(refusals).flatMap(([, en, zh]) => [en, zh]).filter((text) => text.length < 5)).toEqual([]));
