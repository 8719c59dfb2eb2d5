/** Why no Kafka can be had on this machine, in a sentence that says what to do. */
export class KafkaUnavailableError extends Error {
  override readonly name = 'KafkaUnavailableError';
}
