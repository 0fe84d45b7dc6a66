"use client";

import { FilterSelect } from "@/components/patterns/list-toolbar";

type Props = {
  /** Syncs other than that of the uploads themselves. */
  syncs: readonly { id: string; name: string }[];
};

/** Whose users the file is about: those of earlier uploads, or those of a sync. */
export function UploadTarget({ syncs }: Props) {
  return (
    <div className="mt-4 grid gap-1.5">
      <p className="font-medium text-sm">Whose users the file is about</p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <FilterSelect
          param="sync"
          label="Whose users the file is about"
          all="Uploaded users"
          options={syncs.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <p className="min-w-0 flex-1 basis-64 text-muted-foreground text-sm">
          IDs are those of this sync, and its column mapping is used. Users of other syncs stay as they are.
        </p>
      </div>
    </div>
  );
}
