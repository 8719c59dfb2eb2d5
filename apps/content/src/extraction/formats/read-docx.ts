import mammoth from 'mammoth';
import { describeError } from '../describe-error.js';
import type { ExtractedDocument } from '../extracted-document.js';
import { ExtractionError } from '../extraction-error.js';
import { appendDomBlocks } from './append-dom-blocks.js';
import { parseHtml } from './parse-html.js';
import { TextBlocks } from './text-blocks.js';

const STYLE_MAP = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"];

/**
 * Reads a docx by way of HTML, which keeps list items and table rows apart as plain text does not. Page headers and
 * footers, comments, text boxes and images are left out; footnotes stand at the end. The container must have been checked before:
 * it is unpacked here in one go.
 *
 * @throws ExtractionError `CORRUPT_FILE`
 */
export async function readDocx(bytes: Uint8Array): Promise<ExtractedDocument> {
  let html: string;
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // An image converter that never reads the image: its bytes would come back as base64.
    const convertImage = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
    ({ value: html } = await mammoth.convertToHtml({ buffer }, { styleMap: STYLE_MAP, convertImage }));
  } catch (error) {
    const detail = `The docx document cannot be read: ${describeError(error)}`;
    throw new ExtractionError('CORRUPT_FILE', detail, { cause: error });
  }
  const blocks = new TextBlocks();
  appendDomBlocks(parseHtml(html).body, blocks);
  return { text: blocks.toString(), layout: 'lines', title: blocks.title };
}
