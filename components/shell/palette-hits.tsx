"use client";

import { ClockAlert, History, ListFilter, RefreshCw, UserRound, UsersRound } from "lucide-react";
import { useLayoutData } from "@/components/shell/layout-context";
import { useWorkspaceHits } from "@/components/shell/use-workspace-hits";
import { Badge } from "@/components/ui/badge";
import { CommandEmpty, CommandGroup, CommandItem } from "@/components/ui/command";
import { Spinner } from "@/components/ui/spinner";

type Props = { text: string; go: (href: string) => void };

/** Results from the server. The typed text is each item's keyword, so that the palette's filter keeps it. */
export function PaletteHits({ text, go }: Props) {
  const { organization, workspace } = useLayoutData();
  const { hits, searching } = useWorkspaceHits(organization.slug, workspace?.slug ?? null, text);
  const base = `/${organization.slug}/${workspace?.slug}`;
  const keywords = [text];
  return (
    <>
      <CommandEmpty>
        {searching ? (
          <span className="inline-flex items-center gap-2">
            <Spinner /> Searching
          </span>
        ) : (
          <>
            No results for “{text.trim()}”. Search for users by the start of their name or e-mail address, or
            by their ID.
          </>
        )}
      </CommandEmpty>
      {hits.users.length > 0 ? (
        <CommandGroup heading={`Users in ${workspace?.name}`}>
          {hits.users.map((user) => (
            <CommandItem
              key={user.id}
              value={`user ${user.id}`}
              keywords={keywords}
              onSelect={() => go(`${base}/users/${user.id}`)}
            >
              <UserRound aria-hidden="true" />
              <span className="truncate">{user.name}</span>
              <span className="truncate text-muted-foreground">{user.email}</span>
              {user.removed ? (
                <Badge variant="danger" className="ml-auto">
                  Removed
                </Badge>
              ) : null}
            </CommandItem>
          ))}
        </CommandGroup>
      ) : null}
      {hits.teams.length + hits.lists.length > 0 ? (
        <CommandGroup heading={`Teams and lists in ${workspace?.name}`}>
          {hits.teams.map((team) => (
            <CommandItem
              key={`team-${team.id}`}
              value={`team ${team.id}`}
              keywords={keywords}
              onSelect={() => go(`${base}/teams/${team.id}`)}
            >
              <UsersRound aria-hidden="true" />
              <span className="truncate">{team.name}</span>
              <span className="text-muted-foreground">Team</span>
            </CommandItem>
          ))}
          {hits.lists.map((list) => (
            <CommandItem
              key={`list-${list.id}`}
              value={`list ${list.id}`}
              keywords={keywords}
              onSelect={() => go(`${base}/lists/${list.id}`)}
            >
              <ListFilter aria-hidden="true" />
              <span className="truncate">{list.name}</span>
              <span className="text-muted-foreground">User list</span>
            </CommandItem>
          ))}
        </CommandGroup>
      ) : null}
      {hits.syncs.length + hits.runs.length > 0 ? (
        <CommandGroup heading={`Syncs in ${workspace?.name}`}>
          {hits.syncs.map((sync) => (
            <CommandItem
              key={sync.id}
              value={`sync ${sync.id}`}
              keywords={keywords}
              onSelect={() => go(`${base}/syncs/${sync.id}`)}
            >
              <RefreshCw aria-hidden="true" />
              <span className="truncate">{sync.name}</span>
              {sync.path ? <span className="truncate text-muted-foreground">{sync.path}</span> : null}
              {sync.lateSince ? (
                <Badge variant="held">
                  <ClockAlert aria-hidden="true" />
                  Late
                </Badge>
              ) : null}
            </CommandItem>
          ))}
          {hits.runs.map((run) => (
            <CommandItem
              key={run.id}
              value={`run ${run.id}`}
              keywords={keywords}
              onSelect={() => go(`${base}/runs/${run.id}`)}
            >
              <History aria-hidden="true" />
              <span className="truncate">Run {run.id}</span>
            </CommandItem>
          ))}
        </CommandGroup>
      ) : null}
    </>
  );
}
