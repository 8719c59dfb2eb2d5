import kafkajs from 'kafkajs';

/** What Node does not find as names of their own in the CommonJS module of kafkajs. */
export const { ConfigResourceTypes, ConfigSource, KafkaJSNonRetriableError } = kafkajs;
