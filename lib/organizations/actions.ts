"use server";

import { accountAction, action } from "@/lib/action";
import { changeAddress, renameOrganization, transferOwnership } from "@/lib/organizations/change";
import { createOrganization } from "@/lib/organizations/create";
import { deleteOrganization, restoreOrganization } from "@/lib/organizations/delete";
import {
  changeAddressInput,
  createOrganizationInput,
  deleteOrganizationInput,
  renameOrganizationInput,
  restoreOrganizationInput,
  secondFactorRuleInput,
  transferOwnershipInput,
} from "@/lib/organizations/schema";
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

const can = "organization:update";

export const renameOrganizationAction = action(
  "renameOrganizationAction",
  { can, input: renameOrganizationInput, refreshes: true },
  renameOrganization,
);

export const changeAddressAction = action(
  "changeAddressAction",
  { can, input: changeAddressInput },
  changeAddress,
);

export const transferOwnershipAction = action(
  "transferOwnershipAction",
  { can, input: transferOwnershipInput },
  transferOwnership,
);

export const deleteOrganizationAction = action(
  "deleteOrganizationAction",
  { can, input: deleteOrganizationInput },
  deleteOrganization,
);

export const restoreOrganizationAction = accountAction(
  "restoreOrganizationAction",
  { input: restoreOrganizationInput },
  restoreOrganization,
);
