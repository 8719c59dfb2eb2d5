import { describe, expect, it } from '@jest/globals';
import { occurrenceOf } from './occurrence.js';

describe('an occurrence', () => {
  it.each([
    ['ContentProcessingCompleted', { status: 'success', processingDuration: 20 }, 'succeeded', 20],
    ['ContentProcessingCompleted', { status: 'partial', processingDuration: 20 }, 'succeeded', 20],
    ['ContentProcessingCompleted', { status: 'failed', processingDuration: 20 }, 'failed', 20],
    ['TaskCompleted', { status: 'completed', executionTime: 7 }, 'succeeded', 7],
    ['TaskCompleted', { status: 'cancelled', executionTime: 7 }, 'succeeded', 7],
    ['TaskCompleted', { status: 'failed', executionTime: 7 }, 'failed', 7],
    ['ResearchWorkflowCompleted', {}, 'succeeded', null],
    ['ResearchWorkflowFailed', {}, 'failed', null],
    ['TaskQueued', {}, null, null],
    ['NeverHeardOf', null, null, null],
  ])('of %s %p', (type, data, outcome, duration) => {
    expect(occurrenceOf(data, { type, source: 'content' })).toEqual({ type, context: 'content', outcome, duration });
  });
});
