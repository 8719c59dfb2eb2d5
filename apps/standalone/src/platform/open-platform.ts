import { StartupError, type Environment } from '@edda/service';
import type { OpenPlatform, StartPlatform } from '../cli/platform/platform-handle.js';
import { consoleLog } from './console-log.js';
import { DataFolder } from './data-folder.js';
import { addressOfHolder, answers } from './join-platform.js';
import { inOptions } from './in-options.js';
import { runPlatform } from './run-platform.js';

const LOOPBACK = '127.0.0.1';
const DEFAULT_PORT = 3000;

/** Joins the named or running platform, or starts one on the data folder, on any free port. */
export function platformOpener(env: Environment): OpenPlatform {
  return async ({ dataDirectory, server, onProgress }) => {
    if (server) {
      if (await answers(server)) return joined(server);
      throw new StartupError(`No platform answers at ${server}: check the address, or leave --server out.`);
    }
    const running = await addressOfHolder(new DataFolder(dataDirectory));
    if (running) return joined(running);
    const platform = await runPlatform({ dataDirectory, host: LOOPBACK, port: 0, env, onProgress });
    return { ...platform, joined: false };
  };
}

/** Starts the platform as a server; warnings of its services are shown. */
export function platformStarter(env: Environment, output: NodeJS.WritableStream): StartPlatform {
  return async ({ dataDirectory, host, port, onProgress }) => {
    const starting = runPlatform({
      dataDirectory,
      host: host ?? env['HOST'] ?? LOOPBACK,
      port: port ?? env['PORT'] ?? DEFAULT_PORT,
      env,
      console: consoleLog(output),
      onProgress,
    });
    const platform = await starting.catch((error: unknown) => {
      throw inOptions(error);
    });
    return { ...platform, joined: false };
  };
}

function joined(url: string) {
  return { url, joined: true, stop: () => Promise.resolve() };
}
