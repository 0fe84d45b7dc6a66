"use client";

import { signOutHere } from "@/components/account/auth-client";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useAction } from "@/components/patterns/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { revokeSessionAction } from "@/lib/account/actions";

type SessionRow = {
  id: string;
  current: boolean;
  browser: string;
  ip: string | null;
  createdAt: string;
  lastSeenAt: string;
};

/** The browsers an account is signed in with, each with a button to sign it out. */
export function SessionsTable({ sessions }: { sessions: SessionRow[] }) {
  const { run, pending } = useAction(revokeSessionAction, { success: "Signed out of the browser" });
  const columns: DataColumn<SessionRow>[] = [
    {
      id: "browser",
      header: "Browser",
      cell: ({ browser, current }) => (
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{browser}</span>
          {current && <Badge variant="success">This browser</Badge>}
        </span>
      ),
    },
    {
      id: "ip",
      header: "IP address",
      cell: ({ ip }) => <span className="font-mono text-xs">{ip ?? "Unknown"}</span>,
    },
    { id: "since", header: "Signed in", cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    { id: "seen", header: "Last active", cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
    {
      id: "out",
      header: "Sign out",
      hideLabelOnPhone: true,
      align: "right",
      cell: ({ id, current, browser }) => (
        <Button
          variant="outline"
          size="sm"
          disabled={pending}
          aria-label={current ? "Sign out of this browser" : `Sign out of ${browser}`}
          onClick={() => (current ? signOutHere() : run({ id }))}
        >
          Sign out
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      caption="Signed-in browsers"
      columns={columns}
      rows={sessions}
      rowId={(row) => row.id}
      empty={null}
    />
  );
}
