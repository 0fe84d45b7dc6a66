"use server";

import { workspaceAction } from "@/lib/action";
import { erasePerson } from "@/lib/personal-data/erase";
import { eraseInput } from "@/lib/personal-data/schema";

export const erasePersonAction = workspaceAction(
  "erasePersonAction",
  { can: "user:erase", input: eraseInput },
  erasePerson,
);
