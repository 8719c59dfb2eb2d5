import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf, systemCodeOf } from '../terminal/reason-of.js';
import { isUuid } from '../uuid.js';

/** The text of a source as it was found on disk. */
export interface Evidence {
  /** Of the bytes, lower-case hexadecimal; missing when there are none. */
  readonly sha256?: string;
  readonly text?: string;
  /** What is wrong with the file itself. */
  readonly problem?: string;
}

/** Where the text of a content lies below the folder of a report. @throws Error when the id is no UUID */
export function textFile(contentId: string): string {
  if (!isUuid(contentId)) {
    throw new Error(`"${contentId}" is no id of a content and must not become a file name.`);
  }
  return `texts/${contentId}.txt`;
}

export async function textEvidence(directory: string, contentId: string): Promise<Evidence> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(directory, textFile(contentId)));
  } catch (error) {
    return { problem: systemCodeOf(error) === 'ENOENT' ? 'is missing' : `cannot be read: ${reasonOf(error)}` };
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return { sha256, problem: 'begins with a byte order mark, so that offsets into it are not those of the report' };
  }
  try {
    return { sha256, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { sha256, problem: 'is not valid UTF-8' };
  }
}
