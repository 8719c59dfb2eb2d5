import type { Citation } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { idempotencyKeyReused, keyedId } from '@edda/service';
import { CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { InvestigationRepository } from '../../investigation.repository.js';
import { GetFinding } from '../../queries/get-finding/get-finding.query.js';
import { ContentTexts } from '../../sources/content-texts.js';
import { deedNow } from '../deed.js';
import { RecordFinding, type NamedPlace } from './record-finding.command.js';

/** How often to decide, when others change the investigation at the same time. */
const ATTEMPTS = 10;

@CommandHandler(RecordFinding)
export class RecordFindingHandler implements ICommandHandler<RecordFinding> {
  constructor(
    private readonly investigations: InvestigationRepository,
    private readonly texts: ContentTexts,
    private readonly queries: QueryBus,
  ) {}

  async execute({ investigationId, finding, idempotencyKey }: RecordFinding): Promise<string> {
    const findingId = keyedId(`${investigationId}/findings`, idempotencyKey);
    // Nothing is open while the text is read.
    const source = await this.cited(finding.source);
    const { text, entityIds, confidence } = finding;
    const recorded = { text, entityIds, source, confidence, enrichmentId: null };
    const isNew = await this.investigations.change(
      investigationId,
      (investigation) => {
        investigation.recordFinding(findingId, recorded, deedNow());
        return investigation.pending.length > 0;
      },
      { attempts: ATTEMPTS },
    );
    if (!isNew) await this.assertSame(investigationId, findingId, recorded, idempotencyKey);
    return findingId;
  }

  private async assertSame(
    investigationId: string,
    findingId: string,
    { text, source: { contentId, start, end } }: { text: string; source: Citation },
    key = '',
  ): Promise<void> {
    const known = await this.queries.execute(new GetFinding(investigationId, findingId));
    const place = known.source;
    if (known.text === text && place.contentId === contentId && place.start === start && place.end === end) return;
    throw idempotencyKeyReused(key, 'finding');
  }

  private async cited({ contentId, start, end, quote }: NamedPlace): Promise<Citation> {
    const { source, sha256, text } = await this.texts.read(contentId);
    const found = text.slice(start, end);
    if (end > start && found === quote) return { contentId, source, sha256, start, end, quote };
    throw new EddaError(
      'invalid',
      'FINDING.QUOTE_NOT_THERE',
      `The quote does not stand at ${start} to ${end} of "${source}": there is "${found.slice(0, 200)}". Offsets are UTF-16 units of the text.`,
      [{ field: 'source.quote', value: quote.slice(0, 100), message: 'must be what stands in the text there' }],
    );
  }
}
