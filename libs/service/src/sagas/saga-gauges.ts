import { poolClient } from '@edda/event-store';
import { SAGAS, type Sagas } from '@edda/sagas';
import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { pulledGauge } from '../metrics/pulled-gauge.js';
import { Reading } from '../metrics/reading.js';
import { METRICS } from '../metrics/service-metrics.js';
import { ageOfSagas, countSagas, sagaBacklog } from './count-sagas.js';

/** Shows how many sagas are under way, and what they have not dealt with yet; every process of the service shows the same. */
@Injectable()
export class SagaGauges {
  constructor(@Inject(METRICS) registry: Registry, dataSource: DataSource, @Inject(SAGAS) sagas: Sagas) {
    const client = poolClient(dataSource);
    const instances = new Reading(() => countSagas(client, sagas.definitions));
    const backlog = new Reading(() => sagaBacklog(client));
    pulledGauge(registry, {
      name: 'edda_saga_instances',
      help: 'Instances that have not ended, by their status.',
      labelNames: ['saga', 'version', 'status'],
      samples: () => instances.get(),
    });
    const ages = new Reading(() => ageOfSagas(client, sagas.definitions));
    pulledGauge(registry, {
      name: 'edda_saga_oldest_seconds',
      help: 'Age of the oldest instance that has not ended and is not paused; 0 when there is none.',
      labelNames: ['saga'],
      samples: () => ages.get(),
    });
    pulledGauge(registry, {
      name: 'edda_saga_inbox_messages',
      help: 'Messages for instances: arrived, and waiting for their turn; or early, for instances that do not exist yet.',
      labelNames: ['standing'],
      samples: async () => {
        const found = await backlog.get();
        return (
          found && [
            { labels: { standing: 'arrived' }, value: found.arrived },
            { labels: { standing: 'early' }, value: found.early },
          ]
        );
      },
    });
    pulledGauge(registry, {
      name: 'edda_saga_timer_lag_seconds',
      help: 'How long the oldest timer has been due that no process has fired.',
      labelNames: ['of'],
      samples: async () => {
        const found = await backlog.get();
        return found && [{ labels: { of: 'oldest' }, value: found.timerLag }];
      },
    });
  }
}
