"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useLayoutData } from "@/components/shell/layout-context";
import { isWithin, managerNav, type NavItem, workspaceNav } from "@/components/shell/nav";
import { OrganizationSwitch } from "@/components/shell/organization-switch";
import { WorkspaceSwitch } from "@/components/shell/workspace-switch";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";
import type { Marks } from "@/lib/alerts/attention";
import { cn } from "@/lib/cn";

type Props = { folded: boolean; onNavigate?: () => void };

/** Navigation: the Account Manager, then the current workspace. */
export function SideMenu({ folded, onNavigate }: Props) {
  const { organization, attention, workspace, permissions, permissionsThere } = useLayoutData();
  const groups = workspace ? workspaceNav(organization.slug, workspace.slug, permissionsThere) : [];
  return (
    <nav
      aria-label="Main"
      className="flex h-full flex-col gap-4 overflow-y-auto p-2 [scrollbar-width:none] max-md:pb-6"
    >
      <OrganizationSwitch folded={folded} />
      <div className="grid gap-px">
        <GroupLabel folded={folded}>Account Manager</GroupLabel>
        <Items items={managerNav(organization.slug, permissions)} folded={folded} onNavigate={onNavigate} />
      </div>
      <div className="grid gap-px">
        <GroupLabel folded={folded}>Workspace</GroupLabel>
        <WorkspaceSwitch folded={folded} />
        {groups.map((group) => (
          <div key={group.label} className="grid gap-px">
            {group.label ? (
              <GroupLabel folded={folded} className="mt-3">
                {group.label}
              </GroupLabel>
            ) : null}
            <Items
              items={group.items}
              marks={workspace ? attention.marks[workspace.slug] : undefined}
              folded={folded}
              onNavigate={onNavigate}
            />
          </div>
        ))}
      </div>
    </nav>
  );
}

function GroupLabel({
  folded,
  className,
  children,
}: {
  folded: boolean;
  className?: string;
  children: string;
}) {
  if (folded) return <div aria-hidden="true" className={cn("mx-2 mb-2 h-px bg-border", className)} />;
  return <p className={cn("px-2 pb-1 font-medium text-muted-foreground text-xs", className)}>{children}</p>;
}

function Items({ items, marks, folded, onNavigate }: { items: NavItem[]; marks?: Marks } & Props) {
  const pathname = usePathname();
  return (
    <ul className="grid gap-px">
      {items.map((item) => (
        <li key={item.href}>
          <Item
            item={item}
            mark={item.mark ? (marks?.[item.mark] ?? 0) : 0}
            current={item.exact ? pathname === item.href : isWithin(pathname, item.href)}
            folded={folded}
            onNavigate={onNavigate}
          />
        </li>
      ))}
    </ul>
  );
}

type ItemProps = { item: NavItem; mark: number; current: boolean } & Props;

function Item({ item, mark, current, folded, onNavigate }: ItemProps) {
  const Icon = item.icon;
  const link = (
    <Link
      href={item.href}
      onClick={onNavigate}
      aria-current={current ? "page" : undefined}
      aria-label={folded ? item.label : undefined}
      aria-description={mark > 0 ? `${mark} to look at` : undefined}
      className={cn(
        "relative flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm transition-colors focus-visible:outline-offset-[-2px] max-md:h-11 max-md:text-base",
        current
          ? "bg-accent font-medium text-foreground"
          : "text-muted-foreground hover:bg-accent hover:text-foreground",
      )}
    >
      <Icon className={cn("size-4 shrink-0", current && "text-primary")} aria-hidden="true" />
      {folded ? null : item.label}
      {mark > 0 ? (
        <span
          aria-hidden="true"
          className={cn(
            "rounded-full bg-held-soft text-held text-xs tabular-nums",
            folded ? "absolute top-1 right-1 size-2 bg-held-fill" : "ml-auto min-w-5 px-1.5 text-center",
          )}
        >
          {folded ? null : mark}
        </span>
      ) : null}
    </Link>
  );
  if (!folded) return link;
  return (
    <Tooltip>
      <TooltipTrigger asChild>{link}</TooltipTrigger>
      <TooltipContent side="right">{item.label}</TooltipContent>
    </Tooltip>
  );
}
