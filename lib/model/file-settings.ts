/**
 * How the file of a sync is chosen and opened. Absent fields are as in `FILE_DEFAULTS`, so that a sync of earlier days
 * reads as it did.
 */
export type FileSettings = {
  /** A file older than so many days is refused; null takes any. */
  daysOldMax: number | null;
  /** Which entry of a zip, as a pattern such as `employees*.csv`; null for one with a single CSV. */
  zipEntry: string | null;
  /** Which sheet of a workbook; null for the first. */
  sheet: string | null;
  /** An empty file beside it that says it is complete: its name and this ending. Null when none comes. */
  marker: ".done" | ".ok" | null;
  /** Whether `<file>.sha256` lies beside it and must agree. */
  hasChecksum: boolean;
  /** Whether the last line is `#rows=820` and must agree. */
  hasRowCount: boolean;
};

export const FILE_DEFAULTS: FileSettings = {
  daysOldMax: null,
  zipEntry: null,
  sheet: null,
  marker: null,
  hasChecksum: false,
  hasRowCount: false,
};

/** Of both files of a sync, as stored. */
export type SyncFileSettings = {
  users?: Partial<FileSettings>;
  managers?: Partial<FileSettings>;
  /** Without dates in both names: the two files belong together when they arrived within so many minutes. */
  pairMinutes?: number;
};

/** The settings of one of a sync's files, whole. */
export function fileSettingsOf(settings: SyncFileSettings, file: "users" | "managers"): FileSettings {
  return { ...FILE_DEFAULTS, ...settings[file] };
}

/** What a form says of both files; what it leaves out stays. Null minutes take the limit away. */
type ChangedFiles = {
  users?: { [K in keyof FileSettings]?: FileSettings[K] | undefined } | undefined;
  managers?: { [K in keyof FileSettings]?: FileSettings[K] | undefined } | undefined;
  pairMinutes?: number | null | undefined;
};

/** Stored settings with changes. What is as in `FILE_DEFAULTS` is not stored. */
export function withFileSettings(was: SyncFileSettings, changed: ChangedFiles): SyncFileSettings {
  const { pairMinutes = was.pairMinutes ?? null } = changed;
  const users = changedOf(was.users, changed.users);
  const managers = changedOf(was.managers, changed.managers);
  return {
    ...(users ? { users } : {}),
    ...(managers ? { managers } : {}),
    ...(pairMinutes === null ? {} : { pairMinutes }),
  };
}

function changedOf(was: Partial<FileSettings> | undefined, changed: ChangedFiles["users"]) {
  const said = Object.entries(changed ?? {}).filter(([, value]) => value !== undefined);
  const all = Object.entries({ ...was, ...Object.fromEntries(said) });
  const kept = all.filter(([name, value]) =>
    Object.entries(FILE_DEFAULTS).every(([key, usual]) => key !== name || usual !== value),
  );
  // Made of the entries of settings alone.
  return kept.length > 0 ? (Object.fromEntries(kept) as Partial<FileSettings>) : undefined;
}
