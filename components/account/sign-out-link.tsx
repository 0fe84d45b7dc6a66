"use client";

import { signOutHere } from "@/components/account/auth-client";
import { Button } from "@/components/ui/button";

/** A link in a text that signs this browser out. */
export function SignOutLink() {
  return (
    <Button variant="link" className="h-auto p-0" onClick={() => signOutHere()}>
      Sign out
    </Button>
  );
}
