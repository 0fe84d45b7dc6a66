import Link from "next/link";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { Badge } from "@/components/ui/badge";
import type { MappingVersionItem } from "@/lib/syncs/versions/read";

type Props = {
  versions: readonly MappingVersionItem[];
  current: number;
  /** The old version that the page shows, or null. */
  shown: number | null;
  mappingHref: string;
};

/** All versions of a mapping: who saved it, when, and what changed. */
export function VersionList({ versions, current, shown, mappingHref }: Props) {
  if (versions.length === 0) return null;
  return (
    <Panel
      flush
      title="Versions"
      description="Each run shows which version it used. Saved versions never change."
    >
      <ol className="divide-y">
        {versions.map(({ version, createdBy, createdAt, changed }) => (
          <li key={version} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-2.5 text-sm">
            <span className="flex w-40 items-center gap-2">
              {version === shown ? (
                <span className="font-medium">Version {version}</span>
              ) : (
                <Link
                  href={version === current ? mappingHref : `${mappingHref}?version=${version}`}
                  className="font-medium text-primary underline-offset-4 hover:underline"
                >
                  Version {version}
                </Link>
              )}
              {version === current ? <Badge variant="success">In use</Badge> : null}
            </span>
            <span className="min-w-0 flex-1 basis-48 text-muted-foreground wrap-anywhere">
              {whatChanged(version, changed)}
            </span>
            <span className="text-muted-foreground">
              {createdBy === "" ? "" : `${createdBy}, `}
              <RelativeTime at={createdAt} />
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

const NAMED_MAX = 4;

function whatChanged(version: number, changed: readonly string[] | null): string {
  if (changed === null) return version === 1 ? "First version" : "";
  if (changed.length === 0) return "Same columns, changed file settings";
  const more = changed.length - NAMED_MAX;
  return `Changed: ${changed.slice(0, NAMED_MAX).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
