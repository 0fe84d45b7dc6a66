import { AlertTriangle } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DayTime } from "@/components/patterns/day-time";
import { Facts } from "@/components/patterns/facts";
import { Panel } from "@/components/patterns/panel";
import { REMOVED_LABELS } from "@/components/personal-data/receipt-labels";
import { pageOrg } from "@/lib/auth/page";
import { isAppError } from "@/lib/errors";
import { formatNumber } from "@/lib/format/number";
import { getReceipt } from "@/lib/personal-data/read";
import { isReceiptId } from "@/lib/personal-data/schema";

export const metadata: Metadata = { title: "Receipt" };

type Props = { params: Promise<{ org: string; receiptId: string }> };

/** What was deleted of a person who was erased, by whom and when. */
export default async function ReceiptPage({ params }: Props) {
  const { org, receiptId } = await params;
  const ctx = await pageOrg(org, "audit:view");
  if (!isReceiptId(receiptId)) notFound();
  const receipt = await getReceipt(ctx, { id: receiptId }).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  });
  const { id, at, workspaceName, userId, erasedByLabel, wasInFile, addressHash, removed, remaining } =
    receipt;
  return (
    <div className="grid gap-5">
      <p className="text-sm">
        <Link href={`/${org}/settings/data`} className="text-muted-foreground underline underline-offset-4">
          Personal data
        </Link>
      </p>
      <Panel title="Receipt of an erased person">
        <Facts
          items={[
            { label: "Receipt", value: id, mono: true },
            { label: "Erased", value: <DayTime at={at} /> },
            { label: "By", value: erasedByLabel },
            { label: "Workspace", value: workspaceName },
            { label: "User number", value: String(userId), mono: true },
            { label: "Named by the last file", value: wasInFile ? "Yes, and confirmed" : "No" },
            { label: "Hash", value: addressHash, mono: true },
          ]}
        />
        <p className="mt-3 text-muted-foreground text-xs">
          The hash is the SHA-256 of this receipt's number, a colon and the person's e-mail address in lower
          case. With the address you can show that this receipt is about it; without it the hash says nothing.
        </p>
      </Panel>
      {remaining.length > 0 ? (
        <Panel title="Not deleted">
          <ul className="grid gap-2 text-sm">
            {remaining.map((sentence) => (
              <li key={sentence} className="flex gap-2">
                <AlertTriangle className="mt-0.5 size-4 shrink-0 text-held" aria-hidden="true" />
                <span>{sentence}</span>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      <Panel title="Deleted">
        <Facts
          columns={3}
          items={Object.entries(REMOVED_LABELS).flatMap(([what, label]) => {
            const count = removed[what] ?? 0;
            return count > 0 ? [{ label, value: formatNumber(count) }] : [];
          })}
        />
      </Panel>
    </div>
  );
}
