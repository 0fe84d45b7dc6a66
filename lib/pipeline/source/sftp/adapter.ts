import type { HostKey } from "@/drizzle/schema/remote-sources";
import type { PathStart } from "@/lib/model/source";
import type { SourceAdapter } from "@/lib/pipeline/source/adapter";
import { folderPathFault } from "@/lib/pipeline/source/path-fault";
import { checkSftp } from "@/lib/pipeline/source/sftp/check-sftp";
import { fetchSftp } from "@/lib/pipeline/source/sftp/fetch-sftp";
import { newSftp, type SftpInput, updatedSftp } from "@/lib/pipeline/source/sftp/form";
import { listSftp, walkSftp } from "@/lib/pipeline/source/sftp/list-sftp";
import { mergeSecrets, secretMissing, secretNeededAgain } from "@/lib/pipeline/source/sftp/secrets";
import { type SftpSettings, sftpSecret, sftpSettings } from "@/lib/pipeline/source/sftp/settings";
import type { SftpAuth, SftpTarget } from "@/lib/pipeline/source/sftp/target";

/** An SFTP server, signed in to by password or private key. */
export const sftpAdapter = {
  form: { create: newSftp, update: updatedSftp },
  settings: sftpSettings,
  secret: sftpSecret,
  settingsOf,
  newSecret: (entered, before) => {
    const { authKind } = entered;
    const isEntered = (authKind === "password" ? entered.password : entered.privateKey) !== "";
    if (before && !isEntered && before.settings.authKind === authKind) {
      if (!isSamePlace(before.settings.place, placeOf(entered))) throw secretNeededAgain(authKind);
      const hasPassphrase = authKind === "private_key" && entered.passphrase !== "";
      if (!hasPassphrase) return null;
    }
    const secret = mergeSecrets(entered, before && !isEntered ? before.openSecret() : null);
    if (!secret) throw secretMissing(authKind);
    return secret;
  },
  isSameServer,
  isSamePlace,
  target: ({ place, allowOutdated }, auth, hostKey: HostKey | null): SftpTarget => ({
    kind: "sftp",
    ...place,
    auth,
    hostKey,
    allowOutdated,
  }),
  describe: ({ place }) => place.host,
  start: () => HOME,
  pathFault: (path) => folderPathFault(path, HOME),
  fetch: fetchSftp,
  check: checkSftp,
  list: listSftp,
  walk: walkSftp,
} satisfies SourceAdapter<SftpInput, SftpSettings, SftpAuth, SftpTarget>;

const HOME: PathStart = { label: "Home folder", inWords: "the home folder of the user" };

type Place = SftpSettings["place"];

function placeOf({ host, port, username }: SftpInput): Place {
  return { host, port, username };
}

function settingsOf(entered: SftpInput, before: SftpSettings | null): SftpSettings {
  const { authKind, allowOutdated = before?.allowOutdated ?? false } = entered;
  return { place: placeOf(entered), authKind, allowOutdated };
}

function isSameServer(a: Place, b: Place): boolean {
  return a.host.toLowerCase() === b.host.toLowerCase() && a.port === b.port;
}

function isSamePlace(a: Place, b: Place): boolean {
  return isSameServer(a, b) && a.username === b.username;
}
