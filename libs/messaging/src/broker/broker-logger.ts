/** What a broker driver needs of a logger; Nest's `LoggerService` fits. */
export interface BrokerLogger {
  log(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
