import fc from "fast-check";
import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { csvLines } from "@/lib/csv/csv";
import { createTeam } from "@/lib/teams/create";
import { exportUsers } from "@/lib/users/export-table";
import { listUsers } from "@/lib/users/list";
import { readCursor, type UserQuery } from "@/lib/users/query";
import { addUsersToTeam } from "@/lib/users/teams/assign";
import { testDb } from "../support/db";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();
const everyone: UserQuery = { search: "", state: "active", source: null };

async function place() {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  const fields = {
    text: await mintField(ws, { label: "Note", type: "text" }),
    number: await mintField(ws, { label: "Hours", type: "number" }),
    date: await mintField(ws, { label: "Born", type: "date" }),
    one: await mintField(ws, { label: "Group", type: "single_choice", options: ["Zeta", "alpha", "Beta"] }),
    many: await mintField(ws, { label: "Skills", type: "multiple_choice", options: ["b", "a", "c"] }),
  };
  return { ws, ...fields };
}

const names = async (ws: WorkspaceCtx, sort: string, query: Partial<UserQuery> = {}) =>
  (await listUsers(ws, { ...everyone, ...query }, { sort, cursor: null })).users.map(
    (user) => user.firstName,
  );

test("every type of field sorts by what people see, both ways, with nothing last", async () => {
  const { ws, text, number, date, one, many } = await place();
  const [zeta = 0, alpha = 0, beta = 0] = one.options.map(({ id }) => id);
  const [b = 0, a = 0, c = 0] = many.options.map(({ id }) => id);
  const mint = (firstName: string, fields: Record<string, string | number | number[]>) =>
    mintUser(ws, { firstName, fields });
  await mint("1", {
    [text.id]: "beta",
    [number.id]: "10",
    [date.id]: "2001-01-01",
    [one.id]: beta,
    [many.id]: [b, c],
  });
  await mint("2", {
    [text.id]: "Alpha",
    [number.id]: "9",
    [date.id]: "1999-01-01",
    [one.id]: zeta,
    [many.id]: [c],
  });
  await mint("3", {
    [text.id]: "gamma",
    [number.id]: "-1.5",
    [date.id]: "2010-01-01",
    [one.id]: alpha,
    [many.id]: [b, a],
  });
  await mint("4", {});
  for (const [field, order] of [
    [text, "213"],
    [number, "321"],
    [date, "213"],
    [one, "312"],
    [many, "312"],
  ] as const) {
    expect((await names(ws, `field-${field.id}`)).join(""), field.label).toBe(`${order}4`);
    const reverse = [...order].reverse().join("");
    expect((await names(ws, `-field-${field.id}`)).join(""), field.label).toBe(`${reverse}4`);
  }
  // What was a number's is none once the type of the field is another.
  await sql`update profile_fields set type = 'number' where id = ${text.id}`;
  expect(await names(ws, `field-${text.id}`)).toHaveLength(4);
});

test("the other columns sort too: ID by number, source and teams by name", async () => {
  const { ws } = await place();
  const [zoo, hr] = [await mintSync(ws, { name: "Zoo" }), await mintSync(ws, { name: "HR" })];
  const mint = (firstName: string, values: object) => mintUser(ws, { firstName, ...values });
  const one = await mint("1", { syncId: zoo.id, externalId: `${zoo.id}#9`, mobile: "2", email: "b@x.com" });
  const two = await mint("2", { syncId: hr.id, externalId: `${hr.id}#10`, mobile: "1", email: "A@x.com" });
  await mint("3", { role: "admin", email: "c@x.com" });
  const { id: nurses } = await createTeam(ws, { name: "Nurses", aliases: [] });
  const { id: doctors } = await createTeam(ws, { name: "Doctors", aliases: [] });
  await addUsersToTeam(ws, { teamId: nurses, role: "member", userIds: [one.id] });
  await sql`update users set fields = ${sql.json({ "-1": [doctors] })} where id = ${two.id}`;
  const orders = {
    csvId: "123",
    email: "213",
    mobile: "213",
    source: "213",
    role: "312",
    teams: "213",
    added: "123",
  };
  for (const [by, order] of Object.entries(orders)) expect((await names(ws, by)).join(""), by).toBe(order);
  expect((await names(ws, "-added")).join("")).toBe("321");
  expect((await names(ws, "-name")).join("")).toBe("321");
  expect((await names(ws, "field-999999")).join("")).toBe("123");
});

