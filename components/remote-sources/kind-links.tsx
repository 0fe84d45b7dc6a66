import Link from "next/link";
import { SOURCE_UI } from "@/components/remote-sources/kinds/registry";
import { cn } from "@/lib/cn";
import { SOURCE_KINDS, type SourceKind } from "@/lib/model/source";

/** The kinds of Remote Sources to choose from; nothing while there is only one. */
export function KindLinks({
  org,
  current,
  workspace,
}: {
  org: string;
  current: SourceKind;
  /** The slug of the workspace that it is made for, if that is known. */
  workspace: string;
}) {
  const kinds: readonly SourceKind[] = SOURCE_KINDS;
  if (kinds.length < 2) return null;
  return (
    <nav aria-label="Kind of Remote Source" className="grid gap-3 md:auto-cols-fr md:grid-flow-col">
      {kinds.map((kind) => {
        const { icon, title, text } = SOURCE_UI[kind].choice;
        const isCurrent = kind === current;
        return (
          <Link
            key={kind}
            href={`/${org}/remote-sources/new?kind=${kind}${workspace ? `&workspace=${encodeURIComponent(workspace)}` : ""}`}
            aria-current={isCurrent ? "page" : undefined}
            className={cn(
              "grid grid-cols-[auto_1fr] gap-x-3 rounded-lg border bg-card p-4 transition-colors hover:bg-subtle",
              isCurrent && "border-primary ring-1 ring-primary",
            )}
          >
            <span
              aria-hidden="true"
              className={cn("mt-0.5 [&_svg]:size-4.5", isCurrent ? "text-primary" : "text-muted-foreground")}
            >
              {icon}
            </span>
            <span className="min-w-0">
              <span className="block font-medium">{title}</span>
              <span className="mt-0.5 block text-pretty text-muted-foreground text-sm">{text}</span>
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
