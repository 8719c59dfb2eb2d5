/** Connections at most, of every subject: what all of them take unless told otherwise. */
export const POOL_SIZE = 10;

/**
 * Every subject runs on this one server. Durable; with memory as a small server has it, and with checkpoints far enough
 * apart that none of them falls into one subject's turn alone.
 */
export const SERVER_SETTINGS = {
  fsync: true,
  synchronous_commit: true,
  full_page_writes: true,
  shared_buffers: '256MB',
  wal_buffers: '16MB',
  min_wal_size: '1GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
};

/** A subject writes this many appends to a stream before it begins a new one. */
export const APPENDS_PER_STREAM = 10;
