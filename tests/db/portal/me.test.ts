import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { getOwnProfile } from "@/lib/personal-data/own-profile";
import { updateContact } from "@/lib/workspaces/contact";
import { testDb } from "../../support/db";
import { HEADER, NO_GUARDS, runFile } from "../../support/pipeline";
import { portalCtxOf } from "../../support/portal";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

let ws: WorkspaceCtx;

beforeEach(async () => {
  ws = await mintWorkspace((await mintTenant()).ctx);
});

test("a user sees what is stored about them, which parts a file says, when it last did, and whom to ask", async () => {
  await mintField(ws, { label: "Dept", type: "single_choice", options: ["Sales"] });
  await mintField(ws, { label: "Note", type: "text" });
  const { id: syncId } = await mintSync(ws, { name: "HR export", guardSettings: NO_GUARDS });
  await runFile(ws, syncId, `${HEADER},Dept\n1,ann@x.io,Ann,Lee,,Sales\n`);
  const [ann] = await testDb().sql`select id::int from users where workspace_id = ${ws.workspaceId}`;
  await updateContact(ws, { contact: "hr@example.com" });
  const user = {
    id: ann?.id,
    email: "ann@x.io",
    firstName: "Ann",
    lastName: "Lee",
    role: "participant" as const,
  };
  const profile = await getOwnProfile(portalCtxOf(ws, user));
  expect(profile).toEqual({
    facts: [
      { label: "Name", values: ["Ann Lee"], byFile: true },
      { label: "E-mail", values: ["ann@x.io"], byFile: true },
      { label: "Mobile", values: [], byFile: true },
      { label: "Dept", values: ["Sales"], byFile: true, type: "single_choice" },
      { label: "Note", values: [], byFile: false, type: "text" },
      { label: "Teams", values: [], byFile: false },
    ],
    sync: { name: "HR export", lastSetAt: expect.any(Date) },
    contact: "hr@example.com",
  });
});

test("of one who was added manually no file says anything", async () => {
  const user = await mintUser(ws, { email: "bob@x.io", firstName: "Bob" });
  const profile = await getOwnProfile(portalCtxOf(ws, user));
  expect(profile?.sync).toBeNull();
  expect(profile?.facts.filter(({ byFile }) => byFile)).toEqual([]);
});
