import { message } from '../new-message.js';
import { SubjectForgotten } from '../system/subject-forgotten.js';
import { at, SUBJECT_ID } from './ids.js';

export const systemExamples = [
  message(SubjectForgotten, { subjectId: SUBJECT_ID, forgottenAt: at(3600), reason: 'Request 4711.' }),
];
