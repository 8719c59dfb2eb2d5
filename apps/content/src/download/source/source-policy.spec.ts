import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SourcePolicy } from './source-policy.js';

const policy = new SourcePolicy(1000, ['application/pdf', 'text/*']);
const source = { finalUrl: 'https://example.org/a', fileName: 'a', resumable: false, validator: null };

describe('what may be downloaded', () => {
  it.each([
    ['file', 'application/pdf'],
    ['file', 'text/csv'],
    ['image', 'image/png'],
    ['image', 'application/octet-stream'],
  ] as const)('takes as %s: %s', (kind, mimeType) => {
    expect(() => policy.assertAllowed(kind, { ...source, mimeType, size: 1000 })).not.toThrow();
  });

  it.each([
    ['file', 'application/x-msdownload'],
    ['file', 'image/png'],
    ['image', 'text/html'],
    ['image', 'image/svg+xml'],
  ] as const)('refuses as %s: %s', (kind, mimeType) => {
    expect(() => policy.assertAllowed(kind, { ...source, mimeType, size: null })).toThrow(mimeType);
  });

  it('refuses what says that it is too large, and waits for what says nothing', () => {
    const pdf = { ...source, mimeType: 'application/pdf' };
    expect(() => policy.assertAllowed('file', { ...pdf, size: 1001 })).toThrow('1001 bytes');
    expect(() => policy.assertAllowed('file', { ...pdf, size: null })).not.toThrow();
  });

  it('takes everything with two stars', () => {
    const anything = new SourcePolicy(1000, ['*/*']);
    expect(() => anything.assertAllowed('file', { ...source, mimeType: 'chemical/x-pdb', size: 1 })).not.toThrow();
  });

  it('believes the bytes more than the source', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'edda-policy-'));
    const path = join(folder, 'file');
    await writeFile(path, Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]));
    await expect(policy.assertContent('file', path)).rejects.toMatchObject({ code: 'DOWNLOAD.TYPE_REFUSED' });
    await expect(policy.assertContent('image', path)).rejects.toMatchObject({ code: 'DOWNLOAD.TYPE_REFUSED' });
    await writeFile(path, 'no signature is known for a plain text');
    await policy.assertContent('file', path);
    await rm(folder, { recursive: true });
  });
});
