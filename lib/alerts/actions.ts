"use server";

import { action, workspaceAction } from "@/lib/action";
import { followSync, muteSync } from "@/lib/alerts/follow";
import { listInbox, markRead } from "@/lib/alerts/inbox";
import { setOrganizationAlerts, setPreferences } from "@/lib/alerts/preferences";
import {
  followInput,
  listInboxInput,
  markReadInput,
  organizationAlertsInput,
  preferencesInput,
} from "@/lib/alerts/schema";

export const listInboxAction = action(
  "listInboxAction",
  { can: "organization:enter", input: listInboxInput },
  listInbox,
);

export const markReadAction = action(
  "markReadAction",
  { can: "organization:enter", input: markReadInput, refreshes: true },
  markRead,
);

export const followSyncAction = workspaceAction(
  "followSyncAction",
  { can: "sync:view", input: followInput, refreshes: true },
  followSync,
);

export const muteSyncAction = workspaceAction(
  "muteSyncAction",
  { can: "sync:view", input: followInput, refreshes: true },
  muteSync,
);

export const setPreferencesAction = action(
  "setPreferencesAction",
  { can: "organization:enter", input: preferencesInput, refreshes: true },
  setPreferences,
);

export const setOrganizationAlertsAction = action(
  "setOrganizationAlertsAction",
  { can: "organization:update", input: organizationAlertsInput, refreshes: true },
  setOrganizationAlerts,
);
