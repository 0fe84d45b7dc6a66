import { redirect } from "next/navigation";
import { pageAccount } from "@/lib/auth/page";

/** Where somebody comes back to after they proved their account: addresses of sign-in pages are no place to return to. */
export default async function AccountLinkPage() {
  await pageAccount();
  redirect("/sign-in/link");
}
