import { FileText } from "lucide-react";
import Link from "next/link";
import { KindBadge } from "@/components/lists/kind-badge";
import { Reasons } from "@/components/lists/reasons";
import { SinceLine } from "@/components/lists/since-line";
import { Panel } from "@/components/patterns/panel";
import type { UserMembership } from "@/lib/lists/views";

type Props = {
  memberships: readonly UserMembership[];
  /** The workspace's address, `/org/workspace`. */
  base: string;
  /** A removed user isn't in any list. */
  removed?: boolean;
};

/** The lists that a user is in: since when, why, and the pages they open. */
export function UserListsPanel({ memberships, base, removed = false }: Props) {
  return (
    <Panel title="Lists" description="The user lists this user is in, and why." flush>
      {memberships.length === 0 ? (
        <p className="px-4 py-6 text-center text-muted-foreground text-sm">
          {removed
            ? "Removed users aren't in any list. When you restore a user, they return to their lists immediately."
            : "Not in any list."}
        </p>
      ) : (
        <ul className="divide-y">
          {memberships.map(({ list, ...membership }) => (
            <li key={list.id} className="grid gap-1.5 px-4 py-3">
              <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 text-sm">
                <Link
                  href={`${base}/lists/${list.id}`}
                  className="wrap-anywhere min-w-0 font-medium underline-offset-4 hover:underline"
                >
                  {list.name}
                </Link>
                <KindBadge kind={list.kind} />
                <span className="text-muted-foreground">added</span>
                <SinceLine since={membership.since} base={base} />
              </div>
              <Reasons membership={membership} />
              {list.pages.length > 0 ? (
                <p className="flex min-w-0 gap-1.5 text-muted-foreground text-sm">
                  <FileText className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
                  <span className="wrap-anywhere min-w-0">
                    Opens {list.pages.map(({ title }) => title).join(", ")}
                  </span>
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
