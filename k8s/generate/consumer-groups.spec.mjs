import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { consumerGroups } from './consumer-groups.mjs';

test('the groups of a service are those of its subscriptions and streams', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'edda-groups-'));
  t.after(() => rmSync(root, { recursive: true }));
  const folder = join(root, 'apps/billing/src/messages');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'messages.controller.ts'),
    `class Messages {
       @Subscribe(ContentProcessingCompleted, 'bill-content')
       billContent() {}
       @Receive(CancelInvoice, 'cancel-invoice', { rejection: BillingCommandRejected })
       cancelInvoice() {}
       @SubscribeToAll(['content'], 'follow')
       follow() { this.other.run('not-a-stream'); }
       constructor(streams: Streams) { streams.run('revenue', pipeline); }
     }`,
  );
  writeFileSync(join(folder, 'messages.controller.spec.ts'), `class M { @Subscribe(X, 'of-a-test') x() {} }`);
  assert.deepEqual(consumerGroups(root, 'billing'), [
    'billing.bill-content',
    'billing.cancel-invoice',
    'billing.follow',
    'billing.revenue',
  ]);
});
