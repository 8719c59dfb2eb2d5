// Applies both overlays to a real API server without controllers: etcd and kube-apiserver from PATH or the folder
// KUBEBUILDER_ASSETS, kubectl from PATH. CRDS names files or folders with the CRDs of the operators, with commas.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { applyOverlay } from './apply-test/apply-overlay.mjs';
import { ApiServer } from './apply-test/api-server.mjs';
import { missingPrograms } from './apply-test/programs.mjs';

const { values } = parseArgs({ options: { crds: { type: 'string', default: process.env.CRDS ?? '' } } });
const crds = values.crds.split(',').filter(Boolean);
const missing = missingPrograms();

if (missing.length > 0 || crds.length === 0) {
  const lacking = [...missing, ...(crds.length === 0 ? ['the CRDs of the operators (--crds folder,folder)'] : [])];
  console.log(`The overlays were not applied: ${lacking.join(', ')} not found.`);
  process.exitCode = process.env.CI ? 1 : 0;
} else {
  for (const overlay of ['dev', 'prod']) {
    const folder = mkdtempSync(join(tmpdir(), 'edda-api-server-'));
    const server = new ApiServer(folder);
    try {
      await server.start();
      console.log(applyOverlay(server, overlay, crds));
    } catch (error) {
      console.error(error.message);
      process.exitCode = 1;
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
