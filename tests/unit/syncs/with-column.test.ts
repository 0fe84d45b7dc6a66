import { expect, test } from "vitest";
import type { ColumnTarget } from "@/lib/model/mapping";
import { withColumn } from "@/lib/syncs/propose/field-target";

const columns: Record<string, ColumnTarget> = {
  Mail: { kind: "email" },
  UID: { kind: "id" },
  Notes: { kind: "ignore" },
};

test("a column of the file takes the place of one that the file no longer has", () => {
  const next = withColumn(columns, { header: "E-mail", target: { kind: "email" } }, ["UID", "E-mail"]);
  expect(next).toEqual({ UID: { kind: "id" }, Notes: { kind: "ignore" }, "E-mail": { kind: "email" } });
});

test("two columns of the file that would fill the same both stay, to be told", () => {
  const next = withColumn(columns, { header: "E-mail", target: { kind: "email" } }, ["Mail", "E-mail"]);
  expect(Object.keys(next)).toEqual(["Mail", "UID", "Notes", "E-mail"]);
});

test("ignoring, leaving to its name, and columns added by hand push nobody away", () => {
  const present = ["UID", "E-mail"];
  expect(withColumn(columns, { header: "E-mail", target: { kind: "ignore" } }, present)).toMatchObject(
    columns,
  );
  expect(withColumn(columns, { header: "UID", target: null }, present)).toEqual({
    Mail: { kind: "email" },
    Notes: { kind: "ignore" },
  });
  const added = withColumn(columns, { header: "Later", target: { kind: "email" } }, present);
  expect(added).toMatchObject(columns);
});
