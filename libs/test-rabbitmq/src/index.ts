export { findRabbitMQ, rabbitMQForTests, type RabbitMQInstallation } from './find-rabbitmq.js';
export { RabbitMQServer, type RabbitMQServerOptions } from './rabbitmq-server.js';
export { RabbitMQUnavailableError } from './rabbitmq-unavailable-error.js';
export { RABBITMQ_START_TIMEOUT_MS, startThrowAwayRabbitMQ, type ThrowAwayRabbitMQ } from './throw-away-rabbitmq.js';
