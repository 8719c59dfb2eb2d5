export { given, type Then } from './aggregate/given.js';
