import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { type EffectRun, selectAudiences, selectEffectRun, selectMoved } from "@/lib/lists/effects.store";
import type { EffectPeople, EffectTarget } from "@/lib/lists/get-run-effects";
import { anySides, listSides, type Sides } from "@/lib/lists/history.store";
import { selectLists } from "@/lib/lists/store";
import type { RunPerson } from "@/lib/lists/views";
import { TEAMS_FIELD } from "@/lib/model/field";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";

const EFFECT_PEOPLE_SHOWN = 50;

/** People whom a run brings to a list, page or team, or takes from it. Throws `not_found`. */
export async function listEffectPeople(
  ctx: WorkspaceCtx,
  { runId, part, target, side, after }: EffectPeople,
): Promise<{ people: RunPerson[]; next: number | null }> {
  return ctx.db.run(async (tx) => {
    const run = await selectEffectRun(tx, ctx, runId);
    if (!run) throw notFound("This run");
    const sides = await sidesOf(tx, ctx, run, target);
    const limit = EFFECT_PEOPLE_SHOWN + 1;
    const found = await selectMoved(tx, ctx, { runId, part, sides, side }, { after, limit });
    const people = found.slice(0, EFFECT_PEOPLE_SHOWN);
    return { people, next: found.length > people.length ? (people.at(-1)?.changeId ?? null) : null };
  });
}

async function sidesOf(
  tx: Tx,
  ctx: WorkspaceCtx,
  run: EffectRun,
  { kind, id }: EffectTarget,
): Promise<Sides> {
  if (kind === "team" || kind === "managers") return teamSides(tx, ctx, run, { kind, id });
  const lists = await selectLists(tx, ctx);
  const sidesOfLists = async (ids: readonly number[]) => {
    const wanted = lists.filter((list) => ids.includes(list.id));
    const context = await selectRuleContext(
      tx,
      ctx,
      wanted.map(({ rule }) => rule),
    );
    return wanted.map((list) => listSides(ctx, list, context));
  };
  if (kind === "list") {
    if (!lists.some((list) => list.id === id)) throw notFound("This user list");
    return anySides(await sidesOfLists([id]));
  }
  const page = (await selectAudiences(tx, ctx)).find((candidate) => candidate.id === id);
  if (!page) throw notFound("This page");
  return anySides(page.audience === "everyone" ? "everyone" : await sidesOfLists(page.listIds));
}

/** A team is asked for as a list with that one condition, even before it exists. */
async function teamSides(
  tx: Tx,
  ctx: WorkspaceCtx,
  { additions }: EffectRun,
  { kind, id }: { kind: "team" | "managers"; id: number },
): Promise<Sides> {
  const on = kind === "team" ? ("team" as const) : ("manages" as const);
  const rule = { match: "all" as const, rules: [{ on, op: "in" as const, teamIds: [id] }] };
  const { known, byHand } = await selectRuleContext(tx, ctx, [rule]);
  const coming = additions.filter((addition) => addition.fieldId === TEAMS_FIELD && addition.id === id);
  const teams = known.teams.length > 0 ? known.teams : coming;
  if (teams.length === 0) throw notFound("This team");
  return listSides(ctx, { id: 0, kind: "dynamic", rule }, { known: { ...known, teams }, byHand });
}
