import { KeyRound, Server } from "lucide-react";
import { sftpCheck } from "@/components/remote-sources/kinds/sftp-check";
import { SftpForm } from "@/components/remote-sources/kinds/sftp-form";
import { SftpNotes } from "@/components/remote-sources/kinds/sftp-notes";
import { sftpSettingsOf } from "@/components/remote-sources/kinds/sftp-settings";
import type { SourceUi } from "@/components/remote-sources/kinds/source-ui";
import { Badge } from "@/components/ui/badge";
import type { SourceSettings } from "@/lib/model/source";

export const sftpUi: SourceUi = {
  label: "SFTP",
  choice: {
    icon: <Server />,
    title: "Connect to your SFTP server",
    text: "Rollcall signs in to your server and reads the file there.",
  },
  intro: "An SFTP server with the files that list your users. The connection is checked before it is saved.",
  Form: SftpForm,
  Notes: SftpNotes,
  Badges,
  describe,
  deleting: (settings) => ({
    lost: [`The connection to ${describe(settings, true)} and its stored credentials`],
    kept: ["The files on the server and all users stay as they are"],
  }),
  ...sftpCheck,
};

function Badges({ settings }: { settings: SourceSettings }) {
  const { authKind, allowOutdated, startAt } = sftpSettingsOf(settings);
  return (
    <>
      {authKind !== "password" ? (
        <Badge variant="outline">
          <KeyRound aria-hidden="true" />
          {authKind === "key_pair" ? "Key pair" : "Private Key"}
        </Badge>
      ) : null}
      {startAt === "root" ? <Badge variant="outline">Server root</Badge> : null}
      {allowOutdated ? <Badge variant="held">SHA-1 allowed</Badge> : null}
    </>
  );
}

/** `user@host:port`; in brief without the usual port 22. */
function describe(settings: SourceSettings, brief = false): string {
  const { username, host, port } = sftpSettingsOf(settings).place;
  return `${username}@${host}${brief && port === 22 ? "" : `:${port}`}`;
}
