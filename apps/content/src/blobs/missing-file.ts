/** Whether a call failed because there is no such file or folder. */
export function missing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** For `catch`: what stands for a file or folder that is not there; every other error stays one. */
export function unlessMissing<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (missing(error)) return instead;
    throw error;
  };
}
