import Link from "next/link";
import { SOURCE_UI } from "@/components/remote-sources/kinds/registry";
import { Button } from "@/components/ui/button";
import { SOURCE_KINDS, type SourceKind } from "@/lib/model/source";

/** The kinds of Remote Sources to choose from; nothing while there is only one. */
export function KindLinks({ org, current }: { org: string; current: SourceKind }) {
  const kinds: readonly SourceKind[] = SOURCE_KINDS;
  if (kinds.length < 2) return null;
  return (
    <nav aria-label="Kind of Remote Source" className="flex flex-wrap gap-2">
      {kinds.map((kind) => (
        <Button key={kind} asChild size="sm" variant={kind === current ? "default" : "outline"}>
          <Link
            href={`/${org}/remote-sources/new?kind=${kind}`}
            aria-current={kind === current ? "page" : undefined}
          >
            {SOURCE_UI[kind].label}
          </Link>
        </Button>
      ))}
    </nav>
  );
}
