"use server";

import { accountAction, action } from "@/lib/action";
import { removeLogo, setAccent } from "@/lib/organizations/brand";
import { changeAddress, renameOrganization, transferOwnership } from "@/lib/organizations/change";
import { createOrganization } from "@/lib/organizations/create";
import { deleteOrganization, restoreOrganization } from "@/lib/organizations/delete";
import {
  accentInput,
  changeAddressInput,
  createOrganizationInput,
  deleteOrganizationInput,
  removeLogoInput,
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

export const setAccentAction = action(
  "setAccentAction",
  { can, input: accentInput, refreshes: true },
  setAccent,
);

export const removeLogoAction = action(
  "removeLogoAction",
  { can, input: removeLogoInput, refreshes: true },
  removeLogo,
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
