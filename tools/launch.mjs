// Runs the command line from its build, and builds first when a source has changed since.
import { build, main } from './build.mjs';

build();
await import(main);
