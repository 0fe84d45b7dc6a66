import type { ReactNode } from "react";
import { Copyable } from "@/components/patterns/copyable";
import { Panel } from "@/components/patterns/panel";
import type { HostKey } from "@/drizzle/schema/remote-sources";

type Props = { addresses: readonly string[]; hostKey: HostKey | null };

/** What whoever runs the server needs to know, beside the form of a connection. */
export function ItNotes({ addresses, hostKey }: Props) {
  return (
    <Panel title="For whoever runs the server" description="Send this to your IT department.">
      <div className="grid gap-5">
        <Note title="Addresses to allow">
          {addresses.length > 0 ? (
            <>
              <p>Rollcall connects from these addresses. The firewall has to let them reach the SFTP port.</p>
              {addresses.map((address) => (
                <Copyable key={address} value={address} label={`Copy ${address}`} />
              ))}
            </>
          ) : (
            <p>
              This installation has no list of its outgoing addresses. Whoever runs Rollcall for you can set
              it (<code className="font-mono">EGRESS_IPS</code>); then it is shown here.
            </p>
          )}
        </Note>
        <Note title="Fingerprint to compare">
          {hostKey ? (
            <>
              <p>The server is known by this key ({hostKey.type}). A different one stops every sync.</p>
              <Copyable value={hostKey.fingerprint} label="Copy fingerprint" />
            </>
          ) : (
            <p>
              After saving, Rollcall connects once, shows the fingerprint of the server and remembers it. A
              different one later stops every sync until an admin approves it.
            </p>
          )}
          <p>On the server, this prints it (for a key of type ed25519):</p>
          <Copyable value="ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub" label="Copy command" />
        </Note>
        <Note title="The user">
          <ul className="grid list-disc gap-1 pl-4">
            <li>Reading files is enough; Rollcall never writes, renames or deletes anything.</li>
            <li>Paths are relative to the home folder of this user.</li>
            <li>
              Write the file under another name first, such as{" "}
              <span className="font-mono">users.csv.part</span>, and rename it when it is complete.
            </li>
          </ul>
        </Note>
      </div>
    </Panel>
  );
}

function Note({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-2 text-pretty text-muted-foreground text-sm">
      <h3 className="font-medium text-foreground">{title}</h3>
      {children}
    </div>
  );
}
