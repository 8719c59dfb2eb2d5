import { connect } from 'node:net';

/** An ApiVersions request, version 0, correlation 1, without a client id. */
const API_VERSIONS = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff]);

/** Whether a Kafka broker on the port answers requests now. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 });
    const end = (result: boolean): void => {
      socket.destroy();
      resolve(result);
    };
    socket
      .on('connect', () => socket.write(API_VERSIONS))
      .on('data', () => end(true))
      .on('timeout', () => end(false))
      .on('error', () => end(false))
      .on('close', () => end(false));
  });
}
