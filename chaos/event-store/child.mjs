import { settings as given } from '../lib/child.mjs';
import { withoutFence } from './without-fence.mjs';

export { obey, Reporter } from '../lib/child.mjs';

/** @returns the settings the process was started with; what they switch off is off */
export function settings() {
  const all = given();
  if (all.without === 'fence') withoutFence();
  return all;
}
