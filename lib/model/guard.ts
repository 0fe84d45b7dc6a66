/** What one guard is set to: on or off, or its numbers. */
export type GuardSetting = boolean | number | Readonly<Record<string, number>>;

/**
 * What a sync sets of its own, by the names of the settings; `false` switches a guard off. Which settings there are, and
 * what those that are absent default to, is in `lib/pipeline/guard/guards.ts`.
 */
export type GuardSettings = Readonly<Record<string, GuardSetting>>;

/** What a tripped guard holds: everything, removals of users, lines that take a team from someone, or both of these. */
export type GuardHold = "all" | "removals" | "team_losses" | "all_losses";

/** A tripped guard: what it holds, and the reason in words and numbers. */
export type GuardTrip<Code extends string = string> = { code: Code; holds: GuardHold; reason: string };
