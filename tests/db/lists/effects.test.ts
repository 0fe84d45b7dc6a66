import fc from "fast-check";
import { expect, test } from "vitest";
import { changes, pageLists, pages, runs, teams } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import { hasOptions } from "@/lib/field-kinds/registry";
import { getRunEffects } from "@/lib/lists/get-run-effects";
import { FIELD_TYPES } from "@/lib/model/field";
import type { RuleGroup } from "@/lib/model/rule";
import { holds, type Subject } from "@/lib/rules/holds";
import type { Vocabulary } from "@/lib/rules/vocabulary";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { mintList } from "../../support/portal";
import { rules, users } from "../../support/rules";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

async function place() {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  for (const type of FIELD_TYPES)
    await mintField(ws, { label: type, type, options: hasOptions(type) ? ["Sales", "Care"] : [] });
  const sync = await mintSync(ws);
  await ws.db.run((tx) =>
    tx
      .insert(teams)
      .values(["North", "South"].map((name) => ({ orgId: ws.orgId, workspaceId: ws.workspaceId, name }))),
  );
  const { known } = await ws.db.run((tx) => selectRuleContext(tx, ws));
  const ids = Array.from({ length: 5 }, () => mintUser(ws, {}));
  return { ws, sync, known, userIds: (await Promise.all(ids)).map(({ id }) => id) };
}

type Line = { before: Subject | null; after: Subject | null };

/** Who somebody is before a line and after: new, gone, or changed in some of what a rule may ask for. */
function lines(known: Vocabulary): fc.Arbitrary<Line> {
  const part = fc.subarray(["email", "firstName", "lastName", "mobile", "fields"] as const);
  return fc
    .tuple(users(known), users(known), part, fc.constantFrom("create", "update", "update", "remove"))
    .map(([one, other, parts, kind]) => {
      const before = plain(one, known);
      const changed = Object.fromEntries(parts.map((key) => [key, other[key]]));
      if (kind === "create") return { before: null, after: before };
      return { before, after: kind === "remove" ? null : { ...before, ...changed } };
    });
}

/** As a file has them: of its sync, in no team by a member's hand, and nothing else than what everyone is. */
function plain({ email, firstName, lastName, mobile, fields }: Subject, { syncs }: Vocabulary): Subject {
  return {
    ...{ email, firstName, lastName, mobile, fields },
    syncId: syncs[0]?.id ?? "",
    role: "participant",
  };
}

async function plan(ws: WorkspaceCtx, syncId: string, userIds: readonly number[], some: readonly Line[]) {
  const where = { orgId: ws.orgId, workspaceId: ws.workspaceId };
  return ws.db.run(async (tx) => {
    const [run] = await tx
      .insert(runs)
      .values({ ...where, syncId, trigger: "upload", requestedByLabel: "test", state: "failed" })
      .returning();
    const runId = run?.id ?? "";
    await tx.insert(changes).values(
      some.map(({ before, after }, at) => ({
        ...{ ...where, runId, csvId: String(at), before },
        kind:
          before === null ? ("create" as const) : after === null ? ("remove" as const) : ("update" as const),
        userId: before === null ? null : (userIds[at % userIds.length] ?? null),
        ...(after ?? { email: null, firstName: null, lastName: null, mobile: null, fields: null }),
      })),
    );
    return runId;
  });
}

test("property: the effects of a plan are who is in which list before it and after", async () => {
  const { ws, sync, known, userIds } = await place();
  let [met, unions] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(rules(known), { minLength: 3, maxLength: 3 }),
      fc.array(lines(known), { minLength: 1, maxLength: 12 }),
      async (drawn, of) => {
        // As they are stored, and with the prototype that the driver looks for.
        const some: RuleGroup[] = JSON.parse(JSON.stringify(drawn));
        const listIds: number[] = [];
        for (const [at, rule] of some.entries())
          listIds.push(await mintList(ws, { name: `list ${at} ${Math.random()}`, rule }));
        const where = { orgId: ws.orgId, workspaceId: ws.workspaceId };
        const pageIds = await ws.db.run(async (tx) => {
          const slug = String(listIds[0]);
          const made = await tx
            .insert(pages)
            .values([
              { ...where, title: "Some", slug, audience: "lists" },
              { ...where, title: "All", slug: `all-${slug}`, audience: "everyone" },
            ])
            .returning();
          const pageId = made[0]?.id ?? 0;
          await tx
            .insert(pageLists)
            .values(listIds.slice(0, 2).map((listId) => ({ ...where, pageId, listId })));
          return made.map(({ id }) => id);
        });
        const runId = await plan(ws, sync.id, userIds, of);
        const found = await getRunEffects(ws, { runId, part: "planned" });
        const isIn = (rule: RuleGroup, who: Subject | null) => who !== null && holds(rule, who, known);
        const tally = (is: (who: Subject | null) => boolean) => ({
          gained: of.filter(({ before, after }) => is(after) && !is(before)).length,
          lost: of.filter(({ before, after }) => is(before) && !is(after)).length,
        });
        const told = (all: typeof found.lists, id: number) => {
          const { gained = 0, lost = 0 } = all.find(({ target }) => target.id === id) ?? {};
          return { gained, lost };
        };
        for (const [at, rule] of some.entries()) {
          const id = listIds[at] ?? 0;
          const expected = tally((who) => isIn(rule, who));
          met += expected.gained + expected.lost > 0 ? 1 : 0;
          expect(told(found.lists, id), JSON.stringify(rule)).toEqual(expected);
        }
        const opened = tally((who) => some.slice(0, 2).some((rule) => isIn(rule, who)));
        unions += opened.gained + opened.lost > 0 ? 1 : 0;
        expect(told(found.pages, pageIds[0] ?? 0)).toEqual(opened);
        expect(told(found.pages, pageIds[1] ?? 0)).toEqual(tally((who) => who !== null));
        await ws.db.run(async (tx) => {
          await tx.delete(pages);
          await tx.execute("delete from user_lists");
        });
      },
    ),
    { numRuns: 60 },
  );
  expect([met > 60, unions > 20]).toEqual([true, true]);
});
