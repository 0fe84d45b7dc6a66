import { SearchX } from "lucide-react";
import Link from "next/link";
import { Problem } from "@/components/shell/problem";
import { Button } from "@/components/ui/button";

export function NotFoundProblem({ alone = false }: { alone?: boolean }) {
  return (
    <Problem
      alone={alone}
      icon={<SearchX />}
      title="There is nothing at this address"
      actions={
        <Button asChild>
          <Link href="/">Go to the start page</Link>
        </Button>
      }
    >
      It may have been deleted or renamed, or this account may not see it. If someone sent you the link, ask
      them to invite you.
    </Problem>
  );
}
