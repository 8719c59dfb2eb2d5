/** Fetches the page behind the one that is being worked on, so that at most two are in memory. */
export async function* readAhead<Page>(pages: AsyncGenerator<Page>): AsyncGenerator<Page> {
  let next = pages.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = pages.next();
      // Its failure is met when its turn comes; until then nobody waits for it.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    // Not awaited: a statement that is still running must not hold up who leaves the loop.
    void pages.return(undefined).catch(() => undefined);
  }
}
