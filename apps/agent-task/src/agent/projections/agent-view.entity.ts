import type { AgentType } from '@edda/event-schemas';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What callers see of an agent. */
@Entity('agents')
export class AgentView {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text', { name: 'agent_id' })
  agentId!: string;

  @Column('text', { name: 'agent_types', array: true })
  agentTypes!: AgentType[];

  @Column('boolean', { name: 'built_in' })
  builtIn!: boolean;

  @Column('timestamptz', { name: 'registered_at' })
  registeredAt!: Date;

  /** Not history: written by its claims and heartbeats. */
  @Column('timestamptz', { name: 'last_seen_at' })
  lastSeenAt!: Date;
}
