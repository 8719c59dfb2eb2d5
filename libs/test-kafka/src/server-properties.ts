/** Settings over those below, by the names of Kafka's `server.properties`. */
export type KafkaSettings = Readonly<Record<string, string | number | boolean>>;

export interface ServerPropertiesOptions {
  readonly folder: string;
  readonly port: number;
  readonly controllerPort: number;
  /** A listener where clients say who they are; none unless given. */
  readonly sasl?: { readonly port: number; readonly username: string; readonly password: string };
  readonly settings?: KafkaSettings;
}

/** One server that is broker and controller, which answers on the loopback address alone and creates no topics by itself. */
export function serverProperties({ folder, port, controllerPort, sasl, settings }: ServerPropertiesOptions): string {
  const listeners = [`BROKER://127.0.0.1:${port}`, ...(sasl ? [`SASL://127.0.0.1:${sasl.port}`] : [])];
  const properties: KafkaSettings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'BROKER',
    listeners: [...listeners, `CONTROLLER://127.0.0.1:${controllerPort}`].join(','),
    'advertised.listeners': listeners.join(','),
    'listener.security.protocol.map': 'BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_PLAINTEXT',
    ...(sasl && saslSettings(sasl.username, sasl.password)),
    'log.dirs': `${folder}/data`,
    'auto.create.topics.enable': false,
    'offsets.topic.num.partitions': 8,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    // The first member of a group need not wait for others, and short sessions are allowed.
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 500,
    ...settings,
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function saslSettings(username: string, password: string): KafkaSettings {
  const login = 'org.apache.kafka.common.security';
  return {
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.sasl.plain.sasl.jaas.config': `${login}.plain.PlainLoginModule required user_${username}="${password}";`,
    'listener.name.sasl.scram-sha-256.sasl.jaas.config': `${login}.scram.ScramLoginModule required;`,
    'listener.name.sasl.scram-sha-512.sasl.jaas.config': `${login}.scram.ScramLoginModule required;`,
  };
}

const PATTERN = '%d %p %m (%c)%n';

/** For the logging of Kafka 3.x. */
export const LOG4J_PROPERTIES = `
log4j.rootLogger=WARN, out
log4j.appender.out=org.apache.log4j.ConsoleAppender
log4j.appender.out.layout=org.apache.log4j.PatternLayout
log4j.appender.out.layout.ConversionPattern=${PATTERN}
`;

/** For the logging of Kafka 4.x. */
export const LOG4J2_PROPERTIES = `
rootLogger.level=WARN
rootLogger.appenderRef.out.ref=out
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=${PATTERN}
`;
