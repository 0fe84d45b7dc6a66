import type { Metadata } from "next";
import { Facts } from "@/components/patterns/facts";
import { Panel } from "@/components/patterns/panel";
import { Receipts } from "@/components/personal-data/receipts";
import { RetentionForm } from "@/components/personal-data/retention-form";
import { RETENTION_LABELS } from "@/components/personal-data/retention-labels";
import { pageOrg } from "@/lib/auth/page";
import { plural } from "@/lib/format/plural";
import { KEPT } from "@/lib/model/retention";
import { may } from "@/lib/permissions";
import { listReceipts } from "@/lib/personal-data/read";
import { getRetention } from "@/lib/retention/read";

export const metadata: Metadata = { title: "Personal data" };

/** How long the organization keeps what ends, and the receipts of people who were erased. */
export default async function PersonalDataPage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  const ctx = await pageOrg(org, "audit:view");
  const [days, receipts] = await Promise.all([getRetention(ctx), listReceipts(ctx)]);
  return (
    <div className="grid gap-5">
      <Panel
        title="How long data is kept"
        description="What is older is permanently deleted every night, in all workspaces of this organization."
      >
        {may(ctx, "organization:update") ? (
          <RetentionForm days={days} />
        ) : (
          <Facts
            items={KEPT.map((kept) => ({
              label: RETENTION_LABELS[kept].label.replace(", days", ""),
              value: plural(days[kept], "day"),
            }))}
          />
        )}
      </Panel>
      <Panel
        title="Erased people"
        description="A receipt shows that a person was erased, without naming them. You erase a person on their page in a workspace."
      >
        <Receipts receipts={receipts} base={`/${org}/settings/data/receipts`} />
      </Panel>
    </div>
  );
}
