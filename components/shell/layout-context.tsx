"use client";

import { usePathname } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import { LAST_WORKSPACE_COOKIE } from "@/components/shell/layout-cookies";
import type { Attention } from "@/lib/alerts/attention";
import { ZONE_COOKIE } from "@/lib/format/zone-cookie";
import type { FrameView } from "@/lib/organizations/get-layout-data";
import { type Permission, permissionsOf, withWorkspaceRole } from "@/lib/permissions";

type Workspace = FrameView["workspaces"][number];

type FrameState = FrameView & {
  attention: Attention;
  /** The workspace in the URL, else the last open one, else the first; null when there is none. */
  workspace: Workspace | null;
  /** Of the reader in the organization as a whole. */
  permissions: ReadonlySet<Permission>;
  /** Of the reader in `workspace`. */
  permissionsThere: ReadonlySet<Permission>;
};

const Frame = createContext<FrameState | null>(null);

export function useLayoutData(): FrameState {
  const frame = useContext(Frame);
  if (!frame) throw new Error("useFrame was called outside <AppFrame>.");
  return frame;
}

type Props = {
  view: FrameView;
  attention: Attention;
  lastWorkspace: string | null;
  children: ReactNode;
};

/** Provides the current workspace, and remembers it for pages outside a workspace. */
export function LayoutDataProvider({ view, attention, lastWorkspace, children }: Props) {
  const slug = usePathname().split("/")[2];
  const here = view.workspaces.find((workspace) => workspace.slug === slug);
  const last = view.workspaces.find((workspace) => workspace.slug === lastWorkspace);
  const workspace = here ?? last ?? view.workspaces[0] ?? null;

  const remembered = here ? `${view.organization.slug}/${here.slug}` : null;
  useEffect(() => {
    if (remembered) setCookie(LAST_WORKSPACE_COOKIE, remembered);
  }, [remembered]);

  useEffect(() => setCookie(ZONE_COOKIE, Intl.DateTimeFormat().resolvedOptions().timeZone), []);

  const permissions = permissionsOf(view.organization.role);
  const permissionsThere = withWorkspaceRole(permissions, workspace?.role);
  return (
    <Frame.Provider value={{ ...view, attention, workspace, permissions, permissionsThere }}>
      {children}
    </Frame.Provider>
  );
}

/** A preference of this browser, for a year. */
export function setCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}
