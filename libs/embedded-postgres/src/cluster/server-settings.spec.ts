import { describe, expect, it } from '@jest/globals';
import { renderSettings } from './server-settings.js';

const lines = (settings: Parameters<typeof renderSettings>[0]): string[] =>
  renderSettings(settings, '/opt/pg', 18).split('\n');

describe('renderSettings', () => {
  it('is durable and reachable from this machine alone unless told otherwise', () => {
    expect(lines({})).toEqual(
      expect.arrayContaining(["fsync = 'on'", "synchronous_commit = 'on'", "listen_addresses = '127.0.0.1'"]),
    );
  });

  it('puts the given settings over the default ones', () => {
    const rendered = lines({ fsync: false, max_connections: 7, 'auto_explain.log_min_duration': '1s' });
    expect(rendered).toEqual(
      expect.arrayContaining(["fsync = 'off'", "max_connections = '7'", "auto_explain.log_min_duration = '1s'"]),
    );
    expect(rendered.filter((line) => line.startsWith('fsync'))).toHaveLength(1);
  });

  it('quotes values', () => {
    expect(lines({ search_path: `"it's", c:\\x` })).toContain(`search_path = '"it''s", c:\\\\x'`);
  });

  it('leaves out what an older server does not know', () => {
    expect(renderSettings({}, '/opt/pg', 17)).not.toContain('io_method');
    expect(renderSettings({}, '/opt/pg', 18)).toContain("io_method = 'sync'");
  });

  it('differs when the binaries differ, so that a server that runs with other ones is replaced', () => {
    expect(renderSettings({}, '/opt/a', 18)).not.toBe(renderSettings({}, '/opt/b', 18));
  });

  it.each([
    ['a port', { port: 5432 }, /"port".*as the option/],
    ['a name that is none', { 'fsync = off\nport': 1 }, /postgresql\.conf/],
    ['a value with a line break', { log_line_prefix: 'a\nport = 1' }, /"log_line_prefix".*one line/],
  ])('refuses %s', (_what, settings, message) => {
    expect(() => renderSettings(settings, '/opt/pg', 18)).toThrow(
      expect.objectContaining({ code: 'EMBEDDED_POSTGRES.SETTING_INVALID', message: expect.stringMatching(message) }),
    );
  });
});
