"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { useScope } from "@/components/patterns/use-scope";
import { MappingEditor } from "@/components/syncs/mapping/mapping-editor";
import type { MakingFields } from "@/components/syncs/mapping/types";
import { syncHref } from "@/components/syncs/sync-links";
import type { UpdateSyncMapping } from "@/components/syncs/types";
import type { ProfileField } from "@/lib/sync/types";
import type { SyncDetail } from "@/lib/syncs/views";

type Props = {
  sync: SyncDetail;
  fields: readonly ProfileField[];
  update: UpdateSyncMapping;
  making: MakingFields | null;
};

/** The editor of a sync's mapping, on the columns of its last file. */
export function SyncMapping({ sync, fields, update, making }: Props) {
  const scope = useScope();
  const router = useRouter();
  const home = syncHref(scope.org, sync);
  const { mapping, mappingVersion, headers, sample, columns, managersFile, managersPath } = sync;
  return (
    <MappingEditor
      mapping={mapping}
      file={headers.length > 0 ? { headers, sample, columns } : null}
      managersFile={managersFile}
      hasManagers={managersPath !== null || managersFile !== null}
      fields={fields}
      making={making}
      save={(edited) => update(scope, { syncId: sync.id, mapping: edited, basedOn: mappingVersion })}
      onSaved={({ version, changed }) => {
        if (!changed) toast(`Nothing was changed: it is still version ${version}.`);
        else router.replace(`${home}/mapping?saved=${version}`);
      }}
      cancelHref={home}
    />
  );
}
