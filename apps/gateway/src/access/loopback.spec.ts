import { expect, it } from '@jest/globals';
import { isLoopback } from './loopback.js';

it.each([
  '127.0.0.1',
  '127.255.0.9',
  '::1',
  '[::1]',
  '0:0:0:0:0:0:0:1',
  '::ffff:127.0.0.1',
  'localhost',
  'LocalHost',
  'a.localhost',
])('%s is this machine', (host) => expect(isLoopback(host)).toBe(true));

it.each([
  '',
  '0.0.0.0',
  '::',
  '128.0.0.1',
  '10.0.0.1',
  'localhost.example',
  'notlocalhost',
  '2130706433',
  '127.0.0.1.example',
])('"%s" may be another one', (host) => expect(isLoopback(host)).toBe(false));
