import { subDays } from "date-fns";
import { selectDigestOrgs } from "@/lib/channels/deliveries.store";
import { type DigestSync, insertDigests, selectDigestSyncs } from "@/lib/channels/digest.store";
import type { Message } from "@/lib/channels/message";
import { selectOrganizationName } from "@/lib/channels/organization.store";
import type { Ctx } from "@/lib/context";
import { formatNumber } from "@/lib/format/number";
import { listed, plural } from "@/lib/format/plural";
import { plainLine } from "@/lib/mail/mail";
import { mailDelivery } from "@/lib/mail/smtp";
import { ALERT_LABELS } from "@/lib/model/alert-labels";
import type { DeliveryRef } from "@/lib/model/run-ref";
import { type JobDeps, jobDeps, openOrgSystem } from "@/lib/runs/open-run";

const DAYS = 7;
const SYNCS_MAX = 30;

/**
 * Writes down the digests of today, one for each member who follows a sync of an organization that has its digest on this
 * weekday (UTC), and gives what is to be delivered. A digest of a day is written down once.
 */
export async function planDigests(deps: JobDeps = jobDeps()): Promise<DeliveryRef[]> {
  if (mailDelivery() === "none") return [];
  const now = deps.clock();
  const day = now.toISOString().slice(0, 10);
  const refs: DeliveryRef[] = [];
  for (const orgId of await selectDigestOrgs(deps.db, now.getUTCDay() || 7)) {
    const ctx = openOrgSystem({ orgId }, deps);
    const ids = await ctx.db.run((tx) => insertDigests(tx, ctx, day));
    refs.push(...ids.map((deliveryId) => ({ orgId, deliveryId })));
  }
  return refs;
}

/** The week of the syncs that a member follows, in words; null when there are none any more. */
export async function digestMessage(
  ctx: Ctx,
  { accountId, base }: { accountId: string; base: string },
): Promise<Message | null> {
  const since = subDays(ctx.clock(), DAYS);
  const { syncs, place } = await ctx.db.run(async (tx) => ({
    syncs: await selectDigestSyncs(tx, ctx, { accountId, since }),
    place: await selectOrganizationName(tx, ctx),
  }));
  if (syncs.length === 0) return null;
  const total = (pick: (sync: DigestSync) => number) => syncs.reduce((sum, sync) => sum + pick(sync), 0);
  const open = syncs.filter(({ alerts }) => alerts.length > 0);
  const organization = plainLine(place.name);
  return {
    title: `The week of ${organization}: ${open.length === 0 ? "all well" : `${plural(open.length, "sync")} to look at`}`,
    organization,
    lines: [`What ${plural(syncs.length, "sync")} that you follow did in the last ${DAYS} days.`],
    facts: [
      ["Runs", formatNumber(total(({ runs }) => runs))],
      ["Created", formatNumber(total(({ created }) => created))],
      ["Updated", formatNumber(total(({ updated }) => updated))],
      ["Removed", formatNumber(total(({ removed }) => removed))],
    ],
    sections: [
      { title: "To look at", items: open.slice(0, SYNCS_MAX).map(openLine) },
      { title: "Syncs", items: syncs.slice(0, SYNCS_MAX).map(line) },
    ].filter(({ items }) => items.length > 0),
    action: { label: "Open Rollcall", href: new URL(`/${place.slug}`, base).href },
  };
}

const nameOf = ({ name, workspace }: DigestSync) => `${plainLine(name)} in ${plainLine(workspace)}`;

function openLine(sync: DigestSync): string {
  return `${nameOf(sync)}: ${listed(
    sync.alerts.map((kind) => ALERT_LABELS[kind].noun),
    "and",
  )}`;
}

function line(sync: DigestSync): string {
  const { runs, failed, created, updated, removed } = sync;
  if (runs === 0) return `${nameOf(sync)}: no runs`;
  const figures = [
    plural(runs, "run"),
    ...(failed > 0 ? [`${formatNumber(failed)} failed`] : []),
    `${formatNumber(created)} created`,
    `${formatNumber(updated)} updated`,
    `${formatNumber(removed)} removed`,
  ];
  return `${nameOf(sync)}: ${figures.join(", ")}`;
}
