import { getAttention } from "@/lib/alerts/attention";
import { followSync, getFollowing, muteSync } from "@/lib/alerts/follow";
import { countInbox, listInbox, listOpenAlerts, markRead, markRunRead } from "@/lib/alerts/inbox";
import {
  getOrganizationAlerts,
  listPreferences,
  setOrganizationAlerts,
  setPreferences,
} from "@/lib/alerts/preferences";
import { listMailRecipients, readNotice } from "@/lib/alerts/read-notice";
import type { Cases } from "../../support/tenancy/cases";

const CHOICES = { choices: [{ kind: "failed" as const, mail: false, inApp: true }] };
const SETTINGS = { choices: { failed: { mail: false, inApp: true } }, digestWeekday: 1 };
const JOBS = "only jobs and the ends of other verbs call it, with a context of their own";

export const verbs: Cases["verbs"] = {
  evaluateAlerts: { trusted: JOBS },
  tellNow: { trusted: JOBS },
  remindOfPlan: { trusted: JOBS },
  takeOverNotice: { trusted: JOBS },
  readNotice: { outcome: "not_found", call: ({ ws }, { noticeId }) => readNotice(ws, noticeId) },
  listMailRecipients: { outcome: "own", call: ({ ws }, { noticeId }) => listMailRecipients(ws, noticeId) },
  listInbox: { outcome: "own", call: ({ ctx }, { noticeId }) => listInbox(ctx, { before: noticeId }) },
  getAttention: { outcome: "own", call: ({ ctx }) => getAttention(ctx) },
  countInbox: { outcome: "own", call: ({ ctx }) => countInbox(ctx) },
  markRead: { outcome: "own", call: ({ ctx }, { noticeId }) => markRead(ctx, { noticeIds: [noticeId] }) },
  markRunRead: { outcome: "own", call: ({ ws }, { runId }) => markRunRead(ws, { runId }) },
  listOpenAlerts: { outcome: "own", call: ({ ws }) => listOpenAlerts(ws) },
  followSync: { outcome: "not_found", call: ({ ws }, { syncId }) => followSync(ws, { syncId }) },
  muteSync: { outcome: "not_found", call: ({ ws }, { syncId }) => muteSync(ws, { syncId }) },
  getFollowing: { outcome: "own", call: ({ ws }, { syncId }) => getFollowing(ws, { syncId }) },
  listPreferences: { outcome: "own", call: ({ ctx }) => listPreferences(ctx) },
  setPreferences: { outcome: "own", call: ({ ctx }) => setPreferences(ctx, CHOICES) },
  getOrganizationAlerts: { outcome: "own", call: ({ ctx }) => getOrganizationAlerts(ctx) },
  setOrganizationAlerts: { outcome: "own", call: ({ ctx }) => setOrganizationAlerts(ctx, SETTINGS) },
};

export const actions: Cases["actions"] = {
  listInboxAction: { scope: "org", can: "organization:enter", outcome: "own", input: () => ({ limit: 8 }) },
  markReadAction: {
    scope: "org",
    can: "organization:enter",
    outcome: "own",
    input: ({ noticeId }) => ({ noticeIds: [noticeId] }),
  },
  followSyncAction: {
    scope: "workspace",
    can: "sync:view",
    outcome: "not_found",
    input: ({ syncId }) => ({ syncId }),
  },
  muteSyncAction: {
    scope: "workspace",
    can: "sync:view",
    outcome: "not_found",
    input: ({ syncId }) => ({ syncId }),
  },
  setPreferencesAction: { scope: "org", can: "organization:enter", outcome: "own", input: () => CHOICES },
  setOrganizationAlertsAction: {
    scope: "org",
    can: "organization:update",
    outcome: "own",
    input: () => SETTINGS,
  },
};
