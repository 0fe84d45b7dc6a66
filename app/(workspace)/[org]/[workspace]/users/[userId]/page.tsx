import { Pencil } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { UserListsPanel } from "@/components/lists/user-lists-panel";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { DataPanel } from "@/components/personal-data/data-panel";
import { ViewAsButton } from "@/components/portal/view-as-button";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { HistoryPaging } from "@/components/users/history-paging";
import { RemoveUserButton } from "@/components/users/remove-user-button";
import { RemovedBanner } from "@/components/users/removed-banner";
import { SourceBadge } from "@/components/users/source-badge";
import { UserContact } from "@/components/users/user-contact";
import { UserFields } from "@/components/users/user-fields";
import { UserHistory } from "@/components/users/user-history";
import { UserOrigin } from "@/components/users/user-origin";
import { UserTeams } from "@/components/users/user-teams";
import { pageWorkspace } from "@/lib/auth/page";
import { listFields } from "@/lib/fields/read";
import { listPastFields } from "@/lib/fields/type-change/read";
import { fullName } from "@/lib/format/person";
import { listUserMemberships } from "@/lib/lists/memberships";
import { may } from "@/lib/permissions";
import { findNamingSync } from "@/lib/personal-data/read";
import { teamsInHistory } from "@/lib/teams/as-fields";
import { listTeamNames } from "@/lib/teams/read";
import { readHistoryPlace } from "@/lib/users/history-place";
import { readUserId } from "@/lib/users/ids";
import { listUserHistory } from "@/lib/users/list-history";
import { findFirstSeen, findUser } from "@/lib/users/read";
import { roleLabel } from "@/lib/users/roles";
import { listTeamsOfUser } from "@/lib/users/teams/of-user";

export const metadata: Metadata = { title: "User" };

type Props = {
  params: Promise<{ org: string; workspace: string; userId: string }>;
  searchParams: Promise<SearchParams>;
};

export default async function UserPage({ params, searchParams }: Props) {
  const { org, workspace, userId } = await params;
  const ctx = await pageWorkspace(org, workspace, "user:view");
  const id = readUserId(userId);
  const user = id === null ? null : await findUser(ctx, { id });
  if (!user) notFound();
  const place = readHistoryPlace(readParam(await searchParams, "before"));
  const [fields, past, firstSeen, { events, older }, names, teams, memberships, namedBy] = await Promise.all([
    listFields(ctx),
    listPastFields(ctx),
    findFirstSeen(ctx, user),
    listUserHistory(ctx, user, place),
    listTeamNames(ctx),
    listTeamsOfUser(ctx, user),
    listUserMemberships(ctx, { userId: user.id }),
    findNamingSync(ctx, user),
  ]);
  const newest = place ? (await listUserHistory(ctx, user)).events : events;
  const base = `/${org}/${workspace}`;
  const name = fullName(user.firstName, user.lastName) || user.email;
  const isActive = user.state === "active";
  return (
    <Page>
      <PageHeader
        title={name}
        description={name === user.email ? undefined : user.email}
        back={{ href: `${base}/users`, label: "Users" }}
        meta={
          <>
            <Badge>{roleLabel(user.role)}</Badge>
            <SourceBadge source={user.source} />
            {isActive ? null : <Badge variant="danger">Removed</Badge>}
          </>
        }
        actions={
          isActive ? (
            <>
              {may(ctx, "portal:view_as") ? <ViewAsButton userId={user.id} /> : null}
              {may(ctx, "user:remove") ? (
                <RemoveUserButton user={{ id: user.id, name, syncName: user.source?.syncName ?? null }} />
              ) : null}
              {may(ctx, "user:update") ? (
                <Button asChild>
                  <Link href={`${base}/users/${user.id}/edit`}>
                    <Pencil aria-hidden="true" />
                    Edit
                  </Link>
                </Button>
              ) : null}
            </>
          ) : null
        }
      />
      {user.removedAt && user.purgeAt ? (
        <RemovedBanner
          id={user.id}
          name={name}
          removedAt={user.removedAt.toISOString()}
          purgeAt={user.purgeAt.toISOString()}
          syncName={user.source?.syncName ?? null}
          canRestore={may(ctx, "user:remove")}
        />
      ) : null}
      <div className="grid items-start gap-5 lg:grid-cols-[1fr_22rem]">
        <div className="grid gap-5">
          <Panel title="Contact">
            <UserContact user={user} />
          </Panel>
          <Panel title="Profile fields" flush>
            <UserFields user={user} fields={fields} settingsHref={`${base}/settings/fields`} />
          </Panel>
          <UserTeams
            teams={teams}
            events={newest}
            syncName={user.source?.syncName ?? null}
            removed={!isActive}
            base={base}
          />
          <UserListsPanel memberships={memberships} base={base} removed={!isActive} />
        </div>
        <div className="grid gap-5">
          <Panel title="Source">
            <UserOrigin user={user} firstSeen={firstSeen} base={base} />
          </Panel>
          {may(ctx, "user:export") || may(ctx, "user:erase") ? (
            <DataPanel
              user={{ id: user.id, name, email: user.email }}
              namedBy={namedBy}
              href={`${base}/users/${user.id}`}
              canExport={may(ctx, "user:export")}
              canErase={may(ctx, "user:erase")}
            />
          ) : null}
        </div>
      </div>
      <Panel
        title="History"
        description="Every change by a run or a member, newest first."
        footer={
          older || place ? (
            <HistoryPaging href={`${base}/users/${user.id}`} older={older} isFirst={!place} />
          ) : null
        }
      >
        <UserHistory events={events} fields={[...fields, ...past, ...teamsInHistory(names)]} base={base} />
      </Panel>
    </Page>
  );
}
