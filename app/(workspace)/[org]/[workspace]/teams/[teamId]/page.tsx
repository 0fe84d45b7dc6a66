import { SearchX, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { EmptyState } from "@/components/patterns/empty-state";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { ClearFilters, FilterSelect, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { AddTeamUsers } from "@/components/teams/add-team-users";
import { TeamActions } from "@/components/teams/team-actions";
import { TeamFacts } from "@/components/teams/team-facts";
import { TeamUsersTable } from "@/components/teams/team-users-table";
import { TabLinks } from "@/components/ui/tab-links";
import { pageWorkspace } from "@/lib/auth/page";
import { plural } from "@/lib/format/plural";
import { may } from "@/lib/permissions";
import { findTeam } from "@/lib/teams/read";
import { readUserId } from "@/lib/users/ids";
import { readCursor } from "@/lib/users/query";
import { listTeamUsers } from "@/lib/users/teams/list-users";

export const metadata: Metadata = { title: "Team" };

type Props = {
  params: Promise<{ org: string; workspace: string; teamId: string }>;
  searchParams: Promise<SearchParams>;
};

export default async function TeamPage({ params, searchParams }: Props) {
  const { org, workspace, teamId } = await params;
  const ctx = await pageWorkspace(org, workspace, "team:view");
  const id = readUserId(teamId);
  const team = id === null ? null : await findTeam(ctx, { id });
  if (!team) notFound();
  const asked = await searchParams;
  const role = readParam(asked, "tab") === "managers" ? "manager" : "member";
  const search = readParam(asked, "q");
  const from = readParam(asked, "from");
  const origin = from === "file" || from === "hand" ? from : null;
  const cursor = readCursor(readParam(asked, "page"));
  const page = await listTeamUsers(ctx, { id: team.id, role, search, origin, cursor });
  const base = `/${org}/${workspace}`;
  const here = `${base}/teams/${team.id}`;
  const size = role === "member" ? team.members : team.managers;
  const canEdit = may(ctx, "team:update");
  const add = canEdit ? <AddTeamUsers team={team} role={role} /> : null;
  const isNarrowed = search !== "" || origin !== null;
  return (
    <Page>
      <PageHeader
        title={team.name}
        back={{ href: `${base}/teams`, label: "Teams" }}
        actions={
          <>
            <TeamActions team={team} base={base} canEdit={canEdit} canDelete={may(ctx, "team:delete")} />
            {size.all > 0 ? add : null}
          </>
        }
      />
      <TeamFacts team={team} base={base} />
      <TabLinks
        label="People in the team"
        items={[
          { href: here, label: "Members", count: team.members.all },
          { href: `${here}?tab=managers`, label: "Managers", count: team.managers.all },
        ]}
      />
      {size.all > 0 ? (
        <ListToolbar
          right={
            role === "member" ? (
              <Link
                href={`${base}/users?${new URLSearchParams({ filter: JSON.stringify([{ on: "team", op: "in", teamIds: [team.id] }]) })}`}
                className="text-primary text-sm underline-offset-4 hover:underline"
              >
                Show in Users
              </Link>
            ) : null
          }
        >
          <SearchBox label="Search this team" placeholder="Name, e-mail or ID" />
          <FilterSelect
            param="from"
            label="Source"
            all="All sources"
            options={[
              { value: "file", label: "From a sync" },
              { value: "hand", label: "Manual" },
            ]}
          />
          <ClearFilters params={["q", "from"]} />
        </ListToolbar>
      ) : null}
      <TeamUsersTable
        {...page}
        teamId={team.id}
        role={role}
        total={isNarrowed ? "" : plural(size.all, role)}
        base={base}
        canEdit={canEdit}
        empty={
          isNarrowed && size.all > 0 ? (
            <EmptyState
              icon={<SearchX />}
              title={search === "" ? "No results" : `No results for “${search}”`}
              description={`The team has ${plural(size.all, role)}.`}
              action={<ClearFilters params={["q", "from", "page"]} />}
            />
          ) : (
            <EmptyState
              icon={<UsersRound />}
              title={role === "member" ? "No members yet" : "No managers yet"}
              description={
                role === "member"
                  ? "Syncs add users to this team when the team column of the file has its name or one of its aliases."
                  : "Add managers here, or with a managers file. Managers see the members of their teams in the portal."
              }
              action={add}
            />
          )
        }
      />
    </Page>
  );
}
