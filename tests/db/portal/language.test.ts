import { beforeEach, describe, expect, test } from "vitest";
import { languageOf, languageOfVisitor, noteLanguage } from "@/lib/auth/language";
import { findActiveByEmail } from "@/lib/auth/portal/portal.store";
import { requestPortalLink } from "@/lib/auth/portal/request-link";
import type { WorkspaceCtx } from "@/lib/context";
import { readKeptMails } from "@/lib/mail/outbox";
import type { Locale } from "@/lib/model/locale";
import { listLedTeams } from "@/lib/portal/read";
import { chooseLanguageField, getLanguageField } from "@/lib/workspaces/language-field";
import { mintAccount } from "../../support/account";
import { testDb } from "../../support/db";
import { atOnce, portalCtxOf, visitorAt } from "../../support/portal";
import { mintField, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

let ws: WorkspaceCtx;
let slugs: { org: string; workspace: string };

beforeEach(async () => {
  const tenant = await mintTenant();
  const made = await mintWorkspace(tenant.ctx);
  [ws, slugs] = [made, { org: tenant.slug, workspace: made.slug }];
});

async function languageOfUser(email: string): Promise<Locale | null | undefined> {
  return (await ws.db.run((tx) => findActiveByEmail(tx, ws, email)))?.language;
}

describe("a user's language", () => {
  test("is what a text field called Language says, in names or codes", async () => {
    const field = await mintField(ws, { label: "Kieli", type: "text" });
    await mintUser(ws, { email: "a@x.io", fields: { [field.id]: "ruotsi" } });
    await mintUser(ws, { email: "b@x.io", fields: { [field.id]: "fi-FI" } });
    await mintUser(ws, { email: "c@x.io", fields: { [field.id]: "Klingon" } });
    await mintUser(ws, { email: "d@x.io" });
    expect(await Promise.all(["a@x.io", "b@x.io", "c@x.io", "d@x.io"].map(languageOfUser))).toEqual([
      ...["sv", "fi", null, null],
    ]);
  });

  test("is the option of a choice field, by its label", async () => {
    const field = await mintField(ws, {
      label: "Language",
      type: "single_choice",
      options: ["Dutch", "German"],
    });
    await mintUser(ws, { email: "a@x.io", fields: { [field.id]: field.options[1]?.id ?? 0 } });
    expect(await languageOfUser("a@x.io")).toBe("de");
  });

  test("is that of the field which the workspace has chosen, not of one that is called so", async () => {
    const named = await mintField(ws, { label: "Language", type: "text" });
    const chosen = await mintField(ws, { label: "Mother tongue", type: "text" });
    await mintUser(ws, { email: "a@x.io", fields: { [named.id]: "fi", [chosen.id]: "nl" } });
    await chooseLanguageField(ws, { fieldId: chosen.id });
    expect(await languageOfUser("a@x.io")).toBe("nl");
    await testDb().sql`delete from profile_fields where id = ${chosen.id}`;
    expect(await languageOfUser("a@x.io")).toBe("fi");
  });

  test("can be chosen from text and single-choice fields of the workspace, and back to the one that is called so", async () => {
    const named = await mintField(ws, { label: "Kieli", type: "text" });
    const tongue = await mintField(ws, { label: "Mother tongue", type: "single_choice", options: ["fi"] });
    const born = await mintField(ws, { label: "Born", type: "date" });
    const theirs = await mintField(await mintWorkspace(ws), { label: "Language", type: "text" });
    const fields = [named, tongue].map(({ id, label }) => ({ id, label }));
    expect(await getLanguageField(ws)).toEqual({ chosen: null, named: "Kieli", fields });
    for (const { id } of [born, theirs]) {
      await expect(chooseLanguageField(ws, { fieldId: id })).rejects.toMatchObject({ code: "not_found" });
    }
    await chooseLanguageField(ws, { fieldId: tongue.id });
    expect(await getLanguageField(ws)).toMatchObject({ chosen: tongue.id });
    await chooseLanguageField(ws, { fieldId: null });
    expect(await getLanguageField(ws)).toMatchObject({ chosen: null });
    const log = await testDb().sql`select detail -> 'languageField' as change from audit_log
       where org_id = ${ws.orgId} and action = 'workspace.set_language_field' order by id`;
    expect(log.map(({ change }) => change)).toEqual([
      { from: null, to: "Mother tongue" },
      { from: "Mother tongue", to: null },
    ]);
  });

  test("of another workspace's field says nothing here", async () => {
    const other = await mintWorkspace(ws);
    const field = await mintField(other, { label: "Language", type: "text" });
    await mintUser(ws, { email: "a@x.io", fields: { [field.id]: "fi" } });
    expect(await languageOfUser("a@x.io")).toBeNull();
  });
});

describe("the sign-in mail", () => {
  const subjectFor = async (email: string, language: Locale) => {
    const { later, done } = atOnce();
    await requestPortalLink({ ...visitorAt(), language }, { ...slugs, email }, later);
    await done();
    return (await readKeptMails(ws.orgId))[0]?.subject ?? "";
  };

  test("is in the user's language, whatever the browser asks for", async () => {
    const field = await mintField(ws, { label: "Language", type: "text" });
    await mintUser(ws, { email: "a@x.io", fields: { [field.id]: "Finnish" } });
    expect(await subjectFor("a@x.io", "de")).toMatch(/^Kirjaudu sisään/);
  });

  test("is in the browser's where nothing says the user's", async () => {
    await mintUser(ws, { email: "a@x.io" });
    expect(await subjectFor("a@x.io", "de")).toMatch(/^Anmelden bei/);
  });
});

describe("a member's language", () => {
  test("is that of the browser they signed up with, and stays when they use another", async () => {
    const account = await mintAccount();
    await noteLanguage({ ...visitorAt(), language: "sv" }, account.accountId);
    await noteLanguage({ ...visitorAt(), language: "de" }, account.accountId);
    expect(await languageOf(account, account.accountId)).toBe("sv");
    expect(await languageOfVisitor({ ...visitorAt(), language: "fi" }, account.accountId)).toBe("sv");
  });

  test("is the browser's for who has none, and English where no browser is", async () => {
    const account = await mintAccount();
    expect(await languageOfVisitor({ ...visitorAt(), language: "fi" }, account.accountId)).toBe("fi");
    expect(await languageOfVisitor({ ...visitorAt(), language: "nl" }, null)).toBe("nl");
    expect(await languageOf(account, account.accountId)).toBe("en");
  });
});

test("a team is ordered by the alphabet of who leads it: Å comes last in Swedish, first in German", async () => {
  const lead = await mintUser(ws, { email: "lead@x.io" });
  const [team] = await testDb().sql`
    insert into teams (org_id, workspace_id, name) values (${ws.orgId}, ${ws.workspaceId}, 'Crew') returning id::int`;
  for (const lastName of ["Zorn", "Åberg", "Berg"]) {
    const user = await mintUser(ws, { lastName });
    await testDb().sql`
      insert into team_members (org_id, workspace_id, team_id, user_id, role, added_by)
      values (${ws.orgId}, ${ws.workspaceId}, ${team?.id}, ${user.id}, 'member', 'test')`;
  }
  await testDb().sql`
    insert into team_members (org_id, workspace_id, team_id, user_id, role, added_by)
    values (${ws.orgId}, ${ws.workspaceId}, ${team?.id}, ${lead.id}, 'manager', 'test')`;
  const portal = portalCtxOf(ws, lead);
  const names = async (locale: Locale) =>
    (await listLedTeams(portal, locale))[0]?.mates.map(({ lastName }) => lastName);
  expect(await names("sv")).toEqual(["Berg", "Zorn", "Åberg"]);
  expect(await names("de")).toEqual(["Åberg", "Berg", "Zorn"]);
});
