"use client";

import { useRouter } from "next/navigation";
import { deferred, useDeferred } from "@/components/patterns/deferred";
import { Panel } from "@/components/patterns/panel";
import { sayUnreachable } from "@/components/patterns/say-unreachable";
import { useScope } from "@/components/patterns/use-scope";
import { syncHref } from "@/components/syncs/sync-links";
import type { FileLook } from "@/lib/file-looks/views";
import type { SyncItem } from "@/lib/syncs/views";

type Props = { sync: SyncItem; look: FileLook | null; canCreateFields: boolean };

const fileFields = deferred(async () => (await import("@/components/file-looks/file-fields")).FileFields);

/** Reads the file of a sync that no run has read yet, and proposes what its columns fill. */
export function FirstLook({ sync, look, canCreateFields }: Props) {
  const scope = useScope();
  const router = useRouter();
  const FileFields = useDeferred(fileFields, true, sayUnreachable);
  return (
    <Panel flush title="What is in the file" description={sync.path ?? undefined}>
      {FileFields ? (
        <FileFields
          syncId={sync.id}
          look={look}
          canCreateFields={canCreateFields}
          onSaved={({ version }) => router.replace(`${syncHref(scope.org, sync)}/mapping?saved=${version}`)}
        />
      ) : (
        <p className="p-4 text-muted-foreground text-sm">Loading</p>
      )}
    </Panel>
  );
}
