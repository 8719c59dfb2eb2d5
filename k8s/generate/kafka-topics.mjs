import { ALL_TOPICS } from '@edda/event-schemas';
import { topicConfig } from '../../libs/messaging/dist/kafka/topics.js';

const BROKERS = 3;

/** A KafkaTopic for each declared topic, set as the services would create it on three brokers. */
export async function kafkaTopics() {
  return [...ALL_TOPICS]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((topic) => {
      const { numPartitions, replicationFactor, configEntries } = topicConfig(topic, BROKERS);
      return {
        apiVersion: 'kafka.strimzi.io/v1',
        kind: 'KafkaTopic',
        metadata: {
          name: topic.name.replaceAll('_', '-'),
          labels: { 'app.kubernetes.io/part-of': 'edda', 'strimzi.io/cluster': 'edda' },
        },
        spec: {
          topicName: topic.name,
          partitions: numPartitions,
          replicas: replicationFactor,
          config: Object.fromEntries(configEntries.map(({ name, value }) => [name, settingOf(value)])),
        },
      };
    });
}

function settingOf(value) {
  return /^\d+$/.test(value) ? Number(value) : value;
}
