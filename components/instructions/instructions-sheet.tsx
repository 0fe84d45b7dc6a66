import type { ReactNode } from "react";
import { recipesOf } from "@/components/drops/commands";
import { FileParts } from "@/components/instructions/file-part";
import { Block, Part, Points, Values } from "@/components/instructions/part";
import { unreachable } from "@/lib/errors";
import type { Instructions } from "@/lib/instructions/views";

type Props = {
  instructions: Instructions;
  /** The address of this installation. */
  url: string;
};

/** All that an IT team needs for one Remote Source, for the screen and for paper. */
export function InstructionsSheet({ instructions, url }: Props) {
  const { kind } = instructions;
  switch (kind) {
    case "sftp":
      return (
        <Sheet instructions={instructions}>
          <SftpParts {...instructions} />
        </Sheet>
      );
    case "s3":
      return (
        <Sheet instructions={instructions}>
          <S3Parts {...instructions} />
        </Sheet>
      );
    case "drop":
      return (
        <Sheet instructions={instructions}>
          <DropParts instructions={instructions} url={url} />
        </Sheet>
      );
    default:
      return unreachable(kind);
  }
}

function Sheet({ instructions, children }: { instructions: Instructions; children: ReactNode }) {
  const { files, start, pgp } = instructions;
  return (
    <div className="grid grid-cols-1 gap-6">
      {children}
      <FileParts files={files} start={start} />
      {pgp ? (
        <Part title="Encryption">
          <p className="text-pretty">
            {pgp.isRequired
              ? "Files have to be encrypted with PGP for this public key."
              : "Files may be encrypted with PGP for this public key."}
          </p>
          <Values values={[{ label: "Fingerprint", value: pgp.fingerprint }]} />
          <Block text={pgp.publicKey.trim()} label="Copy public key" />
        </Part>
      ) : null}
    </div>
  );
}

function SftpParts({ facts, publicKey, egress, start }: Instructions) {
  return (
    <>
      <Part title="What Rollcall does">
        <Points>
          <li>It connects to your server by SFTP, reads the file and disconnects.</li>
          <li>Read access is enough: it never writes, renames or deletes a file.</li>
          <li>Paths start in {start}.</li>
        </Points>
      </Part>
      <Part title="The server">
        <Values values={facts} />
        <p className="text-pretty text-muted-foreground">
          If the server shows another host key, Rollcall sends nothing and all syncs stop. To print the
          fingerprint on the server:
        </p>
        <Block text="ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub" label="Copy command" />
      </Part>
      <Part title="How it signs in">
        {publicKey ? (
          <>
            <p className="text-pretty">
              With a key. Add this public key to <span className="font-mono">~/.ssh/authorized_keys</span> of
              the user:
            </p>
            <Block text={publicKey.trim()} label="Copy public key" />
          </>
        ) : (
          <p className="text-pretty">
            With a password or a key that was entered in Rollcall. Give a new one to the person who sent you
            this page, never by e-mail.
          </p>
        )}
      </Part>
      <Addresses egress={egress} to="the SFTP port" />
      <Part title="Placing the file">
        <p className="text-pretty">
          Write it under a temporary name first, such as <span className="font-mono">users.csv.part</span>,
          and rename it when it is complete. Then a file that is half written is never read.
        </p>
      </Part>
    </>
  );
}

function S3Parts({ facts, policy, egress }: Instructions) {
  return (
    <>
      <Part title="What Rollcall does">
        <Points>
          <li>It lists and reads objects of your bucket. It never writes, copies or deletes any.</li>
          <li>It signs in with an access key of a user that is Rollcall's alone.</li>
        </Points>
      </Part>
      <Part title="The bucket">
        <Values values={facts} />
      </Part>
      {policy ? (
        <Part title="Policy for the user">
          <p>The least that it needs:</p>
          <Block text={policy} label="Copy policy" />
        </Part>
      ) : null}
      <Addresses egress={egress} to="the bucket" />
    </>
  );
}

function DropParts({ instructions, url }: Props) {
  const { drop, facts } = instructions;
  if (!drop) return null;
  const { id, username, server } = drop;
  const shown = server
    ? [
        { label: "Host", value: server.host },
        { label: "Port", value: String(server.port) },
        ...facts,
        ...server.keys.map(({ type, fingerprint }) => ({ label: `Host key (${type})`, value: fingerprint })),
      ]
    : [];
  const https = `${url}/api/v1/drops/${id}/users.csv`;
  return (
    <>
      <Part title="What to do">
        <Points>
          <li>Send the file to Rollcall by SFTP or HTTPS. No server of yours has to be opened.</li>
          <li>A file counts once it has arrived in full. The one before stays until then.</li>
          <li>
            To sign in by SFTP, send your public key (the one line of the file that ends in{" "}
            <span className="font-mono">.pub</span>) to the person who sent you this page, or ask them for the
            password. For HTTPS, ask them for a token.
          </li>
        </Points>
      </Part>
      <Part title="Where to send it">
        {server ? <Values values={shown} /> : <p>SFTP is switched off here: send the file by HTTPS.</p>}
        <Values values={[{ label: "HTTPS address", value: https }]} />
      </Part>
      <Part title="Your firewall">
        <p className="text-pretty">
          Allow connections from your machine to{" "}
          {server ? `${server.host}, port ${server.port} (SFTP), or to ` : null}
          {new URL(url).host} (HTTPS). Rollcall never connects to you.
        </p>
      </Part>
      <Part title="Commands">
        {recipesOf({ id, username }, server, url).map((recipe) => (
          <div key={recipe.id} className="grid min-w-0 break-inside-avoid gap-1">
            <h3 className="font-medium text-sm">{recipe.label}</h3>
            <Block text={recipe.text} label={`Copy ${recipe.label} command`} />
          </div>
        ))}
      </Part>
    </>
  );
}

function Addresses({ egress: { addresses, contact }, to }: Pick<Instructions, "egress"> & { to: string }) {
  return (
    <Part title="Addresses to allow">
      {addresses.length === 0 ? (
        <p className="wrap-anywhere text-pretty">
          The addresses that Rollcall connects from are not listed here. If {to} is behind a firewall, ask{" "}
          {contact} for them.
        </p>
      ) : (
        <>
          <p className="text-pretty">
            Rollcall connects from these IP addresses. Allow them to reach {to} in your firewall.
          </p>
          <Block text={addresses.join("\n")} label="Copy all IP addresses" />
        </>
      )}
    </Part>
  );
}
