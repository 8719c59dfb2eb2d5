import type { MessageDefinition } from '../message-definition.js';
import { jsonSchemaOf } from '../schema/json-schema.js';
import { fieldRows } from './field-rows.js';
import { table } from './table.js';

/** One message as a section of Markdown: what it says, who sends it, where, to whom, and its fields. */
export function messageSection(definition: MessageDefinition, example: object | undefined): string {
  const { type, version, kind, visibility, topic, sender, listeners, description } = definition;
  const fields = fieldRows(jsonSchemaOf(definition));
  const older = Object.keys(definition.upcasters);
  return [
    `### ${type} ${version}`,
    description,
    [
      `- ${kind}, ${visibility}`,
      `- topic: ${topic ? `\`${topic.name}\`` : 'none, it stays in the log of its service'}`,
      `- sent by: ${sender === 'any' ? 'every service with this feature' : sender}`,
      ...(visibility === 'internal'
        ? []
        : [`- listened to by: ${sender === 'any' ? 'whoever subscribes' : listeners.join(', ') || 'nobody yet'}`]),
      ...(older.length > 0 ? [`- upcast from: ${older.map((major) => `${major}.x`).join(', ')}`] : []),
    ].join('\n'),
    table(
      ['field', 'type', 'required', 'meaning'],
      fields.map((row) => [`\`${row.path}\``, row.type, row.isRequired ? 'yes' : 'no', row.description]),
    ),
    ...(example ? [`\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``] : []),
  ].join('\n\n');
}
