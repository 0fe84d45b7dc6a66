"use server";

import { accountAction, action, publicAction } from "@/lib/action";
import { addDomain, proveDomain, removeDomain } from "@/lib/sso/domains";
import { findSignInProvider } from "@/lib/sso/find-provider";
import { unlinkIdentity } from "@/lib/sso/link";
import { askForLinkMail, linkHere, linkHereByMail } from "@/lib/sso/pending";
import {
  addDomainInput,
  domainInput,
  findSignInInput,
  linkByMailInput,
  noInput,
  removeProviderInput,
  requireSsoInput,
  saveProviderInput,
  unlinkIdentityInput,
} from "@/lib/sso/schema";
import { removeProvider, requireOnlySso, saveProvider } from "@/lib/sso/settings";

const can = "organization:update";

export const saveProviderAction = action(
  "saveProviderAction",
  { can, input: saveProviderInput, refreshes: true },
  saveProvider,
);

export const removeProviderAction = action(
  "removeProviderAction",
  { can, input: removeProviderInput, refreshes: true },
  removeProvider,
);

export const requireOnlySsoAction = action(
  "requireOnlySsoAction",
  { can, input: requireSsoInput, refreshes: true },
  requireOnlySso,
);

export const addDomainAction = action(
  "addDomainAction",
  { can, input: addDomainInput, refreshes: true },
  addDomain,
);

export const proveDomainAction = action(
  "proveDomainAction",
  { can, input: domainInput, refreshes: true },
  proveDomain,
);

export const removeDomainAction = action(
  "removeDomainAction",
  { can, input: domainInput, refreshes: true },
  removeDomain,
);

export const findSignInProviderAction = publicAction(
  "findSignInProviderAction",
  { input: findSignInInput },
  findSignInProvider,
);

export const linkIdentityAction = accountAction("linkIdentityAction", { input: noInput }, linkHere);

export const requestLinkMailAction = publicAction(
  "requestLinkMailAction",
  { input: noInput },
  askForLinkMail,
);

export const linkByMailAction = publicAction("linkByMailAction", { input: linkByMailInput }, linkHereByMail);

export const unlinkIdentityAction = accountAction(
  "unlinkIdentityAction",
  { input: unlinkIdentityInput, refreshes: true },
  unlinkIdentity,
);
