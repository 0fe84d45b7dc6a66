import { Copyable } from "@/components/patterns/copyable";
import { Panel } from "@/components/patterns/panel";
import { EgressAddresses } from "@/components/remote-sources/egress-addresses";
import { Note } from "@/components/remote-sources/kinds/note";
import type { NotesProps } from "@/components/remote-sources/kinds/source-ui";

/** What the administrator of the server needs to know, beside the form of a connection. */
export function SftpNotes({ egress, hostKey }: NotesProps) {
  return (
    <Panel title="For your IT team" description="Send this to the administrator of the server.">
      <div className="grid gap-5">
        <Note title="IP addresses to allow">
          <EgressAddresses {...egress} to="the SFTP port" />
        </Note>
        <Note title="Fingerprint to compare">
          {hostKey ? (
            <>
              <p>
                Rollcall expects this host key ({hostKey.type}). If the server shows a different key, all
                syncs stop.
              </p>
              <Copyable value={hostKey.fingerprint} label="Copy fingerprint" />
            </>
          ) : (
            <p>
              The first time it connects, Rollcall stores the server's fingerprint and shows it here to
              compare. If it changes later, all syncs stop until an admin approves the new one.
            </p>
          )}
          <p>To print the fingerprint on the server (for an ed25519 key):</p>
          <Copyable value="ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub" label="Copy command" />
        </Note>
        <Note title="User and file">
          <ul className="grid list-disc gap-1 pl-4">
            <li>Read access is enough. Rollcall never writes, renames or deletes files.</li>
            <li>
              Paths are relative to the home folder of this user, unless you let them start at the server
              root.
            </li>
            <li>
              Write the file under a temporary name first, such as{" "}
              <span className="font-mono">users.csv.part</span>, and rename it when it is complete.
            </li>
          </ul>
        </Note>
      </div>
    </Panel>
  );
}
