import { subDays } from "date-fns";
import { selectDigestOrgs } from "@/lib/channels/deliveries.store";
import { type DigestSync, insertDigests, selectDigestSyncs } from "@/lib/channels/digest.store";
import { type Message, nouns } from "@/lib/channels/message";
import { selectOrganizationName } from "@/lib/channels/organization.store";
import type { Ctx } from "@/lib/context";
import { named } from "@/lib/mail/mail";
import { mailDelivery } from "@/lib/mail/smtp";
import { type MailTexts, mailTexts } from "@/lib/messages/texts";
import type { Locale } from "@/lib/model/locale";
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

type Reading = { accountId: string; base: string; locale: Locale };

/** The week of the syncs that a member follows, in words; null when there are none any more. */
export async function digestMessage(ctx: Ctx, { accountId, base, locale }: Reading): Promise<Message | null> {
  const since = subDays(ctx.clock(), DAYS);
  const { syncs, place } = await ctx.db.run(async (tx) => ({
    syncs: await selectDigestSyncs(tx, ctx, { accountId, since }),
    place: await selectOrganizationName(tx, ctx),
  }));
  return syncs.length === 0 ? null : digestOf(syncs, { place, base, locale });
}

type Place = { name: string; slug: string };

/** The same of what was read. */
export function digestOf(
  syncs: readonly DigestSync[],
  { place, base, locale }: { place: Place; base: string; locale: Locale },
): Message {
  const t = mailTexts(locale);
  const total = (of: "runs" | "created" | "updated" | "removed") =>
    [t(`digest.facts.${of}`), syncs.reduce((sum, sync) => sum + sync[of], 0).toLocaleString(locale)] as const;
  const open = syncs.filter(({ alerts }) => alerts.length > 0);
  const organization = named(place.name);
  return {
    title:
      open.length === 0
        ? t("digest.titleWell", { organization })
        : t("digest.titleOpen", { organization, count: open.length }),
    organization,
    lines: [t("digest.intro", { count: syncs.length, days: DAYS })],
    facts: [total("runs"), total("created"), total("updated"), total("removed")],
    sections: [
      {
        title: t("digest.open"),
        items: open
          .slice(0, SYNCS_MAX)
          .map((sync) => `${nameOf(sync, t)}: ${nouns(sync.alerts, { t, locale })}`),
      },
      { title: t("digest.syncs"), items: syncs.slice(0, SYNCS_MAX).map((sync) => line(sync, t)) },
    ].filter(({ items }) => items.length > 0),
    action: { label: t("digest.action"), href: new URL(`/${place.slug}`, base).href },
  };
}

function nameOf({ name, workspace }: DigestSync, t: MailTexts): string {
  return t("digest.place", { sync: named(name), workspace: named(workspace) });
}

function line(sync: DigestSync, t: MailTexts): string {
  const { runs, failed, created, updated, removed } = sync;
  if (runs === 0) return `${nameOf(sync, t)}: ${t("digest.noRuns")}`;
  const figures = [
    t("digest.runs", { count: runs }),
    ...(failed > 0 ? [t("digest.failed", { count: failed })] : []),
    t("digest.created", { count: created }),
    t("digest.updated", { count: updated }),
    t("digest.removed", { count: removed }),
  ];
  return `${nameOf(sync, t)}: ${figures.join(", ")}`;
}
