"use client";

import { useState } from "react";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { type Picked, UserPicker } from "@/components/teams/user-picker";

type Props = { label: string; pending: boolean; onPick: (userIds: number[]) => void; close: () => void };

/** The content of a dialog that finds users and adds them to a list or a team. */
export function PickUsers({ label, pending, onPick, close }: Props) {
  const [picked, setPicked] = useState<Picked[]>([]);
  return (
    <>
      <UserPicker picked={picked} onChange={setPicked} />
      <DialogFoot
        onCancel={close}
        verb={label}
        pending={pending}
        disabled={picked.length === 0}
        onVerb={() => onPick(picked.map(({ id }) => id))}
      />
    </>
  );
}
