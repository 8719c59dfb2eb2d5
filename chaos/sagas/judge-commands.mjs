const keyOf = ({ step, round, index }) => `${step}/${round}/${index}`;

/** Each command that a history tells of was sent once and carried out once, and no other one was. */
export function judgeCommands({ commands, carried }, histories, add) {
  const times = new Map();
  for (const { id } of carried) times.set(id, (times.get(id) ?? 0) + 1);
  const sent = new Map(commands.map((command) => [command.id, command]));

  for (const { id, data } of carried)
    if (!sent.has(id)) add(data.sagaId, 'doubled', `${id} was carried out, and not sent`);
  const releases = new Map();
  for (const { id, data } of commands) {
    const { sagaId, purpose } = data;
    const what = `the command to ${purpose} ${keyOf(data)} (${id})`;
    const found = times.get(id) ?? 0;
    if (found === 0) add(sagaId, 'missed', `${what} was not carried out`);
    else if (found > 1) add(sagaId, 'doubled', `${what} was carried out ${found} times`, found - 1);
    const awaited = histories.get(sagaId)?.awaited;
    if (purpose === 'release') {
      releases.set(data.of, (releases.get(data.of) ?? 0) + 1);
      if (!awaited?.has(data.of)) add(sagaId, 'doubled', `${what} calls off what was not asked for`);
    } else if (awaited?.get(id)?.purpose !== purpose || keyOf(awaited.get(id)) !== keyOf(data)) {
      add(sagaId, 'doubled', `${what} was sent, and its history does not tell of it`);
    }
    if (releases.get(data.of) > 1) add(sagaId, 'doubled', `${data.of} was called off twice`);
  }
  for (const [sagaId, { awaited }] of histories) {
    for (const [id, execution] of awaited)
      if (!sent.has(id)) add(sagaId, 'missed', `the command to ${execution.purpose} ${keyOf(execution)} was not sent`);
  }
}
