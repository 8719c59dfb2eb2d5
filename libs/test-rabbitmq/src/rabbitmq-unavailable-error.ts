/** Why no RabbitMQ can be had on this machine, in a sentence that says what to do. */
export class RabbitMQUnavailableError extends Error {
  override readonly name = 'RabbitMQUnavailableError';
}
