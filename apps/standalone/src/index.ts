export { runCommand, type CommandDeps } from './cli/index.js';
export { runPlatform, type Platform, type PlatformOptions } from './platform/run-platform.js';
