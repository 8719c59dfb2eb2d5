import type { DeadLetter } from '@edda/messaging';
import { plural } from '../terminal/plural.js';
import { shortened } from '../terminal/printable.js';

const LEAST_REASON_WIDTH = 30;

/** One dead letter for people, in a line: which, of whom, why. */
export function letterLine(letter: DeadLetter, columns: number): string {
  const { id, status, subscription, type, key, code, message, diedAt, behind } = letter;
  const waiting = behind > 0 ? `, ${behind} behind it` : '';
  const head = `${id}  ${diedAt.toISOString()}  ${status}${waiting}  ${subscription}  ${type ?? 'no type'}  ${key}  ${code}: `;
  const [firstLine = ''] = message.split('\n');
  return head + shortened(firstLine, Math.max(LEAST_REASON_WIDTH, columns - head.length - 1));
}

/** One dead letter for people, in full. */
export function letterLines(service: string, letter: DeadLetter): string[] {
  const { topic, partition, offset, diedAt, behind, holdsKey } = letter;
  const facts: [string, string | null][] = [
    ['service', service],
    ['subscription', letter.subscription],
    ['status', letter.status],
    ['died', `${diedAt.toISOString()} after ${plural(letter.attempts, 'attempt')}`],
    ['reason', `${letter.code}: ${letter.message}`],
    ['message', `${letter.type ?? 'no type'} ${letter.messageId}`],
    ['tenant', letter.tenantId],
    ['key', `${letter.key} (${holdsKey ? `held; ${plural(behind, 'message')} behind it` : 'goes on'})`],
    ['correlation', letter.correlationId],
    ['record', `${topic}[${partition}]@${offset}`],
    ['edited', letter.editedAt?.toISOString() ?? null],
    ['note', letter.note],
  ];
  return [
    letter.id,
    ...facts.flatMap(([name, value]) => (value === null ? [] : block(name, value))),
    ...letter.rounds.flatMap(({ round, diedAt: died, code, message, redrivenAt, redrivenBy, edited }) => {
      const after = redrivenAt
        ? `; redriven ${redrivenAt.toISOString()}${redrivenBy === null ? '' : ` by ${redrivenBy}`}${edited ? ', edited' : ''}`
        : '';
      return block(`round ${round}`, `${died.toISOString()} ${code}: ${message.split('\n')[0]}${after}`);
    }),
    ...Object.entries(letter.headers).map(([name, value]) => `  header ${name}: ${value}`),
    '  data',
    ...pretty(letter.value).map((line) => `    ${line}`),
  ];
}

function block(name: string, value: string): string[] {
  const [first = '', ...more] = value.split('\n');
  return [`  ${name.padEnd(12)} ${first}`, ...more.map((line) => `  ${' '.repeat(12)} ${line}`)];
}

function pretty(value: string): string[] {
  try {
    return JSON.stringify(JSON.parse(value), null, 2).split('\n');
  } catch {
    return value.split('\n');
  }
}
