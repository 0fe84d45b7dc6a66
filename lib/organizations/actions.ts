"use server";

import { accountAction } from "@/lib/action";
import { createOrganization } from "@/lib/organizations/create";
import { createOrganizationInput } from "@/lib/organizations/schema";

export const createOrganizationAction = accountAction(
  "createOrganizationAction",
  { input: createOrganizationInput },
  createOrganization,
);
