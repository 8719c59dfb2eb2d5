import { finds } from './finds.mjs';
import { images } from './images.mjs';

finds(
  images,
  'Deployment content: the image "edda/content:latest" has no tag or the tag "latest", which changes under a running system',
  (world) => (world.container.image = 'edda/content:latest'),
);

finds(
  images,
  'Deployment content: the image "registry:5000/edda/content" has no tag or the tag "latest", which changes under a running system',
  (world) => (world.container.image = 'registry:5000/edda/content'),
);
