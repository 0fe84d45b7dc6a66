"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format/plural";
import { takeOverUsersAction } from "@/lib/runs/actions";

type Person = { userId: number; name: string; email: string };

type Props = {
  runId: string;
  users: readonly Person[];
  /** Whether the file can be read again; that of an upload is gone. */
  canRun: boolean;
};

/** More are taken over together. */
const LISTED_MAX = 50;

/** Users added manually whose addresses the file has: the sync takes one of them over, or all. */
export function TakeOver({ runId, users, canRun }: Props) {
  const id = useId();
  const scope = useScope();
  const router = useRouter();
  const { run, pending } = useAction(takeOverUsersAction, {
    success: ({ users: count, runId: next }) =>
      `Connects ${plural(count, "user")} to the sync${next ? ". Preview started." : " with its next run"}`,
    onDone: ({ runId: next }) => {
      if (next) router.push(`/${scope.org}/${scope.workspace}/runs/${next}`);
    },
  });
  const take = (userIds: number[] | null) => void run(scope, { runId, userIds });
  return (
    <section aria-labelledby={`${id}-title`} className="grid gap-3 rounded-lg border bg-card px-4 py-3">
      <div className="grid gap-1">
        <h2 id={`${id}-title`} className="font-medium">
          {plural(users.length, "user")} added manually {users.length === 1 ? "is" : "are"} in this file
        </h2>
        <p className="text-pretty text-muted-foreground text-sm">
          A user who is connected to the sync gets the ID and values of the file, keeps lists and teams, and
          is removed when the file no longer has them.{" "}
          {canRun ? "A preview shows what would change before it does." : "Then upload the file again."}
        </p>
      </div>
      <ul className="grid max-h-80 gap-1.5 overflow-y-auto p-0.5">
        {users.slice(0, LISTED_MAX).map(({ userId, name, email }) => (
          <li
            key={userId}
            className="flex min-w-0 flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm"
          >
            <span className="wrap-anywhere min-w-0">
              <bdi>{name}</bdi>
              {name === email ? null : <span className="block text-muted-foreground text-xs">{email}</span>}
            </span>
            {users.length > 1 ? (
              <Button
                size="sm"
                variant="outline"
                disabled={pending}
                aria-label={`Connect ${name}, ${email}`}
                onClick={() => take([userId])}
              >
                Connect
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Button size="sm" className="w-fit max-w-full" pending={pending} onClick={() => take(null)}>
        <span className="min-w-0 truncate">{allText(users, canRun)}</span>
      </Button>
    </section>
  );
}

function allText(users: readonly Person[], canRun: boolean): string {
  const [only, other] = users;
  const whom = only && !other ? only.name : `all ${plural(users.length, "user")}`;
  return `Connect ${whom} to the sync${canRun ? " and run again" : ""}`;
}
