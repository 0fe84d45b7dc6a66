"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { FormActions } from "@/components/patterns/form-actions";
import { UnsavedChanges } from "@/components/patterns/unsaved-changes";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { MappingRow } from "@/components/syncs/mapping-row";
import { syncHref } from "@/components/syncs/sync-links";
import type { UpdateSyncMapping } from "@/components/syncs/types";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { ColumnTarget } from "@/lib/sync/mapping";
import { describeMapping } from "@/lib/syncs/describe-mapping";
import type { FieldChoice } from "@/lib/syncs/list-field-choices";
import type { SyncDetail } from "@/lib/syncs/views";

type Props = { sync: SyncDetail; fields: readonly FieldChoice[]; update: UpdateSyncMapping };
type Columns = Readonly<Record<string, ColumnTarget>>;

/** What each column fills. A column that is left on "by its name" is matched by itself, also in later files. */
export function MappingForm({ sync, fields, update }: Props) {
  const { org, workspace } = useScope();
  const router = useRouter();
  const [columns, setColumns] = useState<Columns>(sync.mapping.columns);
  const [added, setAdded] = useState<readonly string[]>([]);
  const [dirty, setDirty] = useState(false);
  const home = syncHref(org, sync);
  const { run, pending, error } = useAction(update, {
    quiet: true,
    success: "Mapping saved",
    onDone: () => router.push(home),
  });
  const headers = [...sync.headers, ...added];
  const rows = describeMapping({ headers, mapping: { columns }, fields });

  function change(header: string, target: ColumnTarget | null) {
    setDirty(true);
    setColumns(({ [header]: _, ...rest }) => (target ? { ...rest, [header]: target } : rest));
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    setDirty(false);
    const result = await run({ org, workspace }, { syncId: sync.id, mapping: { columns } });
    if (!result.ok) setDirty(true);
  }

  return (
    <form onSubmit={(event) => void save(event)} className="grid gap-5">
      <div className="overflow-hidden rounded-lg border bg-card">
        {rows.length === 0 ? (
          <p className="p-4 text-muted-foreground">
            The file has not been read yet. Run the sync once and its columns are listed here, or add one by
            its header.
          </p>
        ) : null}
        <ul>
          {rows.map((row) => (
            <MappingRow
              key={row.header}
              row={row}
              target={columns[row.header] ?? null}
              fields={fields}
              onChange={(target) => change(row.header, target)}
            />
          ))}
        </ul>
        <AddColumn taken={rows.map((row) => row.header)} onAdd={(header) => setAdded([...added, header])} />
      </div>
      <ActionErrorPanel error={error} />
      <FormActions submit="Save mapping" pending={pending} cancelHref={home} />
      <UnsavedChanges when={dirty} />
    </form>
  );
}

function AddColumn({ taken, onAdd }: { taken: readonly string[]; onAdd: (header: string) => void }) {
  const [text, setText] = useState("");
  const header = text.trim();

  function add() {
    if (header === "" || taken.includes(header)) return;
    onAdd(header);
    setText("");
  }

  return (
    <div className="flex gap-2 border-t bg-subtle px-4 py-2.5">
      <Input
        aria-label="Header of a column that the file will have"
        placeholder="Another column, by its header"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          add();
        }}
        className="max-w-xs bg-background"
      />
      <Button variant="outline" onClick={add} disabled={header === "" || taken.includes(header)}>
        <Plus aria-hidden="true" />
        Add column
      </Button>
    </div>
  );
}
