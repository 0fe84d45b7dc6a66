"use client";

import { Eye } from "lucide-react";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { viewAsAction } from "@/lib/portal/actions";

/** Opens the portal in a new tab as this user sees it. */
export function ViewAsButton({ userId }: { userId: number }) {
  const scope = useScope();
  const { run, pending } = useAction(viewAsAction);

  async function open() {
    // Opened before the request: browsers block tabs that don't follow a click directly.
    const tab = window.open("about:blank", "_blank");
    const result = await run(scope, { userId });
    if (!result.ok) return tab?.close();
    if (tab) tab.location.replace(result.data.path);
    else window.location.assign(result.data.path);
  }

  return (
    <Button variant="outline" pending={pending} onClick={() => void open()}>
      <Eye aria-hidden="true" />
      View as this user
    </Button>
  );
}
