"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { useScope } from "@/components/patterns/use-scope";
import { MappingEditor } from "@/components/syncs/mapping/mapping-editor";
import type { FileHead, MakingFields } from "@/components/syncs/mapping/types";
import type { SaveUploadMappingVerb } from "@/components/uploads/types";
import type { Mapping } from "@/lib/sync/mapping";
import type { ProfileField } from "@/lib/sync/types";

type Props = {
  syncId: string | undefined;
  mapping: Mapping;
  mappingVersion: number | null;
  file: FileHead;
  managersFile: FileHead | null;
  hasManagers: boolean;
  fields: readonly ProfileField[];
  making: MakingFields | null;
  save: SaveUploadMappingVerb;
  /** The upload page, with these files. */
  backHref: string;
};

/** The editor of a mapping, on the columns of a file that was just uploaded. */
export function UploadMapping({ syncId, mappingVersion, save, backHref, ...rest }: Props) {
  const scope = useScope();
  const router = useRouter();
  return (
    <MappingEditor
      {...rest}
      save={(mapping) => save(scope, { syncId, mapping, basedOn: mappingVersion ?? undefined })}
      onSaved={({ version, changed }) => {
        toast.success(changed ? `Saved as version ${version}` : "Nothing was changed");
        router.push(backHref);
      }}
      cancelHref={backHref}
    />
  );
}
