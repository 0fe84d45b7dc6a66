import fc from "fast-check";
import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { createField } from "@/lib/fields/create";
import { createFields } from "@/lib/fields/create-many";
import { createFieldInput } from "@/lib/fields/schema";
import { updateField } from "@/lib/fields/update";
import { createList } from "@/lib/lists/create";
import { listListMembers } from "@/lib/lists/memberships";
import { searchWorkspace } from "@/lib/search/search-workspace";
import { createTeam } from "@/lib/teams/create";
import { listUsers } from "@/lib/users/list";
import { countUsers } from "@/lib/users/read";
import { searchForm } from "@/lib/users/search-terms";
import { testDb } from "../support/db";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

// What was stored in another spelling, before texts were compared by their form.

const { sql } = testDb();
const workspace = async () => mintWorkspace((await mintTenant()).ctx);

async function found(ws: WorkspaceCtx, search: string, state: "active" | "removed" = "active") {
  const query = { search, state, source: null };
  const page = await listUsers(ws, query, { sort: "name", cursor: null });
  expect((await countUsers(ws, query)).count).toBe(page.users.length);
  return page.users.map(({ email }) => email);
}

test("Users are found by name and ID, however these were once written", async () => {
  const ws = await workspace();
  const sync = await mintSync(ws);
  const user = (email: string, firstName: string, lastName: string, csvId: string) =>
    mintUser(ws, { email, firstName, lastName, syncId: sync.id, externalId: `${sync.id}#${csvId}` });
  await user("nfd@x.io", "Jo\u0308rg", "Mu\u0308ller", "EMP\u00a00042");
  await user("nbsp@x.io", "Anna\u00a0Maria", "van\u00a0der Berg", "7\u00ad7");
  await user("odd@x.io", "Zoe\u0308", "Ek", "A#\u00a01");
  await user("plain@x.io", "Jörg", "Möller", "43");
  const asked = {
    Müller: ["nfd@x.io"],
    "mu\u0308ll": ["nfd@x.io"],
    jörg: ["nfd@x.io", "plain@x.io"],
    "jörg mü": ["nfd@x.io"],
    "Müller, Jörg": ["nfd@x.io"],
    "anna maria": ["nbsp@x.io"],
    "van der": ["nbsp@x.io"],
    "ek zoë": ["odd@x.io"],
    "EMP 0042": ["nfd@x.io"],
    "EMP\u00a00042": ["nfd@x.io"],
    "77": ["nbsp@x.io"],
    "A# 1": ["odd@x.io"],
    "43": ["plain@x.io"],
    mueller: [],
  };
  for (const [typed, emails] of Object.entries(asked))
    expect([typed, await found(ws, typed)]).toEqual([typed, emails]);
  const { id } = await createList(ws, {
    name: "All",
    description: "",
    kind: "dynamic",
    rule: { match: "any", rules: [{ on: "text", part: "email", op: "contains", text: "@" }] },
  });
  expect(
    (await listListMembers(ws, { id, search: "jörg mü" }, null)).members.map(({ email }) => email),
  ).toEqual(["nfd@x.io"]);
  expect((await listListMembers(ws, { id, search: "77" }, null)).members).toHaveLength(1);
});

test("The database's form of a text is that of the product", async () => {
  const sign = fc.constantFrom(
    ..."aÅé -\t\n\u00a0\u2003\u3000\u0308\u0327\u00ad\u200b\u200e\u2011\u2010\u2013\ufeff\u1100\u1161\u0e33\u{e0041}",
    "ﬁ",
    "ß",
    "𝒜",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.array(sign, { maxLength: 9 }).map((signs) => signs.join("")),
        { minLength: 50, maxLength: 50 },
      ),
      async (texts) => {
        const rows =
          await sql`select text_form(t) as form from unnest(${texts}::text[]) with ordinality as t(t, n) order by n`;
        expect(rows.map(({ form }) => form)).toEqual(texts.map(searchForm));
      },
    ),
    { numRuns: 40 },
  );
});

test("Teams, lists and syncs are found by that form as well", async () => {
  const ws = await workspace();
  await mintSync(ws, { name: "Zu\u0308rich\u00a0staff" });
  await sql`insert into teams (org_id, workspace_id, name, aliases)
    values (${ws.orgId}, ${ws.workspaceId}, ${"Ku\u0308che"}, ${["Ba\u0308ckerei"]})`;
  expect((await searchWorkspace(ws, "küche")).teams).toHaveLength(1);
  expect((await searchWorkspace(ws, "bäck")).teams).toHaveLength(1);
  expect((await searchWorkspace(ws, "zürich staff")).syncs).toHaveLength(1);
});

test("A field, an option and a team that look like one that is there are refused, and it is named", async () => {
  const ws = await workspace();
  const field = await mintField(ws, { label: "Cost\u00a0center", type: "text" });
  const text = (label: string) => ({ label, type: "text" as const, options: [] });
  const taken = {
    code: "conflict",
    message: 'There is already a profile field named "Cost‹U+00A0›center".',
    fieldErrors: {
      label: 'It looks the same as the profile field "Cost‹U+00A0›center". Choose a different one.',
    },
  };
  await expect(createField(ws, text("Cost center"))).rejects.toMatchObject(taken);
  await expect(createField(ws, text("cost center"))).rejects.toMatchObject(taken);
  await expect(createFields(ws, { fields: [text("Unit"), text("Cost center")] })).rejects.toMatchObject({
    fieldErrors: { "fields.1.label": taken.fieldErrors.label },
  });
  const { id } = await createField(ws, text("Unit"));
  await expect(updateField(ws, { id, label: "Cost center", options: [] })).rejects.toMatchObject(taken);
  // Its own label may be put right.
  await updateField(ws, { id: field.id, label: "Cost center", options: [] });

  const choice = createFieldInput.safeParse({
    ...{ label: "Place", type: "single_choice" },
    options: [{ label: "New York" }, { label: "New\u00a0York" }],
  });
  expect(choice.error?.issues.map(({ message }) => message)).toEqual([
    'It looks the same as the option "New York".',
  ]);

  await createTeam(ws, { name: "Head office", aliases: [] });
  await expect(createTeam(ws, { name: "Head\u00a0office", aliases: [] })).rejects.toMatchObject({
    code: "conflict",
    message: 'There is already a team named "Head office".',
  });
});
