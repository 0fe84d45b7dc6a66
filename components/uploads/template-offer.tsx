"use client";

import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { applyUploadTemplateAction } from "@/lib/uploads/actions";

/** Offers the template *employees + managers* for a file with its header. */
export function TemplateOffer({ syncId }: { syncId: string | undefined }) {
  const scope = useScope();
  const { run, pending } = useAction(applyUploadTemplateAction, {
    success: "Using template “Employees + managers”",
  });
  return (
    <Alert>
      <AlertTitle>This looks like an employee export</AlertTitle>
      <AlertDescription className="grid justify-items-start gap-2">
        UID, Email address and Team(s) are columns of the template “Employees + managers”. With it, teams come
        from the file, Mobile is not required, and a second file can list team managers.
        <Button
          size="sm"
          pending={pending}
          onClick={() => void run(scope, { syncId, template: "employees" })}
        >
          Use template
        </Button>
      </AlertDescription>
    </Alert>
  );
}
