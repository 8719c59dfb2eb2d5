import type { Tree } from '@nx/devkit';
import { addToUnion } from '../../../edit/declarations.js';
import { editText } from '../../../edit/json.js';
import { addToObject } from '../../../edit/literals.js';
import type { Spellings } from '../../../names/aggregate-names.js';
import { EVENT_SCHEMAS } from '../../../names/event-schemas.js';

/** The context, and where it publishes its events and takes commands and replies. */
export function wireTopics(tree: Tree, { kebab, snake }: Spellings): void {
  const topics = `{
    event: topic('${snake}_events', 12, 30),
    command: queue('${snake}_commands', 6, 7),
    reply: queue('${snake}_replies', 6, 7),
  }`;
  editText(
    tree,
    `${EVENT_SCHEMAS}/topics.ts`,
    (text) => addToUnion(text, 'Context', kebab),
    (text) => addToObject(text, 'TOPICS', kebab, topics),
  );
}
