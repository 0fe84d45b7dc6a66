/** When a sync runs. */
export const SCHEDULE_KINDS = ["hours", "daily", "weekdays", "weekly", "arrival", "never"] as const;

export type ScheduleKind = (typeof SCHEDULE_KINDS)[number];

/** Each field counts for some kinds only and keeps its value for the others, so that a form can switch between them. */
export type Schedule = {
  kind: ScheduleKind;
  everyHours: number;
  /** `HH:MM`, wall clock of `timeZone`: when it runs, or the first of the times that are hours apart. */
  atTime: string;
  /** Of `weekly`, as ISO numbers them: Monday is 1, Sunday 7. Not empty, in order. */
  weekdays: readonly number[];
  timeZone: string;
  /** Of `arrival`, where we fetch: minutes between two looks at the server. */
  lookMinutes: number;
};

/** How often a new file comes, when someone said so. Without it the schedule tells. */
export const RHYTHM_KINDS = ["day", "workday", "week", "days", "none"] as const;

export type RhythmKind = (typeof RHYTHM_KINDS)[number];

/** `days`: a new file every `days` days; left out of the other kinds. */
export type Rhythm = { kind: Exclude<RhythmKind, "days"> } | { kind: "days"; days: number };

/** As much of a file as tells it from the one before, without reading it. `sha256` is known of a file that was read. */
export type SeenFile = {
  path: string;
  sizeBytes: number | null;
  /** ISO instant. */
  modifiedAt: string | null;
  etag?: string;
  sha256?: string;
};

/** The files of a sync at one time; a sync without a second file has no `managers`. */
export type SeenFiles = { users: SeenFile; managers?: SeenFile };

/** Why a look at a server failed, for people. */
export type LookFailure = { code: string; message: string; remedy: string | null };

/** What members are to know of a sync beside its runs. */
export const CONDITION_KINDS = ["late", "unreachable"] as const;

export type ConditionKind = (typeof CONDITION_KINDS)[number];
