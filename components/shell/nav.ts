import {
  Building2,
  DoorOpen,
  FileText,
  FileUp,
  History,
  LayoutDashboard,
  ListFilter,
  ListTree,
  type LucideIcon,
  Plug,
  RefreshCw,
  ScrollText,
  Server,
  Settings,
  UserRoundCog,
  Users,
  UsersRound,
} from "lucide-react";
import type { Marks } from "@/lib/alerts/attention";
import { may, type Permission } from "@/lib/permissions";

export type NavItem = {
  label: string;
  href: string;
  icon: LucideIcon;
  can: Permission;
  /** The letter that opens it after `g`. */
  key: string;
  /** Whether pages below its own are other places. */
  exact?: boolean;
  /** Which mark it shows. */
  mark?: keyof Marks;
};

type NavGroup = { label: string; items: NavItem[] };

/** The menu items of the organization for someone with these permissions in it. */
export function managerNav(org: string, permissions: ReadonlySet<Permission>): NavItem[] {
  return allowed(permissions, [
    {
      ...{ label: "Overview", href: `/${org}`, icon: LayoutDashboard, can: "organization:enter", key: "v" },
      exact: true,
    },
    {
      label: "Remote Sources",
      href: `/${org}/remote-sources`,
      icon: Server,
      can: "remote_source:view",
      key: "r",
    },
    { label: "Workspaces", href: `/${org}/workspaces`, icon: Building2, can: "organization:enter", key: "w" },
    { label: "Members", href: `/${org}/members`, icon: UserRoundCog, can: "member:view", key: "m" },
    { label: "Audit log", href: `/${org}/audit-log`, icon: ScrollText, can: "audit:view", key: "a" },
    { label: "Settings", href: `/${org}/settings`, icon: Settings, can: "organization:view", key: "o" },
  ]);
}

/** The menu items of a workspace for someone with these permissions in it: the daily pages, then the settings. */
export function workspaceNav(
  org: string,
  workspace: string,
  permissions: ReadonlySet<Permission>,
): NavGroup[] {
  const base = `/${org}/${workspace}`;
  return [
    {
      label: "",
      items: allowed(permissions, [
        { label: "Users", href: `${base}/users`, icon: Users, can: "user:view", key: "u" },
        { label: "User lists", href: `${base}/lists`, icon: ListFilter, can: "list:view", key: "l" },
        { label: "Teams", href: `${base}/teams`, icon: UsersRound, can: "team:view", key: "t" },
        { label: "Pages", href: `${base}/pages`, icon: FileText, can: "page:view", key: "b" },
        { label: "Syncs", href: `${base}/syncs`, icon: RefreshCw, can: "sync:view", key: "s", mark: "syncs" },
        { label: "Upload CSV", href: `${base}/upload`, icon: FileUp, can: "run:start", key: "c" },
        { label: "Runs", href: `${base}/runs`, icon: History, can: "run:view", key: "h", mark: "runs" },
      ]),
    },
    {
      label: "Settings",
      items: allowed(permissions, [
        {
          label: "Profile fields",
          href: `${base}/settings/fields`,
          icon: ListTree,
          can: "field:view",
          key: "p",
        },
        {
          label: "Workspace members",
          href: `${base}/settings/members`,
          icon: UserRoundCog,
          can: "workspace_member:view",
          key: "e",
        },
        {
          label: "Portal",
          href: `${base}/settings/portal`,
          icon: DoorOpen,
          can: "page:update",
          key: "d",
        },
        {
          label: "Integrations",
          href: `${base}/settings/integrations`,
          icon: Plug,
          can: "sync:view",
          key: "i",
        },
      ]),
    },
  ];
}

/** Whether the path is the item's page or below it. */
export function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}

function allowed(permissions: ReadonlySet<Permission>, items: NavItem[]): NavItem[] {
  return items.filter((item) => may({ permissions }, item.can));
}
