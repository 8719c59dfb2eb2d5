import { Draining } from '@edda/service';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetWorkflow } from '../queries/get-workflow/get-workflow.query.js';
import { ListRunEvents } from '../queries/list-run-events/list-run-events.query.js';
import { RunActivity } from '../story/run-activity.js';
import { toRunEventDto } from './run-event.dto.js';

const BATCH = 200;
/** Another instance may write the story: then only looking tells. */
const LOOK_EVERY_MS = 1000;
const KEEP_ALIVE_MS = 15_000;

/** The story of a run as server-sent events. */
@Injectable()
export class RunEventStream {
  constructor(
    private readonly queries: QueryBus,
    private readonly activity: RunActivity,
    private readonly draining: Draining,
  ) {}

  /** What is there behind position `after`, then what comes, until the run is over, the client has gone or the service shuts down. */
  async *follow(workflowId: string, after: number, clientGone: AbortSignal): AsyncGenerator<string> {
    const signal = AbortSignal.any([clientGone, this.draining.signal]);
    let position = after;
    let silentSince = Date.now();
    while (!signal.aborted) {
      const more = this.activity.next(workflowId, LOOK_EVERY_MS, signal);
      // Asked before the story is read: what was told before the end is then read before the end is announced.
      const isOver = await this.isOver(workflowId);
      for (;;) {
        const events = await this.queries.execute(new ListRunEvents(workflowId, position, BATCH));
        for (const event of events) yield message(event.position, event.type, JSON.stringify(toRunEventDto(event)));
        position = events.at(-1)?.position ?? position;
        if (events.length > 0) silentSince = Date.now();
        if (events.length < BATCH) break;
      }
      if (isOver) {
        yield message(position, 'end', '{}');
        return;
      }
      await more;
      if (Date.now() - silentSince >= KEEP_ALIVE_MS) {
        silentSince = Date.now();
        yield ': still running\n\n';
      }
    }
  }

  private async isOver(workflowId: string): Promise<boolean> {
    const { view } = await this.queries.execute(new GetWorkflow(workflowId));
    if (view.status === 'completed') return view.learningPathId !== null;
    return view.status === 'failed' || view.status === 'cancelled';
  }
}

function message(id: number, event: string, data: string): string {
  return `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;
}
