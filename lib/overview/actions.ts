"use server";

import { workspaceAction } from "@/lib/action";
import { listNights } from "@/lib/overview/read";
import { nightsInput } from "@/lib/overview/schema";

export const listNightsAction = workspaceAction(
  "listNightsAction",
  { can: "run:view", input: nightsInput },
  listNights,
);
