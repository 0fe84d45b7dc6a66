import { SearchX } from "lucide-react";
import Link from "next/link";
import { Problem } from "@/components/shell/problem";
import { Button } from "@/components/ui/button";

export function NotFoundProblem({ alone = false }: { alone?: boolean }) {
  return (
    <Problem
      alone={alone}
      icon={<SearchX />}
      title="Page not found"
      actions={
        <Button asChild>
          <Link href="/">Go to the start page</Link>
        </Button>
      }
    >
      The page may have been deleted or renamed, or your account doesn't have access to it. If someone sent
      you the link, ask them to invite you.
    </Problem>
  );
}
