"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { OptionSelect } from "@/components/patterns/option-select";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { deleteOrganizationAction, transferOwnershipAction } from "@/lib/organizations/actions";

type Member = { id: string; name: string; email: string };

/** Makes another member the owner, and oneself an admin. */
export function TransferOwnership({ members }: { members: readonly Member[] }) {
  const { org } = useScope();
  const [memberId, setMemberId] = useState("");
  const [open, setOpen] = useState(false);
  const { run } = useAction(transferOwnershipAction, {
    quiet: true,
    onDone: () => window.location.reload(),
  });
  const heir = members.find(({ id }) => id === memberId);
  if (members.length === 0) {
    return <p className="text-muted-foreground text-sm">Invite another member first.</p>;
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="w-full sm:w-72">
        <OptionSelect
          aria-label="New owner"
          options={members.map(({ id, name, email }) => ({ value: id, label: name, description: email }))}
          value={memberId}
          onChange={setMemberId}
          placeholder="Choose a member"
        />
      </div>
      <Button variant="outline" disabled={!heir} onClick={() => setOpen(true)}>
        Transfer ownership
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Make ${heir?.name ?? "this member"} the owner?`}
        description="They decide who has access from now on. Only they, or another owner, can make you an owner again."
        done={[`${heir?.name ?? "The member"} becomes an owner`, "You become an admin"]}
        confirmLabel="Transfer ownership"
        onConfirm={() => run({ org }, { memberId })}
      />
    </div>
  );
}

export function DeleteOrganization({ name }: { name: string }) {
  const { org } = useScope();
  const [open, setOpen] = useState(false);
  const { run } = useAction(deleteOrganizationAction, {
    quiet: true,
    onDone: () => window.location.assign("/account/organizations"),
  });
  return (
    <>
      <Button variant="destructive" onClick={() => setOpen(true)}>
        Delete organization
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Delete organization “${name}”?`}
        description="It is closed for everyone immediately: its pages, its portals, its syncs, its drops and its API tokens."
        lost={["After 30 days everything in it: workspaces, users, runs, files, members and the audit log"]}
        kept={["An owner can restore it for 30 days", "The accounts of its members"]}
        confirmLabel="Delete organization"
        typed={name}
        onConfirm={() => run({ org }, { typedName: name })}
      />
    </>
  );
}
