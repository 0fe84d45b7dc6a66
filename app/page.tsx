import { redirect } from "next/navigation";
import { Landing } from "@/components/account/landing";
import { openAccount } from "@/lib/auth/open";
import { isAppError } from "@/lib/errors";
import { signUpMode } from "@/lib/members/sign-up-mode";
import { listDeletedOrganizations } from "@/lib/organizations/delete";
import { listOrganizations } from "@/lib/organizations/read";

/** Visitors see the landing page; members who are signed in go to their organization. */
export default async function HomePage() {
  const start = await findStart();
  if (start === null) return <Landing signUp={signUpMode()} />;
  redirect(start);
}

/** The start page of the signed-in member; null for a visitor. */
async function findStart(): Promise<string | null> {
  try {
    const account = await openAccount();
    const [first] = await listOrganizations(account);
    if (first) return `/${first.slug}`;
    // Who comes back after deleting their only one should see that it can be restored.
    const deleted = await listDeletedOrganizations(account);
    return deleted.length > 0 ? "/account/organizations" : "/new-organization";
  } catch (error) {
    if (isAppError(error) && error.code === "unauthenticated") return null;
    throw error;
  }
}
