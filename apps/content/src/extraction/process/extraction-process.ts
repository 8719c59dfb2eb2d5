/**
 * Entry of the process in which documents are read; `ExtractionProcess` starts it. Its argument is the limit of resident memory in bytes.
 */
import { extractText } from '../extract-text.js';
import type { ExtractionReply, ExtractionRequest } from './extraction-message.js';
import { startMemoryWatchdog } from './memory-watchdog.js';

function reply(message: ExtractionReply): void {
  // The parent may be gone by now; then there is no one left to tell.
  process.send?.(message, undefined, undefined, () => undefined);
}

async function extract({ input }: ExtractionRequest): Promise<void> {
  try {
    const result = await extractText(input);
    reply({ type: 'result', result, residentBytes: process.memoryUsage.rss() });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
    reply({ type: 'error', message, stack });
  }
}

// Ctrl-C and a service manager's stop reach every process of the group. The parent decides when this one ends: it closes the channel.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (request) => void extract(request as ExtractionRequest));

startMemoryWatchdog(Number(process.argv[2]));
reply({ type: 'ready' });
