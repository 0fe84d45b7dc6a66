import type { ReactNode } from "react";
import { ServerFrame } from "@/app/server-frame";
import { pageAccount, pageWorkspace } from "@/lib/auth/page";
import { getFrame } from "@/lib/frame/get-frame";

type Props = { params: Promise<{ org: string; workspace: string }>; children: ReactNode };

export default async function WorkspaceLayout({ params, children }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "workspace:view");
  return <ServerFrame view={await getFrame(await pageAccount(), ctx, org)}>{children}</ServerFrame>;
}
