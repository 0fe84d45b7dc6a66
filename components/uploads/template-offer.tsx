"use client";

import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { ApplyTemplateVerb } from "@/components/uploads/types";

type Props = { syncId: string | undefined; apply: ApplyTemplateVerb };

/** The header is that of *employees + managers*: one click, and its columns are known. */
export function TemplateOffer({ syncId, apply }: Props) {
  const scope = useScope();
  const { run, pending } = useAction(apply, { success: "The template “Employees + managers” is used" });
  return (
    <Alert>
      <AlertTitle>This looks like an export of employees</AlertTitle>
      <AlertDescription className="grid justify-items-start gap-2">
        UID, Email address and Team(s) are the columns of “Employees + managers”. With it the teams come from
        the file, no Mobile is needed, and a second file may name the managers.
        <Button
          size="sm"
          pending={pending}
          onClick={() => void run(scope, { syncId, template: "employees" })}
        >
          Use this template
        </Button>
      </AlertDescription>
    </Alert>
  );
}
