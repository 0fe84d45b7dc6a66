import Link from "next/link";
import { Button } from "@/components/ui/button";

type Props = { href: string; older: string | null; isFirst: boolean };

/** The links to older and newer pages of a history. */
export function HistoryPaging({ href, older, isFirst }: Props) {
  return (
    <>
      {isFirst ? null : (
        <Button variant="outline" size="sm" asChild>
          <Link href={href}>Newest changes</Link>
        </Button>
      )}
      {older ? (
        <Button variant="outline" size="sm" asChild>
          <Link href={`${href}?before=${older}`}>Older changes</Link>
        </Button>
      ) : null}
    </>
  );
}
