import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { interruptSignal, type SignalSource } from './interrupt.js';

describe('interruptSignal', () => {
  let source: EventEmitter & SignalSource;
  let exits: number[];
  let time: number;

  beforeEach(() => {
    exits = [];
    time = 0;
    source = Object.assign(new EventEmitter(), { platform: 'linux', exit: (code: number) => void exits.push(code) });
  });

  it('aborts on the first Ctrl-C and exits with 130 on the second', () => {
    const { signal } = interruptSignal(source, () => time);
    source.emit('SIGINT');
    expect(signal.aborted).toBe(true);
    expect(exits).toEqual([]);
    time = 2000;
    source.emit('SIGINT');
    expect(exits).toEqual([130]);
  });

  it('takes a Ctrl-C that npm passes on once more for one', () => {
    interruptSignal(source, () => time);
    source.emit('SIGINT');
    time = 20;
    source.emit('SIGINT');
    expect(exits).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGHUP'])('treats %s like Ctrl-C', (name) => {
    const { signal } = interruptSignal(source, () => time);
    source.emit(name);
    expect(signal.aborted).toBe(true);
  });

  it('leaves no listener behind', () => {
    const { release, signal } = interruptSignal(Object.assign(source, { platform: 'win32' }), () => time);
    expect(source.listenerCount('SIGBREAK')).toBe(1);
    release();
    expect(source.eventNames()).toEqual([]);
    expect(signal.aborted).toBe(false);
  });
});
