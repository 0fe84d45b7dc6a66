"use client";

import { useState } from "react";
import { type Picked, UserPicker } from "@/components/teams/user-picker";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";

type Props = { label: string; pending: boolean; onPick: (userIds: number[]) => void; close: () => void };

/** The content of a dialog that finds users and adds them to a list or a team. */
export function PickUsers({ label, pending, onPick, close }: Props) {
  const [picked, setPicked] = useState<Picked[]>([]);
  return (
    <>
      <UserPicker picked={picked} onChange={setPicked} />
      <DialogFooter>
        <Button variant="ghost" onClick={close}>
          Cancel
        </Button>
        <Button
          pending={pending}
          disabled={picked.length === 0}
          onClick={() => onPick(picked.map(({ id }) => id))}
        >
          {label}
        </Button>
      </DialogFooter>
    </>
  );
}
