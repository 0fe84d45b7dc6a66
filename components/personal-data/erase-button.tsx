"use client";

import { UserX } from "lucide-react";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Button } from "@/components/ui/button";

const EraseDialog = deferDialog(
  async () => (await import("@/components/personal-data/erase-dialog")).EraseDialog,
);

type Props = { user: { id: number; name: string; email: string }; namedBy: string | null };

export function EraseButton({ user, namedBy }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outline" size="sm" onClick={() => setOpen(true)}>
        <UserX aria-hidden="true" />
        Erase this person
      </Button>
      {open ? <EraseDialog user={user} namedBy={namedBy} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
