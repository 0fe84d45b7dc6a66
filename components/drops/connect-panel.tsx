import { recipesOf } from "@/components/drops/commands";
import { Recipes } from "@/components/drops/recipes";
import { Copyable } from "@/components/patterns/copyable";
import { Panel } from "@/components/patterns/panel";
import type { DropServer } from "@/lib/drops/server-facts";

type Props = {
  id: string;
  username: string;
  server: DropServer | null;
  url: string;
  /** Whom to ask about this installation. */
  contact: string;
};

/** Where files go, ready to copy and to send to the IT team. */
export function ConnectPanel({ id, username, server, url, contact }: Props) {
  const values = [
    ...(server
      ? [
          ["Host", server.host],
          ["Port", String(server.port)],
          ["User", username],
          ["Folder", "/"],
          ...server.keys.map(({ type, fingerprint }) => [`Host key (${type})`, fingerprint]),
        ]
      : []),
    ["HTTPS address", `${url}/api/v1/drops/${id}/users.csv`],
  ];
  return (
    <Panel
      title="Send files"
      description="Copy this for your IT team. A file counts once it has arrived in full."
    >
      <div className="grid gap-4">
        {server ? null : (
          <p className="text-pretty text-muted-foreground text-sm">
            The SFTP server for drops is not running, so only HTTPS works. To use SFTP, ask {contact}.
          </p>
        )}
        <dl className="grid gap-3 sm:grid-cols-2">
          {values.map(([label = "", value = ""]) => (
            <div key={label} className="grid min-w-0 gap-1">
              <dt className="text-muted-foreground text-xs">{label}</dt>
              <dd>
                <Copyable value={value} label={`Copy ${label}`} />
              </dd>
            </div>
          ))}
        </dl>
        <Recipes recipes={recipesOf({ id, username }, server, url)} />
      </div>
    </Panel>
  );
}
