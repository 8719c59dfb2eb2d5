import { describe, expect, it } from '@jest/globals';
import { buildDocx } from '../../../test/fixtures/build-docx.js';
import { buildPdf } from '../../../test/fixtures/build-pdf.js';
import { buildZip } from '../../../test/fixtures/build-zip.js';
import { pseudoRandomBytes } from '../../../test/fixtures/random-bytes.js';
import { ExtractionError } from '../extraction-error.js';
import { detectFormat } from './detect-format.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

async function formatOf(content: string | Uint8Array, fileName = 'file', declaredMimeType = ''): Promise<string> {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  return (await detectFormat({ bytes, fileName, declaredMimeType })).format;
}

async function refusal(bytes: Uint8Array, fileName = 'file'): Promise<ExtractionError> {
  const error = await detectFormat({ bytes, fileName }).catch((reason: unknown) => reason);
  if (!(error instanceof ExtractionError)) throw new Error(`expected an ExtractionError, got ${JSON.stringify(error)}`);
  return error;
}

describe('detectFormat', () => {
  it('goes by the content, whatever the name says', async () => {
    expect(await formatOf(buildPdf([['x']]), 'notes.txt')).toBe('pdf');
    expect(await formatOf(buildDocx([{ paragraph: 'x' }]), 'archive.zip')).toBe('docx');
    expect(await formatOf('<!DOCTYPE html><html><body>x</body></html>', 'page.txt')).toBe('html');
    expect(await formatOf('\n<?xml version="1.0"?>\n<!-- c -->\n<html lang="en">', 'page')).toBe('html');
    expect(await formatOf('no tags in here', 'page.html')).toBe('text');
    expect(await formatOf('Just words.', 'report.pdf')).toBe('text');
  });

  it('finds a PDF behind rubbish, and no PDF in a text that speaks of one', async () => {
    expect(await formatOf(Buffer.concat([pseudoRandomBytes(200), buildPdf([['x']])]))).toBe('pdf');
    expect(await formatOf('A PDF starts with %PDF-1.4 and so on.')).toBe('text');
  });

  it('lets name and declared type decide between formats of text', async () => {
    expect(await formatOf('Some *text*', 'a.md')).toBe('markdown');
    expect(await formatOf('<div>A logo</div>\n# Title', 'README.md')).toBe('markdown');
    expect(await formatOf('<p>Hello</p>', 'a', 'text/html; charset=utf-8')).toBe('html');
    expect(await formatOf('Some text', 'a', 'text/markdown')).toBe('markdown');
    expect(await formatOf('a,b\n1,2', 'a.csv')).toBe('text');
  });

  it('reads the signs where neither says anything', async () => {
    expect(await formatOf('# Title\n\nSee [this](https://x.example).', 'README')).toBe('markdown');
    expect(await formatOf('# just a comment\nkey = value', 'settings')).toBe('text');
    expect(await formatOf('<div><p>Hello</p></div>', 'fragment')).toBe('html');
    expect(await formatOf('a < b and b > c', 'formula')).toBe('text');
  });

  it('reads text in UTF-16 and with stray control characters as text', async () => {
    expect(await formatOf(new Uint8Array(Buffer.from('Wide text without a mark', 'utf16le')), 'a.txt')).toBe('text');
    expect(await formatOf('Page one\fPage two with a stray \0 in its long text', 'a.txt')).toBe('text');
  });

  it.each([
    ['a PNG image', latin1('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\0\u0001\0\0\0\u0001\b\u0006\0\0\0'), 'image/png'],
    ['a program', latin1('\u007fELF\u0002\u0001\u0001\0\0\0\0\0\0\0\0\0\u0003\0>\0'), 'application/x-elf'],
    ['unknown bytes', pseudoRandomBytes(5000), 'application/octet-stream'],
    ['some zip archive', buildZip([{ name: 'a.txt', data: 'x' }]), 'application/zip'],
    ['a damaged zip archive', buildZip([{ name: 'a.txt', data: 'x' }]).subarray(0, 40), 'application/zip'],
    ['rich text', latin1('{\\rtf1\\ansi Hello}'), 'application/rtf'],
    ['a vector image', utf8('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'],
    [
      'an old Word document',
      latin1(`\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1${'\0'.repeat(600)}`),
      'application/x-cfb',
    ],
  ])('refuses %s by name', async (_, bytes, mimeType) => {
    const error = await refusal(bytes);
    expect([error.code, error.mimeType]).toEqual(['UNSUPPORTED_TYPE', mimeType]);
    expect(error.detail).toContain(mimeType);
  });

  it('tells a broken document from an unknown one by its name', async () => {
    expect((await refusal(pseudoRandomBytes(500), 'report.pdf')).code).toBe('CORRUPT_FILE');
    expect((await refusal(buildDocx([{ paragraph: 'x' }]).subarray(0, 300), 'report.docx')).code).toBe('CORRUPT_FILE');
  });

  it('recognises encrypted Office documents, old and new', async () => {
    const name = [...'EncryptedPackage'].join('\0');
    expect(
      (await refusal(latin1(`\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1${'\0'.repeat(600)}${name}`))).code,
    ).toBe('ENCRYPTED');
    expect((await refusal(buildZip([{ name: 'word/document.xml', data: 'x', encrypted: true }]))).code).toBe(
      'ENCRYPTED',
    );
  });

  it('refuses a docx that says it unpacks to more than the limit, or holds too many entries', async () => {
    const large = buildDocx(
      [{ paragraph: 'x' }],
      [{ name: 'word/media/a.bin', data: 'x', declaredSize: 300 * 1024 * 1024 }],
    );
    expect(await refusal(large)).toMatchObject({ code: 'TOO_LARGE', detail: expect.stringContaining('unpacks to') });
    const many = buildDocx(
      [{ paragraph: 'x' }],
      Array.from({ length: 10_001 }, (_, index) => ({ name: `word/media/${index}`, data: '' })),
    );
    expect(await refusal(many)).toMatchObject({ code: 'TOO_LARGE', detail: expect.stringContaining('entries') });
  });
});
