import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import * as schema from "@/drizzle/schema";

const README = fileURLToPath(new URL("../../lib/personal-data/README.md", import.meta.url));
const HOLDS_TEXT = /^(text|jsonb|varchar|bytea)/;

/** Table -> its columns that can hold what somebody wrote. */
function stored(): Map<string, string[]> {
  const tables = Object.values<unknown>(schema).filter((value) => is(value, PgTable));
  return new Map(
    tables.map((table) => {
      const { name, columns } = getTableConfig(table);
      return [
        name,
        columns.filter((column) => HOLDS_TEXT.test(column.getSQLType())).map((column) => column.name),
      ];
    }),
  );
}

/** The same as the README says, with what it says of each. */
function written(): Map<string, { columns: string[]; whose: string; kept: string }> {
  const lines = [...readFileSync(README, "utf8").matchAll(/^\| `(\w+)` \| (.*?) \| (.*?) \| (.*?) \|$/gm)];
  return new Map(
    lines.map(([, table = "", columns = "", whose = "", kept = ""]) => [
      table,
      { columns: [...columns.matchAll(/`(\w+)`/g)].map(([, column = ""]) => column), whose, kept },
    ]),
  );
}

const HINT =
  "Say in lib/personal-data/README.md what it holds of whom and for how long. Does erasePerson know it?";

test("every table, and every column that can hold text, has its place in the list of what is stored", () => {
  const told = written();
  const columns = [...stored()].flatMap(([table, names]) => names.map((name) => `${table}.${name}`));
  const listed = [...told].flatMap(([table, { columns: names }]) => names.map((name) => `${table}.${name}`));
  expect(
    [...stored().keys()].filter((table) => !told.has(table)),
    HINT,
  ).toEqual([]);
  expect(
    columns.filter((column) => !listed.includes(column)),
    HINT,
  ).toEqual([]);
});

test("the list names nothing that is not stored, and says of each table whose data it is and how long it is kept", () => {
  const real = stored();
  const columns = new Set([...real].flatMap(([table, names]) => names.map((name) => `${table}.${name}`)));
  for (const [table, { columns: names, whose, kept }] of written()) {
    expect(real.has(table), table).toBe(true);
    expect(
      names.filter((name) => !columns.has(`${table}.${name}`)),
      table,
    ).toEqual([]);
    expect(
      [whose, kept].every((text) => text.length > 5 && !text.includes("?")),
      table,
    ).toBe(true);
  }
});
