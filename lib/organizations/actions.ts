"use server";

import { accountAction, action } from "@/lib/action";
import { createOrganization } from "@/lib/organizations/create";
import { createOrganizationInput, secondFactorRuleInput } from "@/lib/organizations/schema";
import { setSecondFactorRule } from "@/lib/organizations/second-factor";

export const createOrganizationAction = accountAction(
  "createOrganizationAction",
  { input: createOrganizationInput },
  createOrganization,
);

export const setSecondFactorRuleAction = action(
  "setSecondFactorRuleAction",
  { can: "organization:update", input: secondFactorRuleInput, refreshes: true },
  setSecondFactorRule,
);
