import {
  average,
  count,
  hours,
  minutes,
  percentile,
  seconds,
  streamOfAll,
  Streams,
  tumbling,
} from '@edda/messaging/streams';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { ActivityWindow } from './activity-window.entity.js';
import { occurrenceOf } from './occurrence.js';

/** What is older is of no use to those who look at the last minutes. */
const KEPT = hours(24);
const SEPARATOR = '/';

/** How many events of each type come in a minute, how many of them tell of a failure, and how long what they tell of took. */
@Injectable()
export class ActivityStream {
  constructor(streams: Streams) {
    const activity = streamOfAll(['content', 'research-workflow', 'agent-task', 'learning'])
      .map(occurrenceOf)
      .keyBy(({ context, type }) => context + SEPARATOR + type)
      .window(tumbling(minutes(1)), {
        emit: 'on-update',
        outOfOrderness: seconds(5),
        idleAfter: seconds(20),
        allowedLateness: minutes(15),
        maxWindows: 10_000,
      })
      .aggregate({
        events: count(),
        outcomes: count(({ outcome }) => outcome !== null),
        failed: count(({ outcome }) => outcome === 'failed'),
        durationAverage: average(({ duration }) => duration),
        durationP95: percentile(0.95, ({ duration }) => duration),
      })
      .to(async ({ tenantId, key, start, stage, figures }, { unitOfWork }) => {
        const [context = '', type = ''] = key.split(SEPARATOR);
        const windows = await unitOfWork.repository(ActivityWindow);
        const window = { tenantId, context, type, start, ...figures, isClosed: stage !== 'early' };
        await windows.upsert(window, ['tenantId', 'type', 'start']);
        if (stage === 'on-time') await windows.delete({ start: LessThan(new Date(start.getTime() - KEPT)) });
      });
    // Few at once: whoever does research goes first.
    streams.run('activity', activity, { from: 'latest', concurrency: 4, onDead: 'skip' });
  }
}
