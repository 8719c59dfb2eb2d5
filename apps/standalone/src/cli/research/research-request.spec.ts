import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { researchRequest } from './research-request.js';

const deps = { cwd: '/home/me', env: {} };

describe('researchRequest', () => {
  it('reads a new run with its options in any order', () => {
    const args = [
      '--out',
      'o',
      'Why? ',
      'a',
      '--max-bytes=10',
      'b',
      '--server',
      'http://h:1/api/v1/',
      '--token',
      't',
      '--json',
    ];
    expect(researchRequest(args, deps)).toEqual({
      kind: 'new',
      question: 'Why?',
      names: ['a', 'b'],
      out: join('/home/me', 'o'),
      maxBytes: 10,
      server: 'http://h:1',
      dataDirectory: join('/home/me', '.edda'),
      token: 't',
      json: true,
    });
  });

  it('takes the data folder from the environment unless one is given', () => {
    const env = { EDDA_DATA: 'mine' };
    expect(researchRequest(['--list'], { ...deps, env })).toMatchObject({ dataDirectory: join('/home/me', 'mine') });
    expect(researchRequest(['--list', '--data', '/d'], { ...deps, env })).toMatchObject({ dataDirectory: '/d' });
  });

  it('takes the token from the environment unless one is given', () => {
    const env = { EDDA_TOKEN: 'from-env' };
    expect(researchRequest(['--list'], { ...deps, env })).toMatchObject({ token: 'from-env' });
    expect(researchRequest(['--list', '--token', 'x'], { ...deps, env })).toMatchObject({ token: 'x' });
    expect(researchRequest(['--list'], { ...deps, env: { EDDA_TOKEN: '' } })).toMatchObject({ token: undefined });
  });

  it.each([
    [['Why?', 'a', '--server', 'localhost:3000'], '--server takes an address'],
    [['Why?', 'a', '--server', 'http://me:pw@h/'], 'no user or password'],
    [['Why?', 'a', '--server', 'http://h/?x'], 'without "?"'],
    [['Why?', 'a', '--max-bytes', '1.5'], '--max-bytes takes a whole number'],
    [['Why?', 'a', '--max-bytes', '0'], '--max-bytes takes a whole number'],
    [['Why?', 'a', '--token', 'a b'], 'characters that no token has'],
    [['Why?', 'a', '--out', ''], '--out takes a folder'],
    [['Why?', 'a', '--data', ' '], '--data takes a folder'],
    [['no', 'a'], 'A question has 3 to 1000 characters; this one has 2'],
    [['?'.repeat(1001), 'a'], 'this one has 1001'],
    [['--resume', 'x'], 'is not the id of a run'],
    [['--resume', '0193b2f0-0000-7000-8000-000000000000', 'Why?'], '--resume cannot be combined'],
    [['--list', '--resume', '0193b2f0-0000-7000-8000-000000000000'], '--list cannot be combined with --resume'],
    [['--list', '--max-bytes', '3'], '--list cannot be combined with --max-bytes'],
    [['Why?', 'a', '--json=yes'], 'Option'],
  ])('refuses %j', (args, says) => {
    expect(() => researchRequest(args, deps)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(says) }),
    );
  });

  it('does not repeat a token it refuses', () => {
    expect(() => researchRequest(['Why?', 'a', '--token', 'se cret'], deps)).not.toThrow('se cret');
  });
});
