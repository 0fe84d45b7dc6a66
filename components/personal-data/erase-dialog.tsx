"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Checkbox } from "@/components/ui/checkbox";
import { Label } from "@/components/ui/label";
import { erasePersonAction } from "@/lib/personal-data/actions";

type Props = {
  user: { id: number; name: string; email: string };
  /** The sync whose last file names the person; null for none. */
  namedBy: string | null;
  onClose: () => void;
};

/** Erases a person once their address was typed, and shows the receipt. */
export function EraseDialog({ user, namedBy, onClose }: Props) {
  const scope = useScope();
  const router = useRouter();
  const knownId = useId();
  const [isKnown, setIsKnown] = useState(false);
  const { run } = useAction(erasePersonAction, { quiet: true });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Erase ${user.name}?`}
      description="Everything that Rollcall has stored about this person in this workspace is deleted now. This can't be undone."
      lost={[
        "The user with all values, teams, lists, history and portal sessions",
        "What runs have stored of them: changes, issues, skipped rows and samples",
        "E-mails, waiting uploads and older files of drops that name them",
      ]}
      kept="A receipt with the date, your name and how much was deleted. It does not name the person."
      confirmLabel="Erase this person"
      typed={user.email}
      onConfirm={async () => {
        const result = await run(scope, { id: user.id, evenIfNamed: isKnown });
        if (result.ok) {
          toast.success("Person erased");
          router.push(`/${scope.org}/settings/data/receipts/${result.data.receiptId}`);
        }
        return result;
      }}
    >
      {namedBy ? (
        <div className="flex gap-2.5 rounded-md border border-held-line bg-held-soft px-3 py-2.5 text-sm">
          <Checkbox
            id={knownId}
            checked={isKnown}
            onCheckedChange={(checked) => setIsKnown(checked === true)}
            className="mt-0.5"
          />
          <Label htmlFor={knownId} className="font-normal leading-normal">
            <span>
              The last file of the sync <span className="font-medium">{namedBy}</span> still names this
              person. I know that the next run that reads a changed file adds them again.
            </span>
          </Label>
        </div>
      ) : null}
    </ConfirmDialog>
  );
}
