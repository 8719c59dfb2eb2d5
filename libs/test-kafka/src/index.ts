export { installKafka, kafkaForTests, type KafkaInstallation } from './install-kafka.js';
export { KafkaServer, SASL_USER, type KafkaServerOptions } from './kafka-server.js';
export { KafkaUnavailableError } from './kafka-unavailable-error.js';
export type { KafkaSettings } from './server-properties.js';
export { KAFKA_START_TIMEOUT_MS, startThrowAwayKafka, type ThrowAwayKafka } from './throw-away-kafka.js';
export { KAFKA_VERSIONS, kafkaVersion, NEWEST_KAFKA, type KafkaVersion } from './versions.js';
