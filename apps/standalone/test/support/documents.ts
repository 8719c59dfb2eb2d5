import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILLER = Array.from(
  { length: 40 },
  (_, index) => `Chapter ${index + 1} describes the ledgers of the parish and the weather of that year in plain words.`,
).join(' ');

/** A folder with documents of several kinds: readable ones, a broken one, an empty one, a binary. */
export async function writeDocuments(folder: string, fillers = 0): Promise<void> {
  await mkdir(join(folder, 'notes'), { recursive: true });
  const files: Record<string, string | Uint8Array> = {
    'mill.md': `# The mill\n\nThe water mill at Orlen was built in 1742 by the miller Jonas Hald.\n\nIt burned down in 1899 because lightning struck the roof.\n`,
    'notes/bridge.txt': 'The stone bridge of Orlen is 84 metres long. It was opened to traffic in 1911.\r\n',
    'page.html': `<html><head><title>School</title></head><body><nav><a href="/">Home</a></nav><article><h1>The school</h1><p>The village school teaches ninety children in four classes. Its head teacher is Marta Linde, who came from the coast in 2004.</p><p>${FILLER}</p></article></body></html>`,
    'broken.pdf': '%PDF-1.7\nthis is not a document\n',
    'empty.txt': '',
    'blob.bin': Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256),
  };
  for (let index = 0; index < fillers; index++) files[`notes/filler-${index}.txt`] = `Volume ${index}. ${FILLER}`;
  for (const [name, body] of Object.entries(files)) await writeFile(join(folder, name), body);
}
