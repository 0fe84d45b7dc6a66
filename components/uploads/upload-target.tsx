"use client";

import { FilterSelect } from "@/components/patterns/list-toolbar";

type Props = {
  /** All syncs except the one of uploads. */
  syncs: readonly { id: string; name: string }[];
  /** A file was given, and nobody has come by upload so far. */
  isFirst: boolean;
};

/** The sync that the file updates: the one of uploads, or another. */
export function UploadTarget({ syncs, isFirst }: Props) {
  const [first, ...others] = syncs;
  return (
    <div className="mt-4 grid gap-1.5">
      <p className="font-medium text-sm">Sync to update</p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <FilterSelect
          param="sync"
          label="Sync to update"
          all="Uploaded users"
          options={syncs.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <p className="min-w-0 flex-1 basis-64 text-muted-foreground text-sm">
          The file uses the IDs and the column mapping of this sync. Users of other syncs do not change.
        </p>
        {isFirst ? (
          <p className="basis-full text-sm">
            {`No user has come by upload so far: this file would create new users. To change users of ${
              first && others.length === 0 ? first.name : "another sync"
            }, choose it here.`}
          </p>
        ) : null}
      </div>
    </div>
  );
}
