// Replays the log at the URL in the environment, and prints how many events it read and how much memory that took.
import { PostgresEventStore } from '@edda/event-store';

const store = await PostgresEventStore.open({ url: process.env.URL, source: 'bench', poolSize: 2 });
let count = 0;
for await (const event of store.readAll({ allTenants: true })) count += event.position > 0 ? 1 : 0;
await store.close();
console.log(JSON.stringify({ count, peakMiB: process.resourceUsage().maxRSS / 1024 }));
