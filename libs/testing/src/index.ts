export * from '@edda/event-store/testing';
export * from '@edda/sagas/testing';
export * from '@edda/test-database';
