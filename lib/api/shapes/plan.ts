import { z } from "zod";
import type { ChangeItem, IssueItem } from "@/lib/runs/views/types";

const fieldValue = z.union([z.string(), z.number(), z.array(z.number())]).nullable();

const values = z
  .strictObject({
    ...{ email: z.string(), firstName: z.string(), lastName: z.string(), mobile: z.string() },
    fields: z
      .record(z.string(), fieldValue)
      .describe(
        "Profile fields by their id; choices as ids of options. `-1`: teams, `-2`: teams they manage",
      ),
  })
  .meta({ id: "UserValues" });

export const change = z
  .strictObject({
    id: z.number().int(),
    kind: z.enum(["create", "update", "remove", "restore", "relink"]),
    status: z
      .enum(["planned", "waiting", "stale", "left_out", "kept"])
      .describe("`waiting`: pending approval while the rest was applied. `stale`: its user was edited since"),
    userId: z.number().int().nullable().describe("Null for a user who is created"),
    idInFile: z.string(),
    row: z.number().int().nullable(),
    before: values.nullable(),
    after: values.nullable(),
    dependsOn: z.string().nullable().describe("ID in the file of the change that frees the e-mail address"),
  })
  .meta({ id: "Change" });

export const issue = z
  .strictObject({
    id: z.number().int(),
    severity: z.enum(["blocking", "error", "warning"]),
    code: z.string(),
    message: z.string(),
    file: z.enum(["users", "managers"]),
    row: z.number().int().nullable(),
    line: z.number().int().nullable(),
    idInFile: z.string().nullable(),
    email: z.string().nullable(),
    column: z.string().nullable(),
    value: z.string().nullable(),
  })
  .meta({ id: "Issue" });

type Values = NonNullable<ChangeItem["before"]>;

export function changeOf(item: ChangeItem): z.input<typeof change> {
  const { id, kind, status, userId, csvId, row, before, after, dependsOn } = item;
  return {
    ...{ id, kind, status, userId, idInFile: csvId, row, dependsOn },
    ...{ before: before && valuesOf(before), after: after && valuesOf(after) },
  };
}

/** Null in the database where the file says nothing of it, which is the same as blank. */
function valuesOf({ email, fields, ...names }: Values): z.input<typeof values> {
  const { firstName, lastName, mobile } = names;
  const plain = Object.entries(fields).map(([id, value]) => [id, Array.isArray(value) ? [...value] : value]);
  return {
    ...{ email: email ?? "", firstName: firstName ?? "", lastName: lastName ?? "", mobile: mobile ?? "" },
    fields: Object.fromEntries(plain),
  };
}

export function issueOf({ csvId, ...item }: IssueItem): z.input<typeof issue> {
  const { id, severity, code, message, file, row, line, email, column, value } = item;
  return { id, severity, code, message, file, row, line, idInFile: csvId, email, column, value };
}
