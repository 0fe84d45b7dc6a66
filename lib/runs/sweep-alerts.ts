import { subDays } from "date-fns";
import { evaluateAlerts, remindOfPlan } from "@/lib/alerts/evaluate";
import { sendAlertsNoticed } from "@/lib/jobs/send";
import { REMINDER_DAYS } from "@/lib/model/alert";
import { alertsToRemind, signalledSyncs, unhandedNotices } from "@/lib/runs/alerts.store";
import { type JobDeps, jobDeps, openSystem } from "@/lib/runs/open-run";

const SYNCS_MAX = 1_000;
const REMINDERS_MAX = 500;
const NOTICES_MAX = 500;
/** Younger than this, its event is most likely just on its way. */
const ON_ITS_WAY_MS = 2 * 60_000;
/** So often one that was not taken over is asked for again. */
const AGAIN_MS = 10 * 60_000;
/** What nobody could be told in so long is not told any more: the inbox has it. */
const GIVEN_UP_DAYS = 3;

/**
 * Evaluates every sync that something has happened to since it was evaluated, reminds of plans that have been pending for
 * days, and asks again for notices whose event was lost.
 */
export async function sweepAlerts(
  deps: JobDeps = jobDeps(),
): Promise<{ notices: number; reminders: number; resent: number }> {
  const now = deps.clock();
  let notices = 0;
  for (const ref of await signalledSyncs(deps.db, SYNCS_MAX)) {
    const { noticeIds } = await evaluateAlerts(openSystem(ref, deps), ref.syncId);
    notices += noticeIds.length;
  }
  let reminders = 0;
  const before = subDays(now, REMINDER_DAYS);
  for (const { alertId, ...ref } of await alertsToRemind(deps.db, before, REMINDERS_MAX)) {
    const { noticeId } = await remindOfPlan(openSystem(ref, deps), { alertId, before });
    if (noticeId) reminders += 1;
  }
  const lost = { after: subDays(now, GIVEN_UP_DAYS), before: new Date(now.getTime() - ON_ITS_WAY_MS) };
  const refs = await unhandedNotices(deps.db, lost, NOTICES_MAX);
  await sendAlertsNoticed(refs, Math.floor(now.getTime() / AGAIN_MS));
  if (notices + reminders > 0) deps.log.info("alert.sweep", { notices, reminders, resent: refs.length });
  return { notices, reminders, resent: refs.length };
}
