const INSERT = `insert into chaos_effects (saga_id, kind, step, round, index, attempt) values ($1, $2, $3, $4, $5, $6)`;

/**
 * What the local steps of a worker do: a row for each effect, written in the unit of work of the step; without the
 * protection of that, in a transaction of its own.
 */
export function effectsOf(store, reporter, worker, without) {
  const { unitOfWork, dataSource } = store;
  const write = async (values) => {
    if (without === 'unit-of-work') return dataSource.query(INSERT, values);
    await (await unitOfWork.manager()).query(INSERT, values);
  };
  return {
    async effect(kind, { sagaId, step, round, index, attempt }) {
      await write([sagaId, kind, step, round, index, attempt]);
      unitOfWork.afterCommit(() => reporter.progress(worker));
    },
    ended: (status, sagaId) => write([sagaId, status, 'end', 1, 0, 1]),
    async isMended(sagaId) {
      const rows = await dataSource.query('select 1 from chaos_mended where saga_id = $1', [sagaId]);
      return rows.length > 0;
    },
  };
}
