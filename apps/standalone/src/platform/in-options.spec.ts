import { ConfigError, StartupError } from '@edda/service';
import { describe, expect, it } from '@jest/globals';
import { inOptions } from './in-options.js';

describe('the reason why the door could not be opened', () => {
  it.each([
    [
      'Port 3000 on 127.0.0.1 is in use: stop the program that holds it, or set PORT to another one.',
      'Port 3000 on 127.0.0.1 is in use: stop the program that holds it, or give --port (or PORT) another one.',
    ],
    [
      'The address 192.0.2.7 is not an address of this machine: set HOST to one of its own.',
      'The address 192.0.2.7 is not an address of this machine: give --host (or HOST) one of its own.',
    ],
  ])('names the options of the command line: %s', (said, told) => {
    expect(inOptions(new StartupError(said))).toMatchObject({ name: 'StartupError', message: told });
  });

  it('is left as it is where it is about something else', () => {
    const error = new ConfigError(['PORT is "abc": expected a port.']);
    expect(inOptions(error)).toBe(error);
  });
});
