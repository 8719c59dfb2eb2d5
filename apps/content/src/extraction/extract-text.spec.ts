import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { buildDocx, buildDocxBomb } from '../../test/fixtures/build-docx.js';
import { buildPdf } from '../../test/fixtures/build-pdf.js';
import { pseudoRandomBytes } from '../../test/fixtures/random-bytes.js';
import { extractText } from './extract-text.js';
import type { ExtractionResult } from './extraction-result.js';

const extract = (content: string | Uint8Array, fileName: string, declaredMimeType?: string) =>
  extractText({
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
    fileName,
    ...(declaredMimeType && { declaredMimeType }),
  });
const quotes = ({ text, sentences }: ExtractionResult) => sentences.map(([start, end]) => text.slice(start, end));

describe('extractText', () => {
  it('describes a text file completely', async () => {
    const result = await extract(
      '\ufeffThe Plan\r\n\r\nThe house has four services. Each of them\r\nkeeps its own database.\r\n',
      'docs/plan.txt',
    );
    const text = 'The Plan\n\nThe house has four services. Each of them\nkeeps its own database.';
    expect(result).toEqual({
      status: 'success',
      mimeType: 'text/plain',
      contentType: 'text',
      title: 'The Plan',
      text,
      textSha256: createHash('sha256').update(text).digest('hex'),
      language: 'en',
      sentences: expect.any(Array),
      keywords: expect.any(Array),
      warnings: [],
    });
    expect(quotes(result)).toEqual([
      'The Plan',
      'The house has four services.',
      'Each of them\nkeeps its own database.',
    ]);
  });

  it('reads Markdown, HTML and other text by their kind', async () => {
    expect(await extract('# Title\n\nText.', 'a.md')).toMatchObject({
      mimeType: 'text/markdown',
      title: 'Title',
      text: 'Title\n\nText.',
    });
    expect(await extract('<p>caf\u00e9</p>', 'a.html')).toMatchObject({ mimeType: 'text/html', text: 'café' });
    expect(quotes(await extract('name,size\nA tree,3\n', 'a.csv'))).toEqual(['name,size', 'A tree,3']);
  });

  it('uses the declared charset', async () => {
    const bytes = new Uint8Array(
      Buffer.from(
        '<p>c5ebebdce4e1</p>'.replace('c5ebebdce4e1', Buffer.from('c5ebebdce4e1', 'hex').toString('latin1')),
        'latin1',
      ),
    );
    expect((await extract(bytes, 'a.html', 'text/html; charset=ISO-8859-7')).text).toBe('Ελλάδα');
  });

  it('says when bytes could not be decoded', async () => {
    const bytes = Buffer.concat([Buffer.from('Schöne Grüße aus Köln und Umgebung. '.repeat(5)), Buffer.from([0xc3])]);
    const { text, warnings } = await extract(new Uint8Array(bytes), 'a.txt');
    expect(text.endsWith('\ufffd')).toBe(true);
    expect(warnings).toEqual([expect.stringContaining('utf-8')]);
  });

  it('reads a PDF: hyphens joined, lines and pages joined, headers dropped, headings and items apart', async () => {
    const page = (number: number, ...lines: Parameters<typeof buildPdf>[0][number]) => [
      { text: 'The Edda Papers', y: 810, size: 8 },
      ...lines,
      { text: `${number}`, y: 30, size: 8 },
    ];
    const result = await extract(
      buildPdf([
        page(
          1,
          { text: 'On Delivery', size: 20, y: 770 },
          { text: 'A relay publishes what has been com-', y: 730 },
          'mitted, and it grew by 3.5 million mes-',
          'sages. Dr. Jones measured it over the',
        ),
        page(
          2,
          { text: 'whole of last year.', y: 770 },
          { text: '2. Results', gap: 10 },
          { text: '- It is fast.', gap: 10 },
          '- It is well-known.',
          { text: 'The end came after a well-', gap: 10 },
          'known failure.',
        ),
        page(3, { text: 'More text.', y: 770 }),
      ]),
      'paper.pdf',
    );
    expect(result).toMatchObject({ status: 'success', contentType: 'document', title: 'On Delivery', language: 'en' });
    expect(quotes(result)).toEqual([
      'On Delivery',
      'A relay publishes what has been committed, and it grew by 3.5 million messages.',
      'Dr. Jones measured it over the whole of last year.',
      'Results',
      'It is fast.',
      'It is well-known.',
      'The end came after a well-known failure.',
      'More text.',
    ]);
  });

  it('reads the columns of a PDF one after the other, and its footnotes after the paragraph', async () => {
    const left = ['Events are written to the', 'left column first, and the', 'sentence goes on in the'];
    const right = ['right column of the same', 'page.'];
    const { text } = await extract(
      buildPdf([
        [
          ...left.map((line, index) => ({ text: line, x: 60, y: 700 - index * 14 })),
          ...right.map((line, index) => ({ text: line, x: 320, y: 700 - index * 14 })),
          { text: 'This paragraph is still not', x: 320, y: 640 },
          { text: '1 A footnote stands here.', x: 320, y: 60, size: 7 },
        ],
        [{ text: 'finished on its page.', x: 60, y: 700 }],
      ]),
      'columns.pdf',
    );
    expect(text).toBe(
      'Events are written to the left column first, and the sentence goes on in the right column of the same page.\n\n' +
        'This paragraph is still not finished on its page.\n\n1 A footnote stands here.',
    );
  });

  it('takes the title of a PDF from its metadata, unless it is a file name', async () => {
    expect((await extract(buildPdf([['Words.']], { title: 'On Sagas' }), 'x.pdf')).title).toBe('On Sagas');
    expect((await extract(buildPdf([['Words.']], { title: 'Microsoft Word - x.doc' }), 'x.pdf')).title).toBe('Words.');
  });

  it('reads a PDF with a broken page in part', async () => {
    const result = await extract(buildPdf([['Page one.'], ['lost'], ['Page three.']], { brokenPages: [1] }), 'a.pdf');
    expect(result).toMatchObject({
      status: 'partial',
      reason: { code: 'PAGES_UNREADABLE', detail: '1 of 3 pages cannot be read: 2.' },
      text: 'Page one.\n\nPage three.',
    });
  });

  it('reads a docx: title, headings, items and rows stand apart', async () => {
    const result = await extract(
      buildDocx([
        { title: 'The Report' },
        { heading: 'Findings' },
        { paragraph: 'It works. It is fast & small.' },
        { item: 'first' },
        { item: 'second' },
        {
          table: [
            ['Name', 'Size'],
            ['relay', '3.5 MB'],
          ],
        },
      ]),
      'report.docx',
    );
    expect(result).toMatchObject({ status: 'success', contentType: 'document', title: 'The Report' });
    expect(result.text).toBe(
      'The Report\n\nFindings\n\nIt works. It is fast & small.\n\n- first\n- second\n\nName | Size\nrelay | 3.5 MB',
    );
  });

  it.each<[string, string, Uint8Array, string]>([
    ['an empty file', 'EMPTY_FILE', new Uint8Array(), 'a.txt'],
    ['a file of blanks', 'NO_TEXT', new TextEncoder().encode(' \r\n\t\n'), 'a.txt'],
    ['a scanned PDF', 'NO_TEXT', buildPdf([[], []]), 'scan.pdf'],
    ['an encrypted PDF', 'ENCRYPTED', buildPdf([['x']], { encrypted: true }), 'a.pdf'],
    ['a PDF cut short', 'CORRUPT_FILE', buildPdf([['x']]).subarray(0, 120), 'a.pdf'],
    ['a docx without text', 'NO_TEXT', buildDocx([]), 'a.docx'],
    ['a docx bomb that owns up to it', 'TOO_LARGE', buildDocxBomb(1, 400 * 1024 * 1024), 'a.docx'],
    ['random bytes', 'UNSUPPORTED_TYPE', pseudoRandomBytes(4000), 'a.bin'],
    ['a text of more than 20 Mi characters', 'TOO_LARGE', new Uint8Array(21 * 1024 * 1024).fill(97), 'a.txt'],
    [
      'elements nested without end',
      'CORRUPT_FILE',
      new TextEncoder().encode(`<html>${'<div>'.repeat(50_000)}x`),
      'a.html',
    ],
  ])('fails on %s with %s', async (_, code, bytes, fileName) => {
    const result = await extract(bytes, fileName);
    expect(result).toMatchObject({
      status: 'failed',
      reason: { code, detail: expect.stringMatching(/^[A-Z].{10,}[.)]$/) },
      text: '',
      textSha256: null,
      sentences: [],
      language: 'und',
    });
    expect(result.title).not.toBe('');
  });

  it('leaves the bytes it was given alone', async () => {
    const bytes = buildPdf([['Words.']]);
    const before = createHash('sha256').update(bytes).digest('hex');
    await extract(bytes, 'a.pdf');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(before);
  });
});
