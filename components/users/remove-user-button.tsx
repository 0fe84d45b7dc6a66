"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { type Removable, RemoveUserDialog } from "@/components/users/remove-user-dialog";

export function RemoveUserButton({ user }: { user: Removable }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden="true" />
        Remove
      </Button>
      {open ? <RemoveUserDialog user={user} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
