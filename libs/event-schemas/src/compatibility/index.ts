export { compatibilityOf, type Compatibility } from './compatibility.js';
export { publishedForm, type PublishedMessage } from './published-message.js';
export { publishedPath, readPublished } from './read-published.js';
export { schemaChanges } from './schema-changes.js';
export type { Broken, SchemaChange } from './schema-change.js';
