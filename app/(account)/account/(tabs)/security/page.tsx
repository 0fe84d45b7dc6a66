import type { Metadata } from "next";
import { ChangePasswordForm } from "@/components/account/change-password-form";
import { Panel } from "@/components/patterns/panel";
import { pageAccount } from "@/lib/auth/page";

export const metadata: Metadata = { title: "Security" };

/** How one signs in. */
export default async function SecurityPage() {
  const { email, name } = await pageAccount();
  return (
    <Panel title="Password" description="A new password signs you out of every other browser.">
      <ChangePasswordForm email={email} name={name} />
    </Panel>
  );
}
