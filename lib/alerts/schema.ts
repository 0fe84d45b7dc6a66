import { z } from "zod";
import { ALERT_KINDS } from "@/lib/model/alert";

/** The newest of the inbox. */
export const listInboxInput = z.object({ limit: z.number().int().min(1).max(50) });

/** Null: all that are unread. */
export const markReadInput = z.object({ noticeIds: z.array(z.uuid()).max(500).nullable() });

export const followInput = z.object({ syncId: z.string().regex(/^[0-9a-f]{24}$/, "This is not a Sync ID.") });

const ways = { mail: z.boolean(), inApp: z.boolean() };

/** Null: as the organization says. */
export const preferencesInput = z.object({
  choices: z
    .array(z.object({ kind: z.enum(ALERT_KINDS), ...ways }))
    .max(ALERT_KINDS.length)
    .nullable(),
});

export const organizationAlertsInput = z.object({
  choices: z.partialRecord(z.enum(ALERT_KINDS), z.object(ways)),
  digestWeekday: z.number().int().min(1).max(7).nullable(),
});
