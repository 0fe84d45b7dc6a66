import {
  type Chosen,
  deletePreferences,
  type OrganizationAlerts,
  putOrganizationAlerts,
  putPreferences,
  selectOrganizationAlerts,
  selectPreferences,
} from "@/lib/alerts/preferences.store";
import type { AlertPreference } from "@/lib/alerts/views";
import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { accountOf } from "@/lib/model/actor";
import { ALERT_KINDS, DEFAULT_WAYS } from "@/lib/model/alert";

/** Where the member is told of each kind: as they chose, else as the organization says. */
export async function listPreferences(ctx: Ctx): Promise<AlertPreference[]> {
  const accountId = accountOf(ctx.actor);
  return ctx.db.run(async (tx) => {
    const own = accountId ? await selectPreferences(tx, ctx, accountId) : [];
    const { choices } = await selectOrganizationAlerts(tx, ctx);
    return ALERT_KINDS.map((kind) => {
      const chosen = own.find((choice) => choice.kind === kind);
      return { ...(chosen ?? { kind, ...(choices[kind] ?? DEFAULT_WAYS) }), isChosen: chosen !== undefined };
    });
  });
}

/** Sets where the member is told of some kinds; null: as the organization says, for all of them. */
export async function setPreferences(
  ctx: Ctx,
  { choices }: { choices: readonly Chosen[] | null },
): Promise<void> {
  const accountId = accountOf(ctx.actor);
  if (!accountId) throw notFound("This member");
  await ctx.db.run((tx) =>
    choices ? putPreferences(tx, ctx, accountId, choices) : deletePreferences(tx, ctx, accountId),
  );
}

/** What members are told unless they choose for themselves, and on which day the digest is sent. */
export async function getOrganizationAlerts(ctx: Ctx): Promise<OrganizationAlerts> {
  return ctx.db.run((tx) => selectOrganizationAlerts(tx, ctx));
}

/** Sets what members are told unless they choose for themselves. */
export async function setOrganizationAlerts(ctx: Ctx, settings: OrganizationAlerts): Promise<void> {
  await ctx.db.run(async (tx) => {
    const before = await selectOrganizationAlerts(tx, ctx);
    await putOrganizationAlerts(tx, ctx, settings);
    await writeAudit(tx, ctx, {
      action: "organization.update_alerts",
      targetKind: "organization",
      targetId: ctx.orgId,
      targetLabel: null,
      detail: { before, after: settings },
    });
  });
}
