import fc from "fast-check";
import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { Mapping } from "@/lib/model/mapping";
import { chooseSame } from "@/lib/runs/decide-run";
import { testDb } from "../../support/db";
import { NO_GUARDS, runFile } from "../../support/pipeline";
import { inTeams } from "../../support/teams";
import { mintField, mintSync, mintTenant, mintWorkspace, type Tenant } from "../../support/tenant";
import { approve } from "../../support/undo";

const FIELDS = { Note: "clear", Kept: "keep", Age: "clear" } as const;
const word = fc.constantFrom("", "x", "y");
const looks = {
  first: fc.constantFrom("", "Ann", "Bob"),
  last: word,
  mobile: word,
  Note: word,
  Kept: word,
  Age: fc.constantFrom("", "1", "2", "old"),
  team: fc.constantFrom("", "Sales", "Legal", '"Sales\nLegal"'),
  leads: fc.constantFrom("", "Sales", "Board"),
};
type Row = Record<keyof typeof looks, string>;
const row: fc.Arbitrary<Row> = fc.record(looks);
/** What the file says of each of five people, before and after; and whether they have a new ID then. */
const story = fc.array(fc.record({ before: row, after: row, isRenumbered: fc.boolean() }), {
  minLength: 1,
  maxLength: 5,
});

/** A workspace in which the first files were applied, and then the second ones. */
async function play(
  tenant: Tenant,
  people: readonly { before: Row; after: Row; id: string }[],
): Promise<WorkspaceCtx> {
  const ctx = await mintWorkspace(tenant.ctx);
  const fields = await Promise.all(
    Object.keys(FIELDS).map((label) => mintField(ctx, { label, type: label === "Age" ? "number" : "text" })),
  );
  const columns: Mapping["columns"] = {
    ...Object.fromEntries(
      fields.map(({ id, label }) => [
        label,
        {
          kind: "field" as const,
          fieldId: id,
          blank: label === "Kept" ? ("keep" as const) : ("clear" as const),
        },
      ]),
    ),
    "Team(s)": { kind: "teams", blank: "clear" },
  };
  const { id: syncId } = await mintSync(ctx, {
    guardSettings: { ...NO_GUARDS, reKey: true },
    mapping: { columns },
  });
  const run = (rows: readonly (Row & { id: string; email: string })[]) =>
    runFile(ctx, syncId, employees(rows), { managers: managers(rows) });
  await run(people.map(({ before }, n) => ({ ...before, id: `${n}`, email: `p${n}@x.io` })));
  const after = people.map(({ after: is, id }, n) => ({ ...is, id, email: `p${n}@x.io` }));
  const second = await run(after);
  if (second.state === "held") {
    for (const on of ["address_and_names", "address"] as const) {
      await chooseSame(ctx, { runId: second.id, isSame: true, on });
    }
    await approve(ctx, second);
  }
  expect((await run(after)).counts).toMatchObject({ created: 0, updated: 0, removed: 0 });
  return ctx;
}

function employees(rows: readonly (Row & { id: string; email: string })[]): string {
  const lines = rows.map(({ id, email, first, last, mobile, Note, Kept, Age, team }) =>
    [id, email, first, last, mobile, Note, Kept, Age, team].join(","),
  );
  return `${["ID,Email,First name,Last name,Mobile,Note,Kept,Age,Team(s)", ...lines].join("\n")}\n`;
}

function managers(rows: readonly (Row & { id: string })[]): string {
  const lines = rows.filter(({ leads }) => leads).map(({ id, leads }) => `${id},${leads}`);
  return `${["UID,Team(s)", ...lines].join("\n")}\n`;
}

/** Everybody by address, with all that they have, in words. */
async function everybody(ctx: WorkspaceCtx): Promise<string[]> {
  const rows = await testDb().sql`
    select email, first_name, last_name, mobile, (
      select jsonb_object_agg(f.label, u.fields -> f.id::text) from profile_fields f
      where f.workspace_id = u.workspace_id and u.fields ? f.id::text) as fields
    from users u where workspace_id = ${ctx.workspaceId} and state = 'active' order by email`;
  const users = rows.map((user) => JSON.stringify(user));
  return [...users, ...(await inTeams(ctx)).map((line) => line.replace(/^\S*?(\d):/, "$1:"))].sort();
}

test("after a re-key everybody is what the row would have made of them under the old ID", async () => {
  testDb();
  const tenant = await mintTenant();
  await fc.assert(
    fc.asyncProperty(story, async (people) => {
      const renumbered = await play(
        tenant,
        people.map((one, n) => ({ ...one, id: one.isRenumbered ? `N${n}` : `${n}` })),
      );
      const plain = await play(
        tenant,
        people.map((one, n) => ({ ...one, id: `${n}` })),
      );
      expect(await everybody(renumbered)).toEqual(await everybody(plain));
      const [{ n = 0 } = {}] = await testDb().sql`
        select count(*)::int as n from users where workspace_id = ${renumbered.workspaceId}`;
      expect(n).toBe(people.length);
    }),
    { numRuns: 40 },
  );
});
