import { Projection, type OnForgotten, type ProjectionMode, type ProjectionRegistry } from '../../src/index.js';
import { MemberJoined } from './members.js';

/** A read model with the names of people. */
export class MemberNames extends Projection {
  readonly name = 'member-names';
  override readonly mode: ProjectionMode;
  override readonly onForgotten: OnForgotten | undefined;
  override readonly tables = [
    {
      name: 'member_names',
      create: (table: string) => `create table ${table} (member_id uuid, name text, forgotten int)`,
    },
  ];

  constructor(registry: ProjectionRegistry, mode: ProjectionMode, onForgotten?: OnForgotten) {
    super(registry);
    this.mode = mode;
    this.onForgotten = onForgotten;
    this.on(MemberJoined, async ({ memberId, name }, _message, write) => {
      await write.query(`insert into ${write.tableOf('member_names')} values ($1, $2, 0)`, [memberId, name]);
    });
  }
}
