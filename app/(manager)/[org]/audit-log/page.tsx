import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { AuditTable } from "@/components/audit/audit-table";
import { CsvLink } from "@/components/audit/csv-link";
import { DayFilter } from "@/components/audit/day-filter";
import { EmptyState } from "@/components/patterns/empty-state";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { ClearFilters, FilterSelect, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { AUDIT_NOUNS } from "@/lib/audit/phrases";
import { listAuditEntries } from "@/lib/audit-log/list";
import { AUDIT_PARAMS, readAuditFilter, readAuditPlace } from "@/lib/audit-log/params";
import { pageOrg } from "@/lib/auth/page";
import { ACTOR_LABELS } from "@/lib/model/actor";
import { listWorkspaceNames } from "@/lib/workspaces/read";

export const metadata: Metadata = { title: "Audit log" };

const options = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export default async function AuditLogPage({ params, searchParams }: Props) {
  const { org } = await params;
  const ctx = await pageOrg(org, "audit:view");
  const search = await searchParams;
  const workspaces = await listWorkspaceNames(ctx);
  const filter = readAuditFilter((name) => readParam(search, name), workspaces);
  const place = readAuditPlace(readParam(search, "page"));
  const { entries, older, newer } = await listAuditEntries(ctx, filter, place);
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <Page>
      <PageHeader
        title="Audit log"
        description="Who changed what, and when. Nobody can edit or delete entries."
        actions={<CsvLink href={`/${org}/audit-log/entries.csv`} />}
      />
      <ListToolbar>
        <SearchBox label="Search the audit log" />
        <FilterSelect param="about" label="About" options={options(AUDIT_NOUNS)} all="Everything" />
        <FilterSelect
          param="workspace"
          label="Workspace"
          options={workspaces.map(({ slug, name }) => ({ value: slug, label: name }))}
          all="All workspaces"
        />
        <FilterSelect param="by" label="By" options={options(ACTOR_LABELS)} all="By anyone" />
        <div className="flex flex-wrap items-center gap-2 max-sm:w-full">
          <DayFilter param="from" label="From" />
          <DayFilter param="to" label="To" />
        </div>
        <ClearFilters params={AUDIT_PARAMS} />
      </ListToolbar>
      <AuditTable
        rows={entries.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }))}
        base={`/${org}`}
        next={older === null ? null : `b${older}`}
        previous={newer === null ? null : `a${newer}`}
        empty={
          <EmptyState
            icon={<ScrollText />}
            title={filtered || place ? "No results" : "No entries yet"}
            description={
              filtered || place
                ? "No entries match these filters. Clear the filters to see all entries."
                : "Every change to Remote Sources, workspaces, syncs and members is recorded here."
            }
          />
        }
      />
    </Page>
  );
}
