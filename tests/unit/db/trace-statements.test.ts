import fc from "fast-check";
import { expect, test } from "vitest";
import { describe } from "@/lib/db/trace-statements";

test.each([
  ['select "id" from "users" where "email" = $1', "SELECT users"],
  ["insert into job_events (id) select 1 from job_runs", "INSERT job_events, job_runs"],
  ["  with a as (update runs set x = $1 returning id) select * from a", "UPDATE runs"],
  ["with a as (select 1) select * from a join users u on true", "SELECT users"],
  ["with gone as (delete from changes returning 1) select 1 from gone", "DELETE changes"],
  ["select set_config('app.org_id', $1, true)", "SELECT"],
  ["set local statement_timeout = 0", "SET"],
  ["vacuum", "OTHER"],
  ["", "OTHER"],
])("%s is told as %s", (text, name) => {
  expect(describe(text).name).toBe(name);
});

test("nothing of a statement is told but operations and tables of the schema", () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom("from", "into", "update", "join"), (text, word) => {
      const { name, facts } = describe(`select '${text}Zaphod' ${word} zaphod ${word} "users" ${text}`);
      expect(name.toLowerCase()).not.toContain("zaphod");
      expect(name).toMatch(/^[A-Z]+( [a-z_]+(, [a-z_]+)*)?$/);
      expect(facts["db.collection.name"] ?? "users").toContain("users");
    }),
  );
});
