import { describe, expect, it } from '@jest/globals';
import { cleanEnvironment } from './clean-environment.js';

describe('cleanEnvironment', () => {
  it('lets nothing of the language, the PG variables or the loader variables through', () => {
    const environment = cleanEnvironment(
      {
        PATH: '/opt/bin',
        LANG: 'de_DE.UTF-8',
        LC_ALL: 'de_DE.UTF-8',
        PGDATA: '/x',
        LD_PRELOAD: 'x.so',
        TZ: 'Asia/Tokyo',
      },
      'linux',
    );
    expect(Object.keys(environment).sort()).toEqual(['LC_ALL', 'PATH', 'TZ']);
    expect(environment).toMatchObject({ LC_ALL: 'C', TZ: 'UTC' });
  });

  it('finds the system programs also when there is no PATH', () => {
    expect(cleanEnvironment({}, 'linux')['PATH']?.split(':')).toEqual(expect.arrayContaining(['/usr/bin', '/bin']));
  });

  it('keeps the order of the PATH that is given', () => {
    expect(cleanEnvironment({ PATH: '/opt/bin:/usr/bin' }, 'linux')['PATH']).toMatch(/^\/opt\/bin:\/usr\/bin:/);
  });

  it('keeps on Windows what programs cannot start without', () => {
    const environment = cleanEnvironment({ SystemRoot: 'C:\\Windows', PATH: 'C:\\bin', PGPORT: '1' }, 'win32');
    expect(environment).toMatchObject({ SystemRoot: 'C:\\Windows', PATH: 'C:\\bin', LC_ALL: 'C' });
    expect(environment).not.toHaveProperty('PGPORT');
  });
});
