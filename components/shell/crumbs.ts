import type { FrameView } from "@/lib/organizations/get-layout-data";

type Crumb = { label: string; href: string };

const MANAGER: Readonly<Record<string, string>> = {
  "remote-sources": "Remote Sources",
  workspaces: "Workspaces",
  members: "Members",
  "audit-log": "Audit log",
  settings: "Settings",
  inbox: "Inbox",
  "settings/sign-in": "Sign-in",
  "settings/alerts": "Alerts",
  "settings/webhooks": "Webhooks",
  "settings/data": "Personal data",
  "settings/tokens": "API tokens",
};

/** What a page below one of these is called, whatever the title above its tabs says. */
const ONE_OF: Readonly<Record<string, string>> = {
  "settings/webhooks": "Webhook",
  "settings/data/receipts": "Receipt",
};

const WORKSPACE: Readonly<Record<string, string>> = {
  users: "Users",
  pages: "Pages",
  syncs: "Syncs",
  upload: "Upload CSV",
  runs: "Runs",
  "settings/fields": "Profile fields",
  "settings/members": "Workspace members",
  "settings/portal": "Portal",
  "settings/integrations": "Integrations",
};

/**
 * The breadcrumbs of a URL: the area or workspace, its section, then the labels that the pages registered.
 * Parts that are not a page, or have no label yet, are left out.
 */
export function crumbsFor(
  pathname: string,
  frame: Pick<FrameView, "organization" | "workspaces">,
  labels: ReadonlyMap<string, string>,
): Crumb[] {
  const [org = "", second = "", ...rest] = pathname.split("/").filter(Boolean);
  if (second in MANAGER) {
    const root = { label: "Account Manager", href: `/${org}` };
    return [root, ...walk(`/${org}`, [second, ...rest], MANAGER, labels)];
  }
  const workspace = frame.workspaces.find(({ slug }) => slug === second);
  if (!workspace) return [{ label: frame.organization.name, href: `/${org}` }];
  const base = `/${org}/${second}`;
  return [{ label: workspace.name, href: base }, ...walk(base, rest, WORKSPACE, labels)];
}

function walk(
  base: string,
  parts: readonly string[],
  sections: Readonly<Record<string, string>>,
  labels: ReadonlyMap<string, string>,
): Crumb[] {
  const crumbs: Crumb[] = [];
  for (const [index] of parts.entries()) {
    const path = parts.slice(0, index + 1).join("/");
    const href = `${base}/${path}`;
    const label = sections[path] ?? ONE_OF[parts.slice(0, index).join("/")] ?? labels.get(href);
    if (label) crumbs.push({ label, href });
  }
  return crumbs;
}
