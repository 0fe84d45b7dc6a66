import { alertDelivery } from "./alert-delivery";
import { alertDigest } from "./alert-digest";
import { alertNotice } from "./alert-notice";
import { bulkEdit } from "./bulk-edit";
import { fileLook } from "./file-look";
import { purge } from "./purge";
import { syncLook } from "./sync-look";
import { syncRun } from "./sync-run";
import { syncSchedule } from "./sync-schedule";
import { syncSweep } from "./sync-sweep";
import { webhookDeliver } from "./webhook-deliver";
import { webhookSweep } from "./webhook-sweep";

/** Every job function. What is not here is not served, and the local executor does not know it. */
export const functions = [
  syncRun,
  syncLook,
  fileLook,
  syncSchedule,
  syncSweep,
  bulkEdit,
  webhookDeliver,
  webhookSweep,
  purge,
  alertNotice,
  alertDelivery,
  alertDigest,
];
