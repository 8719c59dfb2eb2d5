/** A line that stays. */
export function say(text) {
  process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}${text}\n`);
}

/** What is being done now: on a terminal the line is overwritten by the next one. */
export function doing(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else process.stderr.write(`${text}\n`);
}

export function done() {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}
