/** How the extraction process is started. */
export interface ExtractionEntry {
  /** The module to run. */
  readonly entry: URL | string;
  /** Options of Node before the module's name. */
  readonly execArgv: readonly string[];
}

/**
 * The entry beside this module: the built file, or, where the service itself runs from its TypeScript source (tests, watching), the
 * source with the loader that the workspace uses for it.
 */
export function defaultExtractionEntry(): ExtractionEntry {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return {
    entry: new URL(`./extraction-process.${extension}`, import.meta.url),
    execArgv:
      extension === 'ts'
        ? ['--conditions=@edda/source', '--import', import.meta.resolve('@swc-node/register/esm-register')]
        : [],
  };
}
