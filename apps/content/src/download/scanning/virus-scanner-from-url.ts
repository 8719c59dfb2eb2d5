import { ClamdScanner } from './clamd-scanner.js';
import { NoScanner } from './no-scanner.js';
import type { VirusScanner } from './virus-scanner.js';

/** @param url `tcp://host:port` of a clamd; null for none */
export function virusScannerFromUrl(url: string | null): VirusScanner {
  if (url === null) return new NoScanner();
  const { hostname, port } = new URL(url);
  return new ClamdScanner({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 3310 });
}
