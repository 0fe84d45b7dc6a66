import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { teamMembers, teams } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import { hasOptions } from "@/lib/field-kinds/registry";
import { FIELD_TYPES } from "@/lib/model/field";
import type { RuleGroup } from "@/lib/model/rule";
import { holds, type Subject } from "@/lib/rules/holds";
import { membersSql } from "@/lib/rules/membership.store";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { rules, users } from "../../support/rules";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

const RULES = 260;
const USERS = 60;

/** A workspace with a field of each type, teams, two syncs and many users. */
async function mintPeople(): Promise<{ ws: WorkspaceCtx; ids: number[]; people: Subject[] }> {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  const options = ["Sales", "Care", "Research"];
  for (const type of FIELD_TYPES)
    await mintField(ws, { label: type, type, options: hasOptions(type) ? options : [] });
  for (const name of ["First", "Second"]) await mintSync(ws, { name });
  const where = { orgId: ws.orgId, workspaceId: ws.workspaceId };
  const rows = ["North", "South", "West"].map((name) => ({ ...where, name }));
  await ws.db.run((tx) => tx.insert(teams).values(rows));
  const { known } = await ws.db.run((tx) => selectRuleContext(tx, ws));
  const people = fc.sample(users(known), { numRuns: USERS, seed: 7 });
  const ids: number[] = [];
  for (const [at, { byHand, syncId, email, ...person }] of people.entries()) {
    const external = syncId === null ? {} : { syncId, externalId: `${syncId}#${at}` };
    // Addresses are unique: this one says its number behind what rules look for.
    people[at] = { ...people[at], email: `${at}${email}` } as Subject;
    const { id } = await mintUser(ws, { ...person, ...external, email: `${at}${email}` });
    ids.push(id);
    const hands = (["member", "manager"] as const).flatMap((role) =>
      (byHand?.[role] ?? []).map((teamId) => ({ ...where, teamId, userId: id, role, addedBy: "test" })),
    );
    if (hands.length > 0) await ws.db.run((tx) => tx.insert(teamMembers).values(hands));
  }
  return { ws, ids, people };
}

test("the database and the evaluator hold the same of every rule and every user", async () => {
  const { ws, ids, people } = await mintPeople();
  const context = await ws.db.run((tx) => selectRuleContext(tx, ws));
  const ask = async (rule: RuleGroup, from: string) => {
    const condition = membersSql(ws, { id: 0, kind: "dynamic", rule }, context);
    const rows = await ws.db.run((tx) =>
      tx.execute<{ id: number }>(sql`select u.id::float8 as id from ${sql.raw(from)} u where ${condition}`),
    );
    return rows.map(({ id }) => id).sort((a, b) => a - b);
  };
  let met = 0;
  await fc.assert(
    fc.asyncProperty(rules(context.known), async (rule) => {
      const expected = ids.filter((_, at) => {
        const person = people[at];
        return person !== undefined && holds(rule, person, context.known);
      });
      met += expected.length > 0 && expected.length < ids.length ? 1 : 0;
      expect(await ask(rule, "listed_users")).toEqual(expected);
    }),
    { numRuns: RULES, seed: 11 },
  );
  // Rules that hold for all or nobody would agree whatever they did.
  expect(met).toBeGreaterThan(RULES / 3);
});
