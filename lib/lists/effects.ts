import { z } from "zod";

/** What a run can bring people to, or take them from. */
const effectTarget = z.object({
  kind: z.enum(["list", "page", "team", "managers"]),
  id: z.number().int().positive(),
});

/** `done`: lines that were applied; `planned`: those that were not, and still may be. */
const effectPart = z.enum(["done", "planned"]);

export const askedPeople = z.object({
  runId: z.uuid(),
  part: effectPart,
  target: effectTarget,
  side: z.enum(["gained", "lost"]),
  /** The last line of the page before; null for the first page. */
  after: z.number().int().positive().nullable(),
});

export type EffectTarget = z.output<typeof effectTarget>;
export type EffectPart = z.output<typeof effectPart>;
export type AskedPeople = z.output<typeof askedPeople>;

/** `isNew`: a team that comes into being with the run. */
export type Effect = { target: EffectTarget; name: string; gained: number; lost: number; isNew: boolean };

export type RunEffects = {
  lists: Effect[];
  pages: Effect[];
  teams: Effect[];
  managers: Effect[];
  /** Names of options and teams that the file brings. */
  additions: { field: string | null; names: string[] }[];
  /** Lists whose rule can't be followed: nobody is in them, whatever a run does. */
  broken: string[];
};
