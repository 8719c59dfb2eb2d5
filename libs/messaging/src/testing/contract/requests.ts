import { describe, expect, it } from '@jest/globals';
import { CommandSchema, EventSchema, message, Personal } from '@edda/event-schemas';
import { EddaError, newId, runInContext } from '@edda/kernel';
import { IsInt, IsString } from 'class-validator';
import type { Delivery } from '../../envelope/delivery.js';
import { RequestResponder, type RequestHandler } from '../../requests/request-responder.js';
import { Requests } from '../../requests/requests.js';
import type { ContractWorld } from './contract-world.js';
import { gate, range } from './contract-world.js';

const description = 'For the contract suite of brokers.';

@CommandSchema({ type: 'AddNumbers', version: '1.0.0', sender: 'content', receiver: 'learning', description })
class AddNumbers {
  @IsInt()
  one!: number;

  @IsInt()
  other!: number;
}

@CommandSchema({ type: 'GreetPerson', version: '1.0.0', sender: 'content', receiver: 'learning', description })
class GreetPerson {
  @IsString()
  personId!: string;

  @Personal({ subject: 'personId' })
  @IsString()
  name!: string;
}

@EventSchema({ type: 'NumbersAdded', version: '1.0.0', sender: 'content', description })
class NumbersAdded {}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

export function requests(world: () => ContractWorld): void {
  describe('a request', () => {
    const add: RequestHandler = async ({ data }) => {
      const { one, other } = data as AddNumbers;
      return { sum: one + other };
    };
    const answering = async (handlers: [string, RequestHandler][], concurrency?: number): Promise<RequestResponder> => {
      const broker = await world().broker();
      const responder = new RequestResponder({
        ...{ service: 'learning', broker, logger: silent, concurrency },
        handlers: new Map(handlers),
      });
      await responder.start();
      return responder;
    };
    const asking = async (): Promise<Requests> => new Requests({ service: 'content', broker: await world().broker() });
    const numbers = (one: number, other: number) => message(AddNumbers, { one, other });
    const timeoutMs = 20_000;

    it('gets the answer of one of those who answer, whoever else asks at the same time', async () => {
      await Promise.all([answering([['AddNumbers', add]]), answering([['AddNumbers', add]])]);
      const askers = await Promise.all([asking(), asking()]);
      const answers = await Promise.all(
        range(0, 40).map((n) => askers[n % 2]?.request(numbers(n, 1), { timeoutMs, key: `key-${n % 5}` })),
      );
      expect(answers).toEqual(range(0, 40).map((n) => ({ sum: n + 1 })));
      await Promise.all(askers.map((asker) => asker.close()));
    });

    it('runs in the context of whoever asks', async () => {
      const seen: Delivery[] = [];
      await answering([['AddNumbers', async (request) => void seen.push(request)]]);
      const asker = await asking();
      const context = { service: 'content', tenantId: 'acme', userId: 'ann', correlationId: newId() };
      const answer = await runInContext({ ...context, causationId: null, traceparent: null }, () =>
        asker.request(numbers(1, 2), { timeoutMs }),
      );
      expect(answer).toBeNull();
      expect(seen).toMatchObject([
        {
          tenantId: 'acme',
          userId: 'ann',
          correlationId: context.correlationId,
          source: 'content',
          type: 'AddNumbers',
        },
      ]);
      await asker.close();
    });

    it('fails as its handler fails: with the code of an EddaError, and without the words of any other', async () => {
      const gone = new EddaError('gone', 'NUMBERS.GONE', 'There are no numbers.', [
        { field: 'one', value: 1, message: 'is gone' },
      ]);
      const failures: unknown[] = [gone, new Error('a secret')];
      await answering([['AddNumbers', () => Promise.reject(failures.shift())]]);
      const asker = await asking();
      const { kind, code, fields, message: text } = gone;
      await expect(asker.request(numbers(1, 2), { timeoutMs })).rejects.toMatchObject({
        ...{ kind, code, fields, message: text },
      });
      const failed = await asker.request(numbers(1, 2), { timeoutMs }).catch((error: unknown) => error);
      expect(failed).toMatchObject({ kind: 'internal', code: 'REQUEST.FAILED' });
      expect(String(failed)).not.toContain('secret');
      await asker.close();
    });

    it('that nobody answers in time fails, and one that nobody knows how to answer says so', async () => {
      const finish = gate();
      const responder = await answering([['AddNumbers', () => finish.opened]]);
      const asker = await asking();
      const timedOut = { code: 'REQUEST.TIMED_OUT', retryable: true };
      await expect(asker.request(numbers(1, 2), { timeoutMs: 300 })).rejects.toMatchObject(timedOut);
      finish.open();
      await responder.stop(10_000);
      await answering([]);
      await expect(asker.request(numbers(1, 2), { timeoutMs })).rejects.toMatchObject({ code: 'REQUEST.NO_HANDLER' });
      await asker.close();
    });

    it('is not carried out when nobody waits for it any more', async () => {
      const [started, finish] = [gate(), gate()];
      const handled: number[] = [];
      const slow: RequestHandler = async ({ data }) => {
        handled.push((data as AddNumbers).one);
        started.open();
        await finish.opened;
      };
      await answering([['AddNumbers', slow]], 1);
      const asker = await asking();
      const first = asker.request(numbers(1, 0), { timeoutMs, key: 'k' });
      await started.opened;
      const late = asker.request(numbers(2, 0), { timeoutMs: 200, key: 'k' });
      await expect(late).rejects.toMatchObject({ code: 'REQUEST.TIMED_OUT' });
      finish.open();
      await first;
      await asker.request(numbers(3, 0), { timeoutMs, key: 'k' });
      expect(handled).toEqual([1, 3]);
      await asker.close();
    });

    it('is a command without personal data, and waits no longer than its asker', async () => {
      const finish = gate();
      await answering([['AddNumbers', () => finish.opened]]);
      const asker = await asking();
      const refused = (code: string) => expect.objectContaining({ code });
      await expect(asker.request(message(NumbersAdded, {}), { timeoutMs })).rejects.toEqual(
        refused('REQUEST.NOT_A_COMMAND'),
      );
      await expect(
        asker.request(message(GreetPerson, { personId: newId(), name: 'Ann' }), { timeoutMs }),
      ).rejects.toEqual(refused('REQUEST.PERSONAL_DATA'));
      const cancelled = new AbortController();
      const first = asker.request(numbers(1, 2), { timeoutMs, signal: cancelled.signal });
      const second = asker.request(numbers(1, 2), { timeoutMs });
      cancelled.abort(new Error('not needed any more'));
      await expect(first).rejects.toThrow('not needed any more');
      const waits = expect(second).rejects.toMatchObject({ code: 'BROKER.CLOSED' });
      await asker.close();
      await waits;
      finish.open();
    });
  });
}
