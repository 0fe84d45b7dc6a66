"use client";

import { Copyable } from "@/components/patterns/copyable";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";

/** A signing secret that was just made: it is shown here and never again. */
export function SecretOnce({ secret }: { secret: string }) {
  return (
    <div key={secret} ref={takeFocus} tabIndex={-1} className="rounded-md">
      <Alert tone="held">
        <AlertTitle>Copy the signing secret now. It is not shown again.</AlertTitle>
        <AlertDescription>
          <Copyable value={secret} label="Copy signing secret" />
        </AlertDescription>
      </Alert>
    </div>
  );
}

/** The button that made it can't keep the focus, and what was made is next to be read. */
function takeFocus(node: HTMLElement | null) {
  node?.focus();
}
