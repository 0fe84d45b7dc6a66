"use client";

import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { restoreOrganizationAction } from "@/lib/organizations/actions";

export function RestoreOrganization({ id }: { id: string }) {
  const { run, pending } = useAction(restoreOrganizationAction, {
    onDone: ({ slug }) => window.location.assign(`/${slug}`),
  });
  return (
    <Button variant="outline" size="sm" pending={pending} onClick={() => void run({ id })}>
      Restore organization
    </Button>
  );
}
