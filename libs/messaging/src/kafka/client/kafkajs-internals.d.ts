declare module 'kafkajs/src/network/requestQueue/index.js' {
  /** The requests of one connection. */
  export default class RequestQueue {
    /** In milliseconds of `Date.now`. */
    throttledUntil: number;
    readonly pending: readonly unknown[];
    scheduleCheckPendingRequests(): void;
  }
}
