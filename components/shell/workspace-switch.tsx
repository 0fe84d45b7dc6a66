"use client";

import { Building2, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useLayoutData } from "@/components/shell/layout-context";
import { isWithin, workspaceNav } from "@/components/shell/nav";
import { SwitchChoices } from "@/components/shell/switch-choices";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { cn } from "@/lib/cn";
import { may, withWorkspaceRole } from "@/lib/permissions";

/** The workspace of the menu items below. Switching keeps the current section. */
export function WorkspaceSwitch({ folded }: { folded: boolean }) {
  const { organization, workspace, workspaces, permissions } = useLayoutData();
  const pathname = usePathname();
  const all = `/${organization.slug}/workspaces`;
  /** Where the section can't be opened in the other workspace, its first page. */
  function hrefTo(slug: string, section: string) {
    const role = workspaces.find((other) => other.slug === slug)?.role;
    const items = workspaceNav(organization.slug, slug, withWorkspaceRole(permissions, role));
    const href = `/${organization.slug}/${slug}/${section}`;
    const opens = items.some((group) => group.items.some((item) => isWithin(href, item.href)));
    return opens ? href : `/${organization.slug}/${slug}`;
  }

  if (!workspace) {
    if (folded) return null;
    return (
      <p className="px-2.5 text-pretty text-muted-foreground text-sm">
        No workspace yet.{" "}
        {may({ permissions }, "workspace:create") ? (
          <Link href={all} className="text-primary underline-offset-4 hover:underline">
            Create one
          </Link>
        ) : null}
      </p>
    );
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Workspace ${workspace.name}. Switch workspace`}
        className="mb-1 flex h-8 w-full items-center gap-2.5 rounded-md border bg-background px-2.5 text-left text-sm transition-colors hover:bg-accent focus-visible:outline-offset-[-2px] data-[state=open]:bg-accent max-md:h-11"
      >
        <Building2
          className={cn("size-4 shrink-0 text-muted-foreground", !folded && "hidden")}
          aria-hidden="true"
        />
        {folded ? null : (
          <>
            <span className="min-w-0 flex-1 truncate font-medium">{workspace.name}</span>
            <ChevronsUpDown className="size-3.5 shrink-0 text-faint" aria-hidden="true" />
          </>
        )}
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-h-96 w-56">
        <SwitchChoices
          label="Workspaces"
          items={workspaces}
          current={workspace.slug}
          hrefOf={(slug) => hrefTo(slug, sectionOf(pathname, workspace.slug))}
        />
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href={all}>All workspaces</Link>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** The current section. A single user, sync or run leads to its list, because ids differ between workspaces. */
function sectionOf(pathname: string, workspace: string): string {
  const [, , here, section, page] = pathname.split("/");
  if (here !== workspace || !section) return "users";
  return section === "settings" ? `settings/${page ?? "fields"}` : section;
}
