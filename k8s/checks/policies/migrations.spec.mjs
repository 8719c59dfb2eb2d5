import { finds } from './finds.mjs';
import { migrations } from './migrations.mjs';

finds(migrations, 'Deployment content: MIGRATIONS is not "wait", so several pods may migrate at once', (world) =>
  world.unset('MIGRATIONS'),
);

finds(migrations, 'Deployment content: there is no Job content-migrate-v1', (world) =>
  world.remove('Job', 'content-migrate-v1'),
);

finds(
  migrations,
  'Deployment content: "content-migrate-1.2" cannot name a Job: tags have small letters, digits and dashes',
  (world) => (world.container.image = 'edda/content:1.2'),
);

finds(
  migrations,
  'Job content-migrate-v1: its image is not registry.example.com/edda/content:v1',
  (world) => (world.jobContainer.image = 'registry.example.com/edda/content:v0'),
);

finds(
  migrations,
  'Job content-migrate-v1: it is never cleared away',
  (world) => delete world.find('Job', 'content-migrate-v1').spec.ttlSecondsAfterFinished,
);
