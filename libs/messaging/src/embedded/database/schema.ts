import { CLAIM_PARTITIONS_SQL } from '../sql/claim-partitions.sql.js';
import { CONSUMER_GROUPS_SQL } from '../sql/consumer-groups.sql.js';
import { DELETE_EXPIRED_RECORDS_SQL } from '../sql/delete-expired-records.sql.js';
import { ENSURE_TOPICS_SQL } from '../sql/ensure-topics.sql.js';
import { EXPIRE_MEMBERS_SQL } from '../sql/expire-members.sql.js';
import { GROUP_MEMBERS_SQL } from '../sql/group-members.sql.js';
import { GROUP_OFFSETS_SQL } from '../sql/group-offsets.sql.js';
import { IS_STALE_SQL } from '../sql/is-stale.sql.js';
import { JOIN_GROUP_SQL } from '../sql/join-group.sql.js';
import { LEAVE_GROUP_SQL } from '../sql/leave-group.sql.js';
import { MOVE_GROUP_SQL } from '../sql/move-group.sql.js';
import { PARTITIONS_SQL } from '../sql/partitions.sql.js';
import { PUBLISH_RECORDS_SQL } from '../sql/publish-records.sql.js';
import { RECORDS_SQL } from '../sql/records.sql.js';
import { RELEASE_PARTITION_SQL } from '../sql/release-partition.sql.js';
import { REMOVE_MEMBERS_SQL } from '../sql/remove-members.sql.js';
import { TOPICS_SQL } from '../sql/topics.sql.js';
import { WANTED_PARTITIONS_SQL } from '../sql/wanted-partitions.sql.js';

/**
 * The broker's tables and functions, to be run in this order in one transaction; each can be run again. The lock keeps
 * instances that start together from creating the same object twice.
 */
export const SCHEMA_STATEMENTS: readonly string[] = [
  `set local client_min_messages = warning`,
  `select pg_advisory_xact_lock(hashtextextended('edda broker schema', 0))`,
  `create schema if not exists broker`,
  TOPICS_SQL,
  PARTITIONS_SQL,
  RECORDS_SQL,
  CONSUMER_GROUPS_SQL,
  GROUP_MEMBERS_SQL,
  GROUP_OFFSETS_SQL,
  ENSURE_TOPICS_SQL,
  PUBLISH_RECORDS_SQL,
  IS_STALE_SQL,
  REMOVE_MEMBERS_SQL,
  EXPIRE_MEMBERS_SQL,
  JOIN_GROUP_SQL,
  LEAVE_GROUP_SQL,
  WANTED_PARTITIONS_SQL,
  CLAIM_PARTITIONS_SQL,
  RELEASE_PARTITION_SQL,
  DELETE_EXPIRED_RECORDS_SQL,
  MOVE_GROUP_SQL,
];
