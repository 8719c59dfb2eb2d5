import { outsideOf } from './batch-server.mjs';
import { TimeHeap } from './time-heap.mjs';

/**
 * One process of a consumer group: records of different streams side by side, those of one stream one after the other.
 *
 * @param {object} work
 * @param {Int32Array} work.events the events of its partitions, by the time they come
 * @param {(event: number) => number} work.comes when an event is there, in ms
 * @param {Int32Array} work.streams the stream of each event
 * @param {Float64Array} work.handled where the time at which each is handled is written, in ms
 * @param {{ atOnce: number, meanMs: number }} handler
 * @param {() => number} next chance, from 0, below 1
 * @param {{ pause?: readonly [number, number], diesAt?: number }} [trouble] while it pauses nothing begins; what has not ended
 *   when it dies is not handled
 */
export function consume(
  { events, comes, streams, handled },
  { atOnce, meanMs },
  next,
  { pause, diesAt = Infinity } = {},
) {
  const running = new TimeHeap(atOnce);
  const ready = [];
  let firstReady = 0;
  const behind = new Map();
  let arriving = 0;
  let now = 0;

  const start = () => {
    while (running.size < atOnce && firstReady < ready.length) {
      const event = ready[firstReady++];
      running.push(outsideOf(pause, now) - meanMs * Math.log(1 - next()), event);
    }
    if (firstReady > 65_536) {
      ready.splice(0, firstReady);
      firstReady = 0;
    }
  };

  for (;;) {
    const arrival = arriving < events.length ? comes(events[arriving]) : Infinity;
    now = Math.min(arrival, running.earliest);
    if (now === Infinity || now >= diesAt) return;
    if (arrival <= running.earliest) {
      const event = events[arriving++];
      const waiting = behind.get(streams[event]);
      if (waiting) waiting.events.push(event);
      else {
        behind.set(streams[event], { events: [], first: 0 });
        ready.push(event);
      }
    } else {
      const event = running.pop();
      handled[event] = now;
      const waiting = behind.get(streams[event]);
      if (waiting.first < waiting.events.length) ready.push(waiting.events[waiting.first++]);
      else behind.delete(streams[event]);
    }
    start();
  }
}
