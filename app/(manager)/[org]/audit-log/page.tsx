import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { AuditTable } from "@/components/audit/audit-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { readListParams, readParam, type SearchParams } from "@/components/patterns/list-params";
import { ClearFilters, FilterSelect, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { listAuditEntries } from "@/lib/audit/list";
import { AUDIT_NOUNS, isAuditNoun } from "@/lib/audit/phrases";
import { auditDetails, auditSentence } from "@/lib/audit/sentence";
import { pageOrg } from "@/lib/auth/page";

export const metadata: Metadata = { title: "Audit log" };

const NOUNS = Object.entries(AUDIT_NOUNS).map(([value, label]) => ({ value, label }));

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export default async function AuditLogPage({ params, searchParams }: Props) {
  const ctx = await pageOrg((await params).org, "audit:view");
  const search = await searchParams;
  const { q, page, pageSize } = readListParams(search, { sortable: ["at"], defaultSort: "-at" });
  const noun = readParam(search, "about");
  const filter = { text: q || undefined, targetKind: isAuditNoun(noun) ? noun : undefined };
  const { entries, total } = await listAuditEntries(ctx, { ...filter, page, pageSize });
  const filtered = filter.text !== undefined || filter.targetKind !== undefined;
  return (
    <Page>
      <PageHeader
        title="Audit log"
        description="Who changed what, and when. Nobody can edit or delete entries."
      />
      <ListToolbar>
        <SearchBox label="Search the audit log" />
        <FilterSelect param="about" label="About" options={NOUNS} all="Everything" />
        <ClearFilters params={["q", "about"]} />
      </ListToolbar>
      <AuditTable
        rows={entries.map(({ id, at, actorKind, actorLabel, ...entry }) => ({
          id,
          actorKind,
          actorLabel,
          at: at.toISOString(),
          sentence: auditSentence(entry),
          details: auditDetails(entry),
        }))}
        total={total}
        page={page}
        pageSize={pageSize}
        empty={
          <EmptyState
            icon={<ScrollText />}
            title={filtered ? "No results" : "No entries yet"}
            description={
              filtered
                ? "No entries match these filters. Clear the filters to see all entries."
                : "Every change to Remote Sources, workspaces, syncs and members is recorded here."
            }
          />
        }
      />
    </Page>
  );
}
