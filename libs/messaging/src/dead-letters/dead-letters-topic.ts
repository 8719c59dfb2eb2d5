export { DEAD_LETTERS_TOPIC } from '@edda/event-schemas';
