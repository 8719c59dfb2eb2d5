import { getDocumentProxy } from 'unpdf';
import { describeError } from '../describe-error.js';
import type { ExtractedDocument } from '../extracted-document.js';
import { ExtractionError } from '../extraction-error.js';
import { EXTRACTION_LIMITS } from '../extraction-limits.js';
import { dropRunningLines } from './drop-running-lines.js';
import { groupPdfItems, type PdfTextItem } from './group-pdf-items.js';
import { findPdfParagraphs, type PdfParagraph } from './pdf-paragraphs.js';
import type { PdfLine } from './pdf-line.js';

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

/**
 * Reads the text of a PDF page by page. Page headers and footers are dropped, hyphenated and wrapped lines joined, one paragraph per
 * line. Pages that cannot be read make the result partial.
 *
 * @throws ExtractionError `ENCRYPTED`, `CORRUPT_FILE`, `NO_TEXT` (a scan), `TOO_LARGE`
 */
export async function readPdf(bytes: Uint8Array): Promise<ExtractedDocument> {
  const document = await openPdf(bytes);
  try {
    const { pages, unreadable } = await readPages(document);
    if (pages.length === 0) {
      throw new ExtractionError('CORRUPT_FILE', `None of the ${document.numPages} pages of the PDF can be read.`);
    }
    const empty = pages.filter((lines) => lines.length === 0).length;
    if (empty === pages.length) {
      const detail = `The PDF has no text on its ${document.numPages} pages: probably a scan. Run it through text recognition.`;
      throw new ExtractionError('NO_TEXT', detail);
    }
    const paragraphs = findPdfParagraphs(dropRunningLines(pages, ({ text }) => text));
    return {
      text: paragraphs.map(({ text }) => text).join('\n\n'),
      layout: 'lines',
      title: (await metadataTitle(document)) ?? largestText(paragraphs),
      warnings: empty > 0 ? [`${empty} of ${document.numPages} pages have no text.`] : [],
      ...(unreadable.length > 0 && {
        partial: {
          code: 'PAGES_UNREADABLE',
          detail: `${unreadable.length} of ${document.numPages} pages cannot be read: ${listPages(unreadable)}.`,
        },
      }),
    };
  } finally {
    await document.loadingTask.destroy();
  }
}

async function openPdf(bytes: Uint8Array): Promise<PdfDocument> {
  try {
    // A copy: the parser takes its buffer away from the caller, and refuses a Buffer. Its warnings would go to the console.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new ExtractionError('ENCRYPTED', 'The PDF asks for a password. Save it without one and try again.');
    }
    const detail = `The PDF cannot be read: ${describeError(error)}`;
    throw new ExtractionError('CORRUPT_FILE', detail, { cause: error });
  }
}

async function readPages(document: PdfDocument): Promise<{ pages: PdfLine[][]; unreadable: number[] }> {
  const pages: PdfLine[][] = [];
  const unreadable: number[] = [];
  let length = 0;
  for (let number = 1; number <= document.numPages; number++) {
    try {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const lines = groupPdfItems(items.filter((item): item is typeof item & PdfTextItem => 'str' in item));
      page.cleanup();
      pages.push(lines);
      length += lines.reduce((sum, { text }) => sum + text.length, 0);
    } catch {
      unreadable.push(number);
    }
    if (length > EXTRACTION_LIMITS.textLength) {
      const detail = `The PDF holds more than ${EXTRACTION_LIMITS.textLength} characters of text.`;
      throw new ExtractionError('TOO_LARGE', detail);
    }
  }
  return { pages, unreadable };
}

/** What writing programs leave in the title field is often a file name or a placeholder. */
async function metadataTitle(document: PdfDocument): Promise<string | undefined> {
  const metadata = await document.getMetadata().catch(() => undefined);
  const title = (metadata?.info as { Title?: unknown } | undefined)?.Title;
  if (typeof title !== 'string' || title.trim().length < 3) return undefined;
  const isPlaceholder =
    /^(?:untitled|microsoft (?:word|powerpoint)|unbenannt|document\d*)|\.(?:docx?|tex|indd|pdf|dvi|rtf|odt)$/i;
  return isPlaceholder.test(title.trim()) ? undefined : title.trim();
}

/** The paragraph in the largest letters near the start. */
function largestText(paragraphs: readonly PdfParagraph[]): string | undefined {
  const largest = paragraphs.slice(0, 12).reduce((best, paragraph) => (paragraph.size > best.size ? paragraph : best));
  return largest.text.length <= 200 ? largest.text : undefined;
}

function listPages(numbers: readonly number[]): string {
  return numbers.length > 20 ? `${numbers.slice(0, 20).join(', ')}, …` : numbers.join(', ');
}
