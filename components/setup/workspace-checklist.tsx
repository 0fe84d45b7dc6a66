"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { SetupChecklist } from "@/components/setup/setup-checklist";
import { useLayoutData } from "@/components/shell/layout-context";
import { Button } from "@/components/ui/button";
import { may } from "@/lib/permissions";
import type { WorkspaceSetup } from "@/lib/syncs/setup/read";
import { setupProgress } from "@/lib/syncs/setup/steps";

type Props = { org: string; workspace: string; setup: WorkspaceSetup };

/** On every page of a workspace until its first sync runs, but where the set-up itself, an upload or a plan is shown. */
export function WorkspaceChecklist({ org, workspace, setup }: Props) {
  const pathname = usePathname();
  const base = `/${org}/${workspace}`;
  if (/^\/(upload|runs\/|syncs\/[^/]+\/(setup|mapping|edit))/.test(pathname.slice(base.length))) return null;
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-3 px-4 pt-5 sm:px-6 sm:pt-7 lg:px-8">
      {"begin" in setup ? (
        <Beginning org={org} workspace={workspace} sourceId={setup.begin.sourceId} />
      ) : (
        setup.syncs.map(({ id, name, progress }) => (
          <SetupChecklist
            key={id}
            title={`Set up ${name}`}
            progress={progress}
            href={`${base}/syncs/${id}/setup`}
          />
        ))
      )}
    </div>
  );
}

/** Nothing for those who may not attach a file. */
function Beginning({
  org,
  workspace,
  sourceId,
}: {
  org: string;
  workspace: string;
  sourceId: string | null;
}) {
  const { permissions } = useLayoutData();
  if (!may({ permissions }, "sync:create")) return null;
  const progress = setupProgress({
    ...{ sourceChecked: sourceId !== null, hasFile: false, isRead: false },
    ...{ confirmed: [], plan: "none" },
  });
  const asked = `?workspace=${encodeURIComponent(workspace)}`;
  return (
    <SetupChecklist
      title="Keep this workspace up to date from a file"
      progress={progress}
      {...(sourceId
        ? { href: `/${org}/remote-sources/${sourceId}/attach${asked}`, label: "Choose the file" }
        : { href: `/${org}/remote-sources/new${asked}`, label: "Connect the source" })}
    >
      <Button asChild size="sm" variant="outline">
        <Link href={`/${org}/${workspace}/upload`}>Upload CSV once</Link>
      </Button>
    </SetupChecklist>
  );
}
