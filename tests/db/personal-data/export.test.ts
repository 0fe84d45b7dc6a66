import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { addListUsers } from "@/lib/lists/change-users";
import { createList } from "@/lib/lists/create";
import { exportPerson, factRows } from "@/lib/personal-data/export";
import { updateUser } from "@/lib/users/update";
import { linesOf, saved } from "../../support/csv";
import { testDb } from "../../support/db";
import { HEADER, NO_GUARDS, runFile } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();
let ws: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  ws = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ws, { guardSettings: NO_GUARDS })).id;
});

test("one person's everything: profile, groups, history, issues, skipped rows and entries, and nobody else's", async () => {
  const address = await mintField(ws, { label: "Address", type: "text" });
  const rows = (email: string) =>
    `${HEADER},Address\n7,${email},Ann,Lee,,Street 1\n8,bob@x.io,Bob,Ray,,Lane 2\n`;
  await runFile(ws, syncId, rows("ann@x.io"));
  await runFile(ws, syncId, rows("ann(at)x.io"));
  const [user] =
    await sql`select id::int, version from users where workspace_id = ${ws.workspaceId} and email = 'ann@x.io'`;
  const typed = { firstName: "Anna", lastName: "Lee", mobile: "", role: "participant" as const };
  await updateUser(ws, {
    ...{ id: user?.id, version: user?.version, email: "ann@x.io", ...typed },
    fields: { [address.id]: "Street 1" },
  });
  const list = await createList(ws, { name: "Some", description: "", kind: "static", rule: null });
  await addListUsers(ws, { id: list.id, userIds: [user?.id] });

  const facts = await exportPerson(ws, { id: user?.id });
  expect(facts).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ part: "Profile", name: "Address", value: "Street 1" }),
      expect.objectContaining({ part: "Profile", name: "ID in the file", value: "7" }),
      expect.objectContaining({ part: "User lists", name: "Some" }),
      expect.objectContaining({ part: "History", name: "First name", before: "Ann", value: "Anna" }),
      expect.objectContaining({ part: "Issues", value: "ann(at)x.io" }),
      expect.objectContaining({ part: "Skipped rows", value: "7 | ann(at)x.io | Ann | Lee |  | Street 1" }),
      expect.objectContaining({ part: "Audit log", what: expect.stringContaining("changed the user") }),
    ]),
  );
  expect(JSON.stringify(facts)).not.toMatch(/bob|Lane/i);
  const [entry] = await sql`select target_id, detail from audit_log where action = 'user.export_data'`;
  expect(entry).toMatchObject({ target_id: String(user?.id) });
});

test("the CSV is a line for each fact, with formulas disarmed", async () => {
  const fact = { part: "Profile", at: "", what: "", name: "Mobile", before: "", value: "+358 1" };
  const lines = await linesOf(await saved({ fileName: "a.csv", rows: factRows([fact]) }));
  expect(lines).toEqual([
    ["part", "at", "what", "name", "before", "value"],
    ["Profile", "", "", "Mobile", "", "'+358 1"],
  ]);
});
