/** The pool was closed before the job was done. It says nothing about the document: the job may be run again elsewhere. */
export class ExtractionPoolClosedError extends Error {
  override readonly name = 'ExtractionPoolClosedError';

  constructor() {
    super('The extraction pool is closed; the document was not read. Run it again after the restart.');
  }
}
