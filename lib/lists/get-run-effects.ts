import { z } from "zod";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectFields } from "@/lib/fields/store";
import {
  selectAudiences,
  selectEffectRun,
  type Tally,
  type TeamTally,
  tallyTeams,
  tallyThings,
} from "@/lib/lists/effects.store";
import { askedBy, listSides } from "@/lib/lists/history.store";
import { selectLists } from "@/lib/lists/store";
import { type Addition, type ProfileField, TEAMS_FIELD } from "@/lib/model/field";
import { problemsOf } from "@/lib/rules/problems";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { selectTeamNames } from "@/lib/teams/store";

/**
 * What a run did or would do to lists, pages and teams: how many people come to each and how many leave. Things it
 * leaves as they are are not named. Throws `not_found`.
 */
export async function getRunEffects(
  ctx: WorkspaceCtx,
  { runId, part }: { runId: string; part: EffectPart },
): Promise<RunEffects> {
  return ctx.db.run(async (tx) => {
    const run = await selectEffectRun(tx, ctx, runId);
    if (!run) throw notFound("This run");
    const lists = await selectLists(tx, ctx);
    const pages = await selectAudiences(tx, ctx);
    const context = await selectRuleContext(
      tx,
      ctx,
      lists.map(({ rule }) => rule),
    );
    const places = new Map(lists.map(({ id }, at) => [id, at]));
    const placesOf = (ids: readonly number[]) => ids.flatMap((id) => places.get(id) ?? []);
    const tallies = await tallyThings(
      tx,
      ctx,
      { runId, part },
      {
        lists: lists.map((list) => ({ ...listSides(ctx, list, context), asked: askedBy(list) })),
        unions: pages.map(({ audience, listIds }) =>
          audience === "everyone" ? "everyone" : placesOf(listIds),
        ),
      },
    );
    const names = (await selectTeamNames(tx, ctx)).map(({ id, name }) => ({ id, label: name }));
    const hasTeams = names.length > 0 || run.additions.some(({ fieldId }) => fieldId === TEAMS_FIELD);
    const teams = hasTeams ? await tallyTeams(tx, ctx, { runId, part }) : [];
    return {
      lists: effects("list", lists, tallies.lists),
      pages: effects(
        "page",
        pages.map(({ id, title }) => ({ id, name: title })),
        tallies.unions,
      ),
      teams: ofTeams(teams, "member", { names, additions: run.additions }),
      managers: ofTeams(teams, "manager", { names, additions: run.additions }),
      additions: named(run.additions, await selectFields(tx, ctx)),
      broken: lists.flatMap(({ name, rule }) =>
        rule && problemsOf(rule, context.known).length ? [name] : [],
      ),
    };
  });
}

function effects(
  kind: EffectTarget["kind"],
  things: readonly { id: number; name: string }[],
  tallies: readonly Tally[],
): Effect[] {
  return things
    .map(({ id, name }, at) => {
      const { gained = 0, lost = 0 } = tallies[at] ?? {};
      return { target: { kind, id }, name, gained, lost, isNew: false };
    })
    .filter(({ gained, lost }) => gained + lost > 0);
}

type Named = { id: number; label: string };

function ofTeams(
  tallies: readonly TeamTally[],
  role: TeamTally["role"],
  { names, additions }: { names: readonly Named[]; additions: readonly Addition[] },
): Effect[] {
  const known = new Map(names.map(({ id, label }) => [id, label]));
  const coming = new Map(
    additions.filter(({ fieldId }) => fieldId === TEAMS_FIELD).map((team) => [team.id, team.label]),
  );
  const kind = role === "member" ? ("team" as const) : ("managers" as const);
  return tallies
    .filter((tally) => tally.role === role)
    .flatMap(({ teamId: id, gained, lost }) => {
      // A team that is gone by now, with what files once said of it.
      const name = known.get(id) ?? coming.get(id);
      return name === undefined ? [] : [{ target: { kind, id }, name, gained, lost, isNew: !known.has(id) }];
    })
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

function named(additions: readonly Addition[], fields: readonly ProfileField[]): RunEffects["additions"] {
  const byField = new Map<number, string[]>();
  for (const { fieldId, label } of additions) byField.set(fieldId, [...(byField.get(fieldId) ?? []), label]);
  return [...byField].map(([fieldId, names]) => ({
    field:
      fieldId === TEAMS_FIELD ? null : (fields.find(({ id }) => id === fieldId)?.label ?? "a deleted field"),
    names,
  }));
}

/** What a run can bring people to, or take them from. */
const effectTarget = z.object({
  kind: z.enum(["list", "page", "team", "managers"]),
  id: z.number().int().positive(),
});

/** `done`: lines that were applied; `planned`: those that were not, and still may be. */
const effectPart = z.enum(["done", "planned"]);

export const effectPeopleInput = z.object({
  runId: z.uuid(),
  part: effectPart,
  target: effectTarget,
  side: z.enum(["gained", "lost"]),
  /** The last line of the page before; null for the first page. */
  after: z.number().int().positive().nullable(),
});

export type EffectTarget = z.output<typeof effectTarget>;
export type EffectPart = z.output<typeof effectPart>;
export type EffectPeople = z.output<typeof effectPeopleInput>;

/** `isNew`: a team that the run creates. */
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
