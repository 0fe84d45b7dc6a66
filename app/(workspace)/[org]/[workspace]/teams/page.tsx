import { SearchX, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/patterns/empty-state";
import { readListParams, type SearchParams } from "@/components/patterns/list-params";
import { ClearFilters, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { NewTeam } from "@/components/teams/new-team";
import { TeamsTable } from "@/components/teams/teams-table";
import { pageWorkspace } from "@/lib/auth/page";
import { may } from "@/lib/permissions";
import { listTeams } from "@/lib/teams/read";

export const metadata: Metadata = { title: "Teams" };

type Props = {
  params: Promise<{ org: string; workspace: string }>;
  searchParams: Promise<SearchParams>;
};

export default async function TeamsPage({ params, searchParams }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "team:view");
  const { q, page } = readListParams(await searchParams, { sortable: [], defaultSort: "name" });
  const { teams, total } = await listTeams(ctx, { search: q, page });
  const base = `/${org}/${workspace}`;
  const create = may(ctx, "team:create") ? <NewTeam base={base} /> : null;
  const isEmpty = total === 0 && q === "";
  return (
    <Page>
      <PageHeader
        title="Teams"
        description="Groups of users and their managers. Syncs keep teams up to date from the team column of the file. Users you add manually stay."
        actions={isEmpty ? null : create}
      />
      {isEmpty ? null : (
        <ListToolbar>
          <SearchBox label="Search teams" placeholder="Name or alias" />
        </ListToolbar>
      )}
      <TeamsTable
        teams={teams}
        total={total}
        page={page}
        base={base}
        canEdit={may(ctx, "team:update")}
        empty={
          isEmpty ? (
            <EmptyState
              icon={<UsersRound />}
              title="No teams yet"
              description="Map a column of a sync to Team(s): the next run creates the teams in the file. Or create a team and add users manually."
              action={create}
            />
          ) : (
            <EmptyState
              icon={<SearchX />}
              title={q === "" ? "No teams on this page" : `No results for “${q}”`}
              description="Search by the name of a team, or by an alias that files use."
              action={<ClearFilters params={["q", "page"]} />}
            />
          )
        }
      />
    </Page>
  );
}
