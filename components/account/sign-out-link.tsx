"use client";

import { signOutHere } from "@/components/account/auth-client";
import { Button } from "@/components/ui/button";

/** Signs this browser out, from within a line of text. */
export function SignOutLink() {
  return (
    <Button variant="link" className="h-auto p-0" onClick={() => signOutHere()}>
      Sign out
    </Button>
  );
}
