import { z } from "zod";
import { type Kept, RETENTION } from "@/lib/model/retention";

function days(kept: Kept) {
  const { min, max } = RETENTION[kept];
  const words = `Enter a number of days from ${min} to ${max}.`;
  return z.int(words).min(min, words).max(max, words);
}

export const retentionInput = z
  .object({
    removedUsers: days("removedUsers"),
    runDetails: days("runDetails"),
    runs: days("runs"),
    auditLog: days("auditLog"),
    events: days("events"),
    messages: days("messages"),
  })
  .refine(({ runs, runDetails }) => runs >= runDetails, {
    path: ["runs"],
    message: "A run is listed at least as long as its details are kept.",
  });

export type RetentionInput = z.output<typeof retentionInput>;
