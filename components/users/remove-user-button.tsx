"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { type Removable, RemoveUserDialog } from "@/components/users/remove-user-dialog";
import type { RemoveUser } from "@/components/users/types";

export function RemoveUserButton({ user, remove }: { user: Removable; remove: RemoveUser }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden="true" />
        Remove
      </Button>
      {open ? <RemoveUserDialog user={user} remove={remove} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
