import { PROBLEM_NOTES, type ProblemNote } from '../open-api/problem-note.js';

/** Where `@ApiExtension` keeps what it was told. */
const EXTENSIONS = 'swagger/apiExtension';

/**
 * Documents a failure of an operation; several of one status are listed together. What any operation may answer, such as
 * `REQUEST.INVALID`, is documented without it.
 *
 * @param description when it comes, without a full stop
 * @example @ApiProblem(404, 'CONTENT.NOT_FOUND', 'There is no such content')
 */
export function ApiProblem(status: number, code: string, description: string): MethodDecorator {
  return (_target, _key, descriptor: PropertyDescriptor) => {
    const handler = descriptor.value as object;
    const extensions = (Reflect.getMetadata(EXTENSIONS, handler) ?? {}) as { [PROBLEM_NOTES]?: ProblemNote[] };
    // Decorators run from the last to the first.
    const notes = [{ status, code, description }, ...(extensions[PROBLEM_NOTES] ?? [])];
    Reflect.defineMetadata(EXTENSIONS, { ...extensions, [PROBLEM_NOTES]: notes }, handler);
  };
}
