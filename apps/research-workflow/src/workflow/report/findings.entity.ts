import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Draft, Review } from '../sagas/research-state.js';

/** What a completed process found: the body of the report. */
@Entity('research_findings')
export class Findings {
  @PrimaryColumn('uuid', { name: 'workflow_id' })
  workflowId!: string;

  @Column('json')
  body!: Draft & { review: Review };

  @Column('text')
  sha256!: string;
}
