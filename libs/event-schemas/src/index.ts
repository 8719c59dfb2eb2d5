export * from './agent/agent-command-rejected.js';
export * from './agent/agent-kinds.js';
export * from './agent/agent-registered.js';
export * from './agent/cancel-task.js';
export * from './agent/request-task.js';
export * from './agent/task-assigned.js';
export * from './agent/task-completed.js';
export * from './agent/task-queued.js';
export { catalogue } from './catalogue.js';
export * from './content/cancel-import.js';
export * from './content/content-command-rejected.js';
export * from './content/content-processing-completed.js';
export * from './content/content-processing-started.js';
export * from './content/content-requested.js';
export * from './content/content-uploaded.js';
export * from './content/downloaded-file.js';
export * from './content/file-download-completed.js';
export * from './content/file-download-failed.js';
export * from './content/file-download-requested.js';
export * from './content/image-download-completed.js';
export * from './content/image-download-failed.js';
export * from './content/image-download-requested.js';
export * from './content/import-content.js';
export * from './learning/learning-path-created.js';
export { examples } from './examples/examples.js';
export {
  CommandSchema,
  declaredMessages,
  declaredOfType,
  definitionOf,
  EventSchema,
  InternalEventSchema,
  ReplySchema,
  type MessageClass,
  type MessageDefinition,
  type MessageKind,
  type Visibility,
} from './message-definition.js';
export { message, type NewMessage } from './new-message.js';
export { Personal, type PersonalOptions } from './personal-data/personal.js';
export { hasPersonalFields, personalFieldsOf, type PersonalField } from './personal-data/personal-fields.js';
export { checkMessages, declared, MessageRegistry, newestOf, type KnownMessages } from './registry.js';
export * from './research/entity-added.js';
export * from './research/entity-enriched.js';
export * from './research/entity-kinds.js';
export * from './research/entity-not-restored.js';
export * from './research/entity-restored.js';
export * from './research/entity-risk.js';
export * from './research/entity-updated.js';
export * from './research/finding-recorded.js';
export * from './research/investigation-closed.js';
export * from './research/investigation-opened.js';
export * from './research/investigation-reopened.js';
export * from './research/research-workflow-cancelled.js';
export * from './research/research-workflow-completed.js';
export * from './research/research-workflow-created.js';
export * from './research/research-workflow-failed.js';
export * from './research/research-workflow-paused.js';
export * from './research/research-workflow-resumed.js';
export * from './research/research-workflow-started.js';
export { Description } from './schema/description.js';
export { jsonSchemaOf, type JsonSchema } from './schema/json-schema.js';
export { Nested, NestedList } from './schema/nested.js';
export { RequiredWhen } from './schema/required-when.js';
export * from './shared/citation.js';
export * from './shared/command-rejected.js';
export * from './system/subject-forgotten.js';
export { ALL_TOPICS, DEAD_LETTERS_TOPIC, SYSTEM_TOPIC, TOPICS, type Context, type Topic } from './topics.js';
export { majorOf, upcast, UpcastError, type Upcaster, type Upcasters } from './upcasting/upcast.js';
export { fieldErrors, PERSONAL_VALUE } from './validation/field-errors.js';
export { assertValid, instanceOf, validateMessage } from './validation/validate-message.js';
