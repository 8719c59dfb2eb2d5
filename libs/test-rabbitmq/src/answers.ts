import { connect } from 'node:net';

const PROTOCOL_HEADER = Buffer.from('AMQP\u0000\u0000\u0009\u0001', 'latin1');

/** Whether a server on this port of the loopback interface speaks AMQP 0-9-1. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 });
    const end = (result: boolean): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => socket.write(PROTOCOL_HEADER));
    // Method frame, channel 0: connection.start.
    socket.once('data', (data) => end(data[0] === 1));
    socket
      .once('error', () => end(false))
      .once('close', () => end(false))
      .once('timeout', () => end(false));
  });
}
