"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { accountAction } from "@/lib/action";
import { revokeSessionSchema } from "@/lib/auth/schema";
import { revokeOtherSessions, revokeSession } from "@/lib/auth/sessions";

export const revokeSessionAction = accountAction({ input: revokeSessionSchema }, async (ctx, input) => {
  await revokeSession(ctx, input);
  refresh();
});

export const revokeOtherSessionsAction = accountAction({ input: z.object({}) }, async (ctx) => {
  const done = await revokeOtherSessions(ctx);
  refresh();
  return done;
});
