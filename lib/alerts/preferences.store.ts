import { and, eq } from "drizzle-orm";
import { alertPreferences, organizationAlertSettings } from "@/drizzle/schema";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg } from "@/lib/db/scope";
import type { AlertChoices, AlertKind, AlertWays } from "@/lib/model/alert";

export type Chosen = AlertWays & { kind: AlertKind };

export async function selectPreferences(tx: Tx, ctx: Ctx, accountId: string): Promise<Chosen[]> {
  const { kind, mail, inApp } = alertPreferences;
  return tx
    .select({ kind, mail, inApp })
    .from(alertPreferences)
    .where(and(inOrg(alertPreferences, ctx), eq(alertPreferences.accountId, accountId)));
}

export async function putPreferences(
  tx: Tx,
  ctx: Ctx,
  accountId: string,
  chosen: readonly Chosen[],
): Promise<void> {
  for (const { kind, mail, inApp } of chosen) {
    await tx
      .insert(alertPreferences)
      .values({ orgId: ctx.orgId, accountId, kind, mail, inApp })
      .onConflictDoUpdate({
        target: [alertPreferences.orgId, alertPreferences.accountId, alertPreferences.kind],
        set: { mail, inApp },
      });
  }
}

/** Takes a member's own choices away: the organization's count again. */
export async function deletePreferences(tx: Tx, ctx: Ctx, accountId: string): Promise<void> {
  await tx
    .delete(alertPreferences)
    .where(and(inOrg(alertPreferences, ctx), eq(alertPreferences.accountId, accountId)));
}

export type OrganizationAlerts = { choices: AlertChoices; digestWeekday: number | null };

export async function selectOrganizationAlerts(tx: Tx, ctx: Ctx): Promise<OrganizationAlerts> {
  const { choices, digestWeekday } = organizationAlertSettings;
  const [row] = await tx
    .select({ choices, digestWeekday })
    .from(organizationAlertSettings)
    .where(inOrg(organizationAlertSettings, ctx));
  return row ?? { choices: {}, digestWeekday: null };
}

export async function putOrganizationAlerts(tx: Tx, ctx: Ctx, settings: OrganizationAlerts): Promise<void> {
  await tx
    .insert(organizationAlertSettings)
    .values({ orgId: ctx.orgId, ...settings })
    .onConflictDoUpdate({ target: organizationAlertSettings.orgId, set: settings });
}
