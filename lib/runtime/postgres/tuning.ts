const MIB = 1024 ** 2;

/**
 * Settings for a machine of so much memory that the database shares with web and worker: an eighth of it for pages, for
 * the indexes that a first sync fills; room in the log for a sync of a million users between two checkpoints, since
 * each page first written after one goes into the log whole. Chosen by reasoning; none was measured by itself.
 */
export function tuning(memoryBytes: number): Record<string, string> {
  const shared = Math.min(1024, Math.max(128, Math.floor(memoryBytes / 8 / MIB)));
  return {
    shared_buffers: `${shared}MB`,
    effective_cache_size: `${shared * 4}MB`,
    work_mem: "16MB",
    maintenance_work_mem: `${Math.max(64, Math.floor(shared / 4))}MB`,
    max_wal_size: "4GB",
    checkpoint_timeout: "15min",
    // Statements here are short, or bound by writing rows and indexes.
    jit: "off",
  };
}
