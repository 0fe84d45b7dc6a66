"use client";

import Link from "next/link";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useScope } from "@/components/patterns/use-scope";
import type { FieldUse } from "@/lib/fields/read";
import { plural } from "@/lib/format/plural";

type Props = { label: string; use: FieldUse; onClose: () => void };

/** Why a field can't be deleted: the lists whose rules use it, with the pages that they open. */
export function FieldInUse({ label, use, onClose }: Props) {
  const { org, workspace } = useScope();
  const { lists, users, syncs } = use;
  return (
    <TitledDialog
      title={`“${label}” can't be deleted yet`}
      description={
        lists.length === 1
          ? "The rule of this list uses the field. Edit the rule first."
          : "The rules of these lists use the field. Edit the rules first."
      }
      onClose={onClose}
    >
      <ul className="divide-y rounded-md border text-sm">
        {lists.map(({ id, name, pages }) => (
          <li key={id} className="grid gap-0.5 px-3 py-2">
            <Link
              href={`/${org}/${workspace}/lists/${id}`}
              className="w-fit font-medium text-primary underline-offset-4 hover:underline"
            >
              {name}
            </Link>
            <span className="text-muted-foreground">
              {pages.length > 0 ? `Opens ${pages.join(", ")}` : "Opens no pages"}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-muted-foreground text-sm">
        {plural(users, "user")} {users === 1 ? "has" : "have"} a value in it
        {syncs.length > 0 ? `; ${syncs.map(({ name }) => name).join(", ")} fills it` : ""}.
      </p>
      <DialogFoot onCancel={onClose} cancel="Close" />
    </TitledDialog>
  );
}
