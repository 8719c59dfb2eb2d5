import type { DestinationStream } from 'pino';

interface LogLine {
  level: string;
  service: string;
  message: string;
  error?: { message?: string };
}

/** Shows log lines to a person: level, service and message. The log files keep the rest. */
export function consoleLog(output: NodeJS.WritableStream): DestinationStream {
  return {
    write(json) {
      const { level, service, message, error } = JSON.parse(json) as LogLine;
      const cause = error?.message && error.message !== message ? ` (${error.message})` : '';
      output.write(`${level} ${service}: ${message}${cause}\n`);
    },
  };
}
