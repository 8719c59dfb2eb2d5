import type { UnitOfWork } from '@edda/event-store';
import { eventStoreOver } from '@edda/event-store/testing';
import { newId, runInContext, type Clock } from '@edda/kernel';
import type { DataSource } from 'typeorm';
import type { Delivery } from '../../src/index.js';
import type { Pipeline } from '../../src/streams/pipeline.js';
import { PipelineRunner } from '../../src/streams/run/pipeline-runner.js';
import type { WindowResult } from '../../src/streams/window-result.js';
import { BoatMoored } from './harbour.js';
import { silent } from './reader.js';

/** A clock that the spec sets. */
export class HandClock implements Clock {
  constructor(public time = 0) {}

  now(): Date {
    return new Date(this.time);
  }
}

/** What is known of a boat that moors. */
export interface Mooring {
  harbour: string;
  /** Event time in milliseconds since 1970. */
  time: number;
  metres?: number;
  isDamaged?: boolean;
  partition?: number;
  tenantId?: string;
}

/** One process that runs a stream, driven by hand. */
export class StreamProcess {
  readonly unitOfWork: UnitOfWork;
  readonly runner: PipelineRunner;
  readonly late: string[] = [];
  readonly warnings: { text: string; fields: object | undefined }[] = [];
  private readonly records = new Map<number, { next: number; running: Set<number> }>();

  constructor(
    dataSource: DataSource,
    readonly name: string,
    pipeline: Pipeline,
    clock: Clock,
  ) {
    if (pipeline.kind !== 'windowed') throw new Error('It has no windows.');
    this.unitOfWork = eventStoreOver(dataSource, 'learning').unitOfWork;
    const warn = (text: string, fields?: object): void => void this.warnings.push({ text, fields });
    this.runner = new PipelineRunner(
      {
        name,
        service: 'learning',
        pipeline,
        unitOfWork: this.unitOfWork,
        clock,
        logger: { ...silent, warn, error: warn },
        metrics: { late: (stream) => void this.late.push(stream) },
      },
      20,
    );
  }

  /** @param partitions how many its topic has */
  async prepare(partitions = 1): Promise<this> {
    const all = Array.from({ length: partitions }, (_, partition) => ({ topic: 'content_events', partition }));
    await this.runner.prepare(all);
    return this;
  }

  /** Handles a message as a subscription does: in a unit of work, and afterwards the record is finished. */
  async moor(mooring: Mooring): Promise<void> {
    const delivery = this.deliveryOf(mooring);
    try {
      await runInContext(contextOf(delivery), () => this.unitOfWork.run(() => this.runner.handle(delivery)));
    } finally {
      this.recordsOf(delivery.partition).running.delete(delivery.offset);
    }
  }

  /** Handles it and dies before the commit. */
  async moorInVain(mooring: Mooring): Promise<void> {
    const undone = new Error('The process has died.');
    const delivery = this.deliveryOf(mooring);
    const attempt = this.unitOfWork.run(async () => {
      await this.runner.handle(delivery);
      throw undone;
    });
    await attempt.catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  }

  private recordsOf(partition: number): { next: number; running: Set<number> } {
    const records = this.records.get(partition) ?? { next: 0, running: new Set() };
    this.records.set(partition, records);
    return records;
  }

  private deliveryOf(mooring: Mooring): Delivery {
    const { harbour, time, metres = 10, isDamaged = false, partition = 0, tenantId = 'acme' } = mooring;
    const records = this.recordsOf(partition);
    const offset = records.next++;
    records.running.add(offset);
    return {
      id: newId(),
      kind: 'event',
      type: 'BoatMoored',
      schemaVersion: '1.0.0',
      source: 'content',
      topic: 'content_events',
      partition,
      offset,
      key: `${tenantId}/${harbour}`,
      streamId: harbour,
      sequence: 1,
      previous: 0,
      time: new Date(time).toISOString(),
      tenantId,
      userId: null,
      correlationId: newId(),
      causationId: null,
      traceparent: null,
      data: Object.assign(new BoatMoored(), { harbour, metres, isDamaged }),
      lowestUnfinished: () => Math.min(records.next, ...records.running),
    };
  }
}

function contextOf({ tenantId, correlationId, id }: Delivery) {
  return { service: 'learning', tenantId, userId: null, correlationId, causationId: id, traceparent: null };
}

/** A window in a line, such as `early#1 Bergen 0-60 boats=2`; times in seconds. */
export function lineOf({ stage, revision, key, start, end, figures, replaces }: WindowResult<object>): string {
  const shown = Object.entries(figures).map(([name, figure]) => `${name}=${String(figure)}`);
  const former = replaces.map((bounds) => `for ${span(bounds)}`);
  return [`${stage}#${revision}`, key, span({ start, end }), ...shown, ...former].join(' ');
}

function span({ start, end }: { start: Date; end: Date }): string {
  return `${start.getTime() / 1000}-${end.getTime() / 1000}`;
}
