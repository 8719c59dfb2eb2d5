/** A copy of a message that was given up, of whatever type, with the headers it had and what became of it. */
export const DEAD_LETTER = {
  name: 'DeadLetter',
  title: 'A dead letter',
  summary: 'Any message, as it was received, with the reason why it was given up.',
  headers: {
    type: 'object',
    properties: Object.fromEntries(
      [
        ['kafka_dlt-original-topic', 'Where it came from.'],
        ['kafka_dlt-original-partition', ''],
        ['kafka_dlt-original-offset', ''],
        ['kafka_dlt-original-consumer-group', 'The subscription that has given it up.'],
        ['kafka_dlt-exception-fqcn', 'The class of the error.'],
        ['kafka_dlt-exception-message', 'What the error said.'],
        ['edda-dead-letter-id', 'Under which it is looked up and handed back.'],
        ['edda-error-code', 'The stable code of the error.'],
        ['edda-attempts', 'How often it was tried.'],
      ].map(([name, description]) => [name, { type: 'string', ...(description && { description }) }]),
    ),
    required: [
      'kafka_dlt-original-topic',
      'kafka_dlt-original-consumer-group',
      'edda-dead-letter-id',
      'edda-error-code',
    ],
  },
  payload: { description: 'The payload of the message that was given up.' },
  tags: [{ name: 'dead letters' }],
} as const;
