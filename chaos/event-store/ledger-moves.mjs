import { Projection } from '@edda/event-store';
import { LedgerMoved } from './messages.mjs';

export const LEDGER_MOVES = 'ledger-moves';
export const LEDGER_MOVES_TABLE = 'chaos_ledger_moves';

/** Counts the moves of each ledger in the transaction of their append: an event that is projected twice shows. */
export class LedgerMoves extends Projection {
  name = LEDGER_MOVES;
  tables = [
    {
      name: LEDGER_MOVES_TABLE,
      create: (table) =>
        `create table ${table} (tenant_id text, stream_id text, moves bigint not null, primary key (tenant_id, stream_id))`,
    },
  ];

  constructor(projections) {
    super(projections);
    this.on(LedgerMoved, (_data, { tenantId, streamId }, write) =>
      write.query(
        `insert into ${write.tableOf(LEDGER_MOVES_TABLE)} as known values ($1, $2, 1)
         on conflict (tenant_id, stream_id) do update set moves = known.moves + 1`,
        [tenantId, streamId],
      ),
    );
  }
}
