import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/**
 * Lets the request queues of kafkajs 2.2.4 set no timer while nothing waits in them. They would after every response, with a
 * time before now, which Node complains about once in every process that uses kafkajs.
 */
export function setNoIdleTimers(): void {
  const { prototype } = RequestQueue;
  const original = prototype.scheduleCheckPendingRequests;
  if (original === scheduleWhenNeeded) return;
  schedule = original;
  prototype.scheduleCheckPendingRequests = scheduleWhenNeeded;
}

let schedule: () => void = () => undefined;

function scheduleWhenNeeded(this: RequestQueue): void {
  if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
}
