"use server";

import { accountAction } from "@/lib/action";
import { createOrganization } from "@/lib/organizations/create";
import { newOrganizationSchema } from "@/lib/organizations/schema";

export const createOrganizationAction = accountAction(
  "createOrganizationAction",
  { input: newOrganizationSchema },
  createOrganization,
);
