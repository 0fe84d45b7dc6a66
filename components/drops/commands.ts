import type { DropServer } from "@/lib/drops/server-facts";

type Drop = { id: string; username: string };

export type Recipe = { id: string; label: string; text: string };

/** WinSCP names a key by its type, length and fingerprint. Of the keys that the server makes. */
const HOST_KEY_BITS: Readonly<Record<string, number>> = {
  "ssh-ed25519": 255,
  "ssh-rsa": 3072,
};

/** Ready to copy for exactly this drop. None of the values can hold a quote: they are made by Rollcall or its operator. */
export function recipesOf({ id, username }: Drop, server: DropServer | null, url: string): Recipe[] {
  const put = `${url}/api/v1/drops/${id}`;
  const https: Recipe[] = [
    {
      id: "curl",
      label: "curl",
      text: `curl -f -H "Authorization: Bearer $TOKEN" -T users.csv ${put}/users.csv`,
    },
    {
      id: "powershell-https",
      label: "PowerShell (HTTPS)",
      text: [
        `$headers = @{ Authorization = "Bearer $env:ROLLCALL_TOKEN" }`,
        `Invoke-WebRequest -Method Put -InFile users.csv -Headers $headers -Uri ${put}/users.csv`,
      ].join("\n"),
    },
  ];
  if (!server) return https;
  const { host, port } = server;
  const at = host.includes(":") ? `[${host}]` : host;
  const [key] = server.keys;
  const fingerprint = key ? key.fingerprint.replace(/^SHA256:/, "") : "";
  const type = key?.type ?? "ssh-ed25519";
  const bits = HOST_KEY_BITS[type] ?? 255;
  return [
    {
      id: "sftp",
      label: "sftp",
      text: `echo "put users.csv users.csv.part\nrename users.csv.part users.csv" | sftp -b - -P ${port} ${username}@${at}`,
    },
    {
      id: "winscp",
      label: "WinSCP script",
      text: [
        "option batch abort",
        "option confirm off",
        `open sftp://${username}@${at}:${port}/ -hostkey="${type} ${bits} ${fingerprint}" -privatekey="C:\\keys\\rollcall.ppk"`,
        "put -transfer=binary C:\\exports\\users.csv /users.csv",
        "exit",
      ].join("\n"),
    },
    {
      id: "powershell",
      label: "PowerShell (SFTP)",
      text: [
        "# The OpenSSH client of Windows",
        `"put C:\\exports\\users.csv users.csv" | Out-File -Encoding ascii batch.txt`,
        `sftp -b batch.txt -P ${port} -i C:\\keys\\rollcall ${username}@${at}`,
      ].join("\n"),
    },
    ...https,
  ];
}
