"use client";

import Link from "next/link";
import { useId, useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { plural } from "@/lib/format/plural";
import { removeStayingUsersAction } from "@/lib/users/actions";
import type { Staying } from "@/lib/users/views";

type Props = {
  runId: string;
  users: readonly Staying[];
  /** The URL of the workspace. */
  base: string;
  canRemove: boolean;
};

const NAMED_MAX = 20;

/** Authors and admins who are not in the file. A file never removes them, but a member can. */
export function StayingUsers({ runId, users, base, canRemove }: Props) {
  const id = useId();
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const selected = users.filter((user) => !left.has(user.id));
  const isOne = users.length === 1;

  function toggle(userId: number): void {
    setLeft(
      (before) =>
        new Set(before.has(userId) ? [...before].filter((one) => one !== userId) : [...before, userId]),
    );
  }

  return (
    <section aria-labelledby={`${id}-title`} className="grid gap-3 rounded-lg border bg-card px-4 py-3">
      <div className="grid gap-1">
        <h2 id={`${id}-title`} className="font-medium">
          {plural(users.length, "user")} not in the file{" "}
          {isOne ? "stays because of the" : "stay because of their"} role
        </h2>
        <p className="text-muted-foreground text-sm">
          A file never removes authors and admins. If {isOne ? "this person has" : "these people have"} left,
          remove them here.
        </p>
      </div>
      <ul className="grid max-h-64 gap-1.5 overflow-y-auto">
        {users.map((user) => (
          <li key={user.id} className="flex items-center gap-2.5 text-sm">
            {canRemove ? (
              <Checkbox
                aria-label={`Select ${user.name}`}
                checked={!left.has(user.id)}
                onCheckedChange={() => toggle(user.id)}
              />
            ) : null}
            <Link
              href={`${base}/users/${user.id}`}
              className="min-w-0 truncate rounded-sm underline-offset-4 hover:underline"
            >
              {user.name}
            </Link>
            <span className="text-muted-foreground">{user.role}</span>
          </li>
        ))}
      </ul>
      {canRemove ? <RemoveSelected runId={runId} selected={selected} /> : null}
    </section>
  );
}

function RemoveSelected({ runId, selected }: { runId: string; selected: readonly Staying[] }) {
  const scope = useScope();
  const [isAsking, setIsAsking] = useState(false);
  const { run } = useAction(removeStayingUsersAction, {
    quiet: true,
    success: ({ removed }) => `Removed ${plural(removed, "user")}`,
  });
  const label = `Remove ${plural(selected.length, "user")}`;
  const more = selected.length - NAMED_MAX;
  return (
    <>
      <Button
        variant="outline"
        size="sm"
        className="w-fit"
        disabled={selected.length === 0}
        onClick={() => setIsAsking(true)}
      >
        {label}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`${label}?`}
        description="They disappear from lists, pages and teams immediately."
        lost={[
          ...selected.slice(0, NAMED_MAX).map(({ name, role }) => `${name}, ${role}`),
          ...(more > 0 ? [`and ${more} more`] : []),
        ]}
        kept="They can be restored with all their data for 30 days, then they are permanently deleted."
        confirmLabel={label}
        onConfirm={() => run(scope, { runId, userIds: selected.map((user) => user.id) })}
      />
    </>
  );
}
