import { describe, expect, it } from '@jest/globals';
import { logLevel } from 'kafkajs';
import { kafkajsLog, OffsetReset } from './kafkajs-log.js';

function listen() {
  const said: string[] = [];
  const unexpected = (message: string): void => void said.push(`not as a warning: ${message}`);
  const log = kafkajsLog(
    { log: unexpected, warn: (message) => void said.push(message), error: unexpected },
    'Kafka',
  )(logLevel.INFO);
  const say = (level: logLevel, message: string, extra: object = {}): void =>
    log({ namespace: 'Consumer', level, label: '', log: { timestamp: '', message, ...extra } });
  return { said, say };
}

describe('what kafkajs logs', () => {
  it('is passed on as a warning, with the broker it is about, and not again and again', () => {
    const { said, say } = listen();
    for (let n = 0; n < 3; n++) say(logLevel.ERROR, 'Connection timeout', { broker: 'a:9092' });
    say(logLevel.ERROR, 'Connection timeout', { broker: 'b:9092' });
    expect(said).toEqual(['Kafka: Connection timeout (a:9092)', 'Kafka: Connection timeout (b:9092)']);
  });

  it('is left out where it is its ordinary work', () => {
    const { said, say } = listen();
    say(logLevel.WARN, 'The group is rebalancing, re-joining');
    say(logLevel.ERROR, 'Response Heartbeat(key: 12, version: 3)');
    expect(said).toEqual([]);
  });

  it('says that it would move a group, and is stopped from it for good', () => {
    const { say } = listen();
    const reset = (): void =>
      say(logLevel.ERROR, 'Offset out of range, resetting to default offset', { topic: 't', partition: 3 });
    expect(reset).toThrow(OffsetReset);
    expect(reset).toThrow(expect.objectContaining({ retriable: false, where: { topic: 't', partition: 3 } }));
  });
});
