import { finds } from './finds.mjs';
import { references } from './references.mjs';

finds(references, 'Deployment content: nothing makes the Secret content-db-app', (world) =>
  world.remove('Cluster', 'content-db'),
);

finds(references, 'Deployment content: nothing makes the ServiceAccount content', (world) =>
  world.remove('ServiceAccount', 'content'),
);

finds(references, 'Deployment content: nothing makes the PersistentVolumeClaim content-blobs', (world) =>
  world.remove('PersistentVolumeClaim', 'content-blobs'),
);

finds(references, 'TriggerAuthentication kafka: nothing makes the Secret scaler', (world) =>
  world.remove('KafkaUser', 'scaler'),
);

finds(references, 'Deployment content: $(KAFKA_PASSWORD) is used before it is set', (world) =>
  world.container.env.reverse(),
);
