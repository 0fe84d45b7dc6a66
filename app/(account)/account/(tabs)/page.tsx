import type { Metadata } from "next";
import { Facts } from "@/components/patterns/facts";
import { Panel } from "@/components/patterns/panel";
import { pageAccount } from "@/lib/auth/page";

export const metadata: Metadata = { title: "Your account" };

/** Who one is here. */
export default async function ProfilePage() {
  const { email, name } = await pageAccount();
  return (
    <Panel title="Profile">
      <Facts
        items={[
          { label: "Name", value: name },
          { label: "E-mail", value: email },
        ]}
      />
    </Panel>
  );
}
