import Link from "next/link";
import { syncHref } from "@/components/syncs/sync-links";
import { SyncMenu } from "@/components/syncs/sync-menu";
import { LastRun, NextRun } from "@/components/syncs/sync-state";
import type { SyncItem } from "@/lib/syncs/views";

type Props = { org: string; syncs: readonly SyncItem[]; canStart: boolean };

const COLUMNS =
  "md:grid md:grid-cols-[minmax(8rem,1fr)_minmax(10rem,1.6fr)_minmax(13rem,1.2fr)_7rem_2rem] md:gap-4";

/** The workspaces a source is attached to: a table, or cards on a phone. */
export function AttachedList({ org, syncs, canStart }: Props) {
  return (
    <>
      <div
        aria-hidden="true"
        className={`hidden border-b bg-subtle px-4 py-1.5 font-medium text-muted-foreground text-xs ${COLUMNS}`}
      >
        <span>Workspace</span>
        <span>File</span>
        <span>Last run</span>
        <span>Next run</span>
      </div>
      <ul>
        {syncs.map((sync) => (
          <li
            key={sync.id}
            className={`relative items-center gap-1 border-b px-4 py-2 last:border-0 max-md:grid max-md:py-3 max-md:pr-12 ${COLUMNS}`}
          >
            <Link
              href={`/${org}/${sync.workspace.slug}`}
              className="w-fit min-w-0 truncate rounded-sm font-medium underline-offset-4 hover:underline"
            >
              {sync.workspace.name}
            </Link>
            <Link
              href={syncHref(org, sync)}
              className="w-fit min-w-0 max-w-full break-words rounded-sm font-mono text-muted-foreground text-sm underline-offset-4 hover:underline"
            >
              {sync.path}
            </Link>
            <LastRun sync={sync} />
            <span className="text-sm">
              <span className="text-muted-foreground md:hidden">Next run </span>
              <NextRun sync={sync} />
            </span>
            <span className="max-md:absolute max-md:top-2 max-md:right-2">
              <SyncMenu sync={sync} name={sync.workspace.name} canStart={canStart} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
