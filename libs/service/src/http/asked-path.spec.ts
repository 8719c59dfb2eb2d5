import { describe, expect, it } from '@jest/globals';
import { askedPath } from './asked-path.js';

describe('the path that was asked for', () => {
  it('is the one of the request, without its query', () => {
    expect(askedPath('/api/v1/sagas/1?at=2')).toBe('/api/v1/sagas/1');
  });

  it('is the one of the gateway where that is another', () => {
    expect(askedPath('/api/v1/sagas/1?at=2', { 'x-forwarded-prefix': '/services/content' })).toBe(
      '/api/v1/services/content/sagas/1',
    );
  });

  it.each(['//evil.example', '/a b', 'services', '/<script>'])('is not made up by a header that says %s', (prefix) => {
    expect(askedPath('/api/v1/sagas', { 'x-forwarded-prefix': prefix })).toBe('/api/v1/sagas');
  });

  it('is left alone outside of the API', () => {
    expect(askedPath('/metrics', { 'x-forwarded-prefix': '/services/content' })).toBe('/metrics');
  });
});
