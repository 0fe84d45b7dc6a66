import { z } from "zod";
import { instant, iso } from "@/lib/api/shapes/parts";
import type { ProfileField } from "@/lib/model/field";
import { shownValue } from "@/lib/users/values";
import type { UserDetail, UserItem } from "@/lib/users/views";

const userFields = {
  id: z.number().int(),
  ...{ email: z.string(), firstName: z.string(), lastName: z.string() },
  role: z.enum(["participant", "author", "admin"]),
  state: z.enum(["active", "removed"]),
  syncId: z.string().nullable().describe("The sync that the user belongs to; null for one added manually"),
  idInFile: z.string().nullable(),
  createdAt: instant,
  removedAt: instant.nullable(),
};

export const userSummary = z.strictObject(userFields).meta({ id: "UserSummary" });

export const user = z
  .strictObject({
    ...userFields,
    mobile: z.string(),
    updatedAt: instant,
    fields: z
      .array(z.strictObject({ id: z.number().int(), label: z.string(), values: z.array(z.string()) }))
      .describe("The profile fields in their order, with their values as people read them"),
  })
  .meta({ id: "User" });

export function userSummaryOf(item: Omit<UserItem, "cells">): z.input<typeof userSummary> {
  const { id, email, firstName, lastName, role, state, source, csvId } = item;
  return {
    ...{ id, email, firstName, lastName, role, state, syncId: source?.syncId ?? null, idInFile: csvId },
    ...{ createdAt: iso(item.createdAt), removedAt: iso(item.removedAt) },
  };
}

export function userOf(detail: UserDetail, fields: readonly ProfileField[]): z.input<typeof user> {
  return {
    ...userSummaryOf(detail),
    ...{ mobile: detail.mobile, updatedAt: iso(detail.updatedAt) },
    fields: fields.map((field) => ({
      ...{ id: field.id, label: field.label },
      values: [...shownValue(field, detail.fields[field.id])],
    })),
  };
}
