const MIB = 1024 ** 2;

/**
 * Settings for a machine of so much memory that the database shares with web and worker. An eighth of it for pages, so
 * that the indexes a first sync fills stay there; room in the log for a sync of a million users between checkpoints,
 * since each page written after one goes into the log whole.
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
    // Compiling a statement takes longer than it saves on all that are not reports of minutes.
    jit: "off",
  };
}
