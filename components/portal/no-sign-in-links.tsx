import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";

/** For users who want to sign in. */
export function NoSignInLinks() {
  return (
    <Alert tone="held">
      <AlertTitle>No mail server is set up</AlertTitle>
      <AlertDescription>
        <span>
          Sign-in links can't be sent, so nobody can sign in yet. Contact the person who gave you this
          address.
        </span>
      </AlertDescription>
    </Alert>
  );
}
