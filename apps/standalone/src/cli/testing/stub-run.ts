import { createHash, randomUUID } from 'node:crypto';
import type { SourceStatus, StageName, StageStatus, WorkflowStatus } from '../api/workflow-view.js';
import { STAGES } from '../api/workflow-view.js';

export interface StubSource {
  readonly contentId: string;
  readonly source: string;
  readonly origin: 'upload' | 'url';
  status: SourceStatus;
  reason: string | null;
  sha256: string | null;
  text: string | null;
}

/** How a stub run ends once its sources are settled. */
export type StubOutcome =
  { readonly status: 'completed' | 'cancelled' } | { readonly code: string; readonly detail: string };

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** A research workflow as the REST API shows it; each text is its file, and the report quotes the beginning of each. */
export class StubRun {
  readonly workflowId = randomUUID();
  readonly learningPathId = randomUUID();
  readonly createdAt = '2026-11-21T10:00:00.000Z';
  readonly events: { type: string; data: unknown }[] = [];
  readonly sources: StubSource[];
  status: WorkflowStatus = 'running';
  failure: { code: string; detail: string } | null = null;
  /** Called whenever there are more events, or the run is over. */
  onChange: () => void = () => undefined;

  constructor(
    readonly question: string,
    requested: readonly { source: string; url?: string; unavailable?: string }[],
    private readonly outcome: StubOutcome,
  ) {
    this.sources = requested.map(({ source, url, unavailable }) => ({
      contentId: randomUUID(),
      source,
      origin: url === undefined ? 'upload' : 'url',
      status: unavailable === undefined ? 'requested' : 'failed',
      reason: unavailable ?? null,
      sha256: null,
      text: null,
    }));
    for (const source of this.sources) {
      const { contentId, origin } = source;
      this.emit('ContentRequested', { contentId, source: source.source, origin });
      if (origin === 'url') {
        this.receive(source, Buffer.from(`The page at ${source.source}.`));
      }
    }
    this.settle();
  }

  get isOver(): boolean {
    return this.status !== 'running' && this.status !== 'created';
  }

  receive(source: StubSource, bytes: Uint8Array): void {
    const text = new TextDecoder().decode(bytes);
    const isRead = text !== '';
    Object.assign(source, {
      status: isRead ? 'completed' : 'failed',
      sha256: sha256(bytes),
      text: isRead ? text : null,
    });
    source.reason = isRead ? null : 'the file is empty';
    this.emit('ContentProcessingCompleted', { contentId: source.contentId });
    this.settle();
  }

  fail(source: StubSource, reason: string): void {
    Object.assign(source, { status: 'failed', reason });
    this.emit('ContentProcessingCompleted', { contentId: source.contentId });
    this.settle();
  }

  emit(type: string, data: unknown): void {
    this.events.push({ type, data });
    this.onChange();
  }

  view(): Record<string, unknown> {
    const settled = this.sources.filter(({ status }) => status === 'completed' || status === 'failed').length;
    const status: StageStatus = this.status === 'completed' ? 'completed' : this.isOver ? 'cancelled' : 'waiting';
    const stages = STAGES.map((stage: StageName) =>
      stage === 'import'
        ? {
            stage,
            status: settled === this.sources.length ? 'completed' : 'running',
            done: settled,
            total: this.sources.length,
          }
        : { stage, status, done: status === 'completed' ? 1 : 0, total: 1 },
    );
    return {
      ...this.summary(),
      stages,
      sources: this.sources.map(({ text, ...source }) => ({
        ...source,
        textSha256: text === null ? null : sha256(text),
      })),
    };
  }

  summary(): Record<string, unknown> {
    const { workflowId, question, status, createdAt, failure } = this;
    return { workflowId, correlationId: workflowId, question, status, createdAt, failure };
  }

  report(): Record<string, unknown> {
    const read = this.sources.filter(({ text }) => text !== null);
    const claims = read.map(({ contentId, source, sha256: hash, text }, index) => {
      const quote = (text ?? '').slice(0, 10);
      const citation = { contentId, source, sha256: hash, start: 0, end: quote.length, quote };
      return { id: `c${index + 1}`, text: quote, citations: [citation] };
    });
    return {
      schemaVersion: '1.0.0',
      workflowId: this.workflowId,
      question: this.question,
      sections: [{ subQuestion: this.question, claims }],
      sources: (this.view()['sources'] as object[]).map((source) => ({ ...source })),
      unanswered: ['Is there more?'],
      learningPathId: this.learningPathId,
      title: this.question,
    };
  }

  private settle(): void {
    if (this.isOver || this.sources.some(({ status }) => status === 'requested')) {
      return;
    }
    if ('code' in this.outcome) {
      this.status = 'failed';
      this.failure = this.outcome;
    } else {
      this.status = this.outcome.status;
    }
    this.emit('ResearchWorkflowEnded', {});
  }
}
