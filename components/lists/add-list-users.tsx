"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { PickUsers } from "@/components/teams/pick-users";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format/plural";
import { addListUsersAction } from "@/lib/lists/actions";

type Props = { list: { id: number; name: string } };

/** Adds users to a manual list. They are found by name, e-mail address or ID. */
export function AddListUsersButton({ list }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <UserPlus aria-hidden="true" />
        Add users
      </Button>
      <TitledDialog
        title={`Add users to ${list.name}`}
        description="They stay in the list until someone removes them from it, or removes them from the workspace."
        open={open}
        onClose={() => setOpen(false)}
      >
        <Choice list={list} close={() => setOpen(false)} />
      </TitledDialog>
    </>
  );
}

function Choice({ list, close }: Props & { close: () => void }) {
  const scope = useScope();
  const { run, pending } = useAction(addListUsersAction, {
    success: ({ added }) => (added === 0 ? "They are already in the list" : `${plural(added, "user")} added`),
    onDone: close,
  });
  return (
    <PickUsers
      label="Add users"
      pending={pending}
      close={close}
      onPick={(userIds) => void run(scope, { id: list.id, userIds })}
    />
  );
}
