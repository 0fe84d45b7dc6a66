import type { Metadata } from "next";
import { ChannelsPanel } from "@/components/alerts/channels-panel";
import { DeliveriesTable } from "@/components/alerts/deliveries-table";
import { OrganizationAlerts } from "@/components/alerts/organization-alerts";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Panel } from "@/components/patterns/panel";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { getOrganizationAlerts } from "@/lib/alerts/preferences";
import { pageOrg } from "@/lib/auth/page";
import { listChannels } from "@/lib/channels/channels";
import { listDeliveries } from "@/lib/channels/log";
import { supportContact } from "@/lib/env";
import { mailDelivery } from "@/lib/mail/smtp";
import { DEFAULT_WAYS } from "@/lib/model/alert";
import { may } from "@/lib/permissions";

export const metadata: Metadata = { title: "Alerts" };

const ID = /^[0-9a-f-]{36}$/;

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

/** Who is told what, where, and what became of it. */
export default async function AlertSettingsPage({ params, searchParams }: Props) {
  const { org } = await params;
  const ctx = await pageOrg(org, "audit:view");
  const before = readParam(await searchParams, "page");
  const { choices, digestWeekday } = await getOrganizationAlerts(ctx);
  const { deliveries, next } = await listDeliveries(ctx, {
    before: before && ID.test(before) ? before : null,
  });
  const canEdit = may(ctx, "organization:update");
  const ways = (kind: keyof typeof choices) => choices[kind] ?? DEFAULT_WAYS;
  return (
    <>
      {mailDelivery() === "none" ? (
        <Alert tone="held">
          <AlertTitle>Alerts are not sent by e-mail</AlertTitle>
          <AlertDescription>
            This Rollcall has no mail server. Members get alerts in their inbox, and channels still get
            theirs. Ask {supportContact()} to connect a mail server.
          </AlertDescription>
        </Alert>
      ) : null}
      <ChannelsPanel org={org} channels={await listChannels(ctx)} canEdit={canEdit} />
      <OrganizationAlerts
        org={org}
        canEdit={canEdit}
        digestWeekday={digestWeekday}
        choices={{
          failed: ways("failed"),
          pending: ways("pending"),
          row_errors: ways("row_errors"),
          late: ways("late"),
          host_key: ways("host_key"),
          unreachable: ways("unreachable"),
        }}
      />
      <Panel flush title="Deliveries" description="What was sent to whom, and what became of it.">
        <DeliveriesTable deliveries={deliveries} next={next} />
      </Panel>
    </>
  );
}
