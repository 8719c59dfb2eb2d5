import { describe, expect, it } from '@jest/globals';
import { causeOfFailure } from './start-failure.js';

describe('causeOfFailure', () => {
  it.each([
    ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'port'],
    ['FATAL:  could not create any TCP/IP sockets', 'port'],
    ['FATAL:  lock file "postmaster.pid" already exists', 'lock'],
    ['FATAL:  lock file "postmaster.pid" is empty', 'lock'],
    ['FATAL:  pre-existing shared memory block (key 10101076, ID 59) is still in use', 'memory'],
    ['FATAL:  configuration file "/x/edda.conf" contains errors', 'other'],
    ['', 'other'],
  ])('reads "%s" as %s', (log, cause) => {
    expect(causeOfFailure(log)).toBe(cause);
  });
});
