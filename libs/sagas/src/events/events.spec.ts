import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { definitionOf, validateMessage, type MessageClass } from '@edda/event-schemas';
import { messageSection } from '@edda/event-schemas/documentation';
import { newId } from '@edda/kernel';
import * as events from './index.js';

const { SagaEnded, StepCompleted, StepStarted } = events;
const EVENTS = Object.values<unknown>(events).filter((one) => typeof one === 'function') as MessageClass[];
const PAGE = readFileSync(new URL('../../../../docs/events/every-service.md', import.meta.url), 'utf8');

describe('The events of a saga', () => {
  it.each(EVENTS)(
    'stand in docs/events/every-service.md as they are: run "npm run docs:events" when this fails',
    (payload) => {
      expect(PAGE).toContain(messageSection(definitionOf(payload), undefined));
    },
  );

  it.each(EVENTS)('never leave their service', (payload) => {
    expect(definitionOf(payload)).toMatchObject({ visibility: 'internal', topic: null, listeners: [] });
  });

  it('accept every state that is JSON', () => {
    for (const state of [{}, [], 'text', 0, false]) {
      expect(() => validateMessage(definitionOf(StepCompleted), { step: 'a', state })).not.toThrow();
    }
  });

  it('refuse an end that is none', () => {
    expect(() => validateMessage(definitionOf(SagaEnded), { status: 'paused' })).toThrow(
      'SagaEnded 1.1.0 does not fit its schema: status must be one of',
    );
  });

  it('are all there', () => {
    expect(EVENTS).toHaveLength(24);
  });

  it('refuse outcomes that could not be found again', () => {
    const awaits = [newId(), 'task-1'];
    expect(() => validateMessage(definitionOf(StepStarted), { step: 'a', round: 1, awaits })).toThrow(
      'each value in awaits must be a UUID',
    );
  });
});