test("paging by any column, to and fro, shows everyone once and in one order", async () => {
  const value = fc.option(fc.constantFrom("1", "2", "30"), { nil: null });
  const shape = fc.record({
    values: fc.array(value, { minLength: 1, maxLength: 14 }),
    sort: fc.constantFrom(
      "field",
      "-field",
      "email",
      "-email",
      "mobile",
      "-mobile",
      "added",
      "-added",
      "-name",
    ),
    pageSize: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(shape, async ({ values, sort: by, pageSize }) => {
      const ws = await mintWorkspace((await mintTenant()).ctx);
      const field = await mintField(ws, { label: "Hours", type: "number" });
      for (const each of values) {
        const fields = each === null ? {} : { [field.id]: each };
        await mintUser(ws, { fields, mobile: each ?? "", lastName: each ?? "" });
      }
      const sort = by.replace("field", `field-${field.id}`);
      const whole = (await listUsers(ws, everyone, { sort, cursor: null })).users.map(({ id }) => id);
      expect(whole).toHaveLength(values.length);
      const pages: number[][] = [];
      let cursor: string | null = null;
      let back: string | null = null;
      do {
        const at = readCursor(cursor ?? undefined);
        const page = await listUsers(ws, everyone, { sort, cursor: at, pageSize });
        pages.push(page.users.map(({ id }) => id));
        cursor = page.next;
        back = page.previous;
      } while (cursor);
      expect(pages.flat()).toEqual(whole);
      for (let at = pages.length - 2; back; at--) {
        const page = await listUsers(ws, everyone, { sort, cursor: readCursor(back), pageSize });
        expect(page.users.map(({ id }) => id)).toEqual(pages[at]);
        back = page.previous;
      }
    }),
    { numRuns: 40 },
  );
});

test("a table is downloaded in its order, whole, with the columns that are shown or all, and no formula runs", async () => {
  const { ws, text, many } = await place();
  const [b = 0, a = 0] = many.options.map(({ id }) => id);
  const fields = { [text.id]: "=1+1", [many.id]: [b, a] };
  await mintUser(ws, { firstName: "Ann", lastName: "Z", email: "a@x.com", mobile: "+358 1", fields });
  await sql`insert into users (org_id, workspace_id, email, last_name)
    select ${ws.orgId}, ${ws.workspaceId}, 'u' || i || '@x.com', 'A' || i from generate_series(1, 1100) i`;
  const read = async (columns: string[] | "all", query = everyone) => {
    const { rows } = await exportUsers(ws, query, { sort: "-name", columns });
    const lines: string[][] = [];
    for await (const page of rows) lines.push(...page.map((row) => [...row]));
    return lines;
  };
  const shown = await read(["email", `field-${text.id}`, "role"]);
  expect(shown).toHaveLength(1_102);
  expect(shown.slice(0, 2)).toEqual([
    ["ID", "Email", "First name", "Last name", "Note", "Role"],
    ["", "a@x.com", "Ann", "Z", "=1+1", "Participant"],
  ]);
  expect(csvLines(shown.slice(1, 2))).toContain(`"'=1+1"`);
  const [header, ann] = await read("all", { ...everyone, search: "ann" });
  expect(header?.slice(0, 10)).toEqual([
    ...["ID", "Email", "First name", "Last name", "Mobile", "Note", "Hours", "Born", "Group", "Skills"],
  ]);
  expect(header?.slice(10)).toEqual(["Teams", "Manager of", "Source", "Role", "Added"]);
  expect(ann?.[9]).toBe("b\na");
  const log =
    await sql`select detail from audit_log where org_id = ${ws.orgId} and action = 'user.export_table' order by id`;
  expect(log.map(({ detail }) => detail.users)).toEqual([1_101, 1]);
});
