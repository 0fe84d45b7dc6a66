import Link from "next/link";

/** What comes after a Remote Source was made. */
export function AttachHint({ org }: { org: string }) {
  return (
    <p className="px-4 py-3 text-muted-foreground text-sm">
      No workspace uses this Remote Source yet. Attach it under{" "}
      <Link href={`/${org}/workspaces`} className="text-primary underline-offset-4 hover:underline">
        Workspaces
      </Link>
      , in the Actions column.
    </p>
  );
}
