import type { HostKey } from "@/drizzle/schema/remote-sources";
import type { PathStart } from "@/lib/model/source";
import type { SourceAdapter } from "@/lib/pipeline/source/adapter";
import { folderPathFault } from "@/lib/pipeline/source/path-fault";
import { checkSftp } from "@/lib/pipeline/source/sftp/check-sftp";
import { fetchSftp } from "@/lib/pipeline/source/sftp/fetch-sftp";
import { newSftp, type SftpInput, updatedSftp } from "@/lib/pipeline/source/sftp/form";
import { listSftp, walkSftp } from "@/lib/pipeline/source/sftp/list-sftp";
import { checkPrivateKeyText } from "@/lib/pipeline/source/sftp/private-key";
import {
  keyPairExpired,
  mergeSecrets,
  secretMissing,
  secretNeededAgain,
} from "@/lib/pipeline/source/sftp/secrets";
import {
  type SftpSettings,
  type StartAt,
  sftpSecret,
  sftpSettings,
} from "@/lib/pipeline/source/sftp/settings";
import type { SftpAuth, SftpTarget } from "@/lib/pipeline/source/sftp/target";

/** An SFTP server, signed in to by password or private key. */
export const sftpAdapter = {
  form: { create: newSftp, update: updatedSftp },
  settings: sftpSettings,
  secret: sftpSecret,
  settingsOf,
  newSecret: (entered, before, openDraft) => {
    const { authKind } = entered;
    if (authKind === "key_pair") return newKeyPair(entered, before?.settings ?? null, openDraft);
    const isEntered = (authKind === "password" ? entered.password : entered.privateKey) !== "";
    const keeps = before !== null && !isEntered && before.settings.authKind === authKind;
    if (keeps) {
      if (!isSamePlace(before.settings.place, placeOf(entered))) throw secretNeededAgain(authKind);
      const hasPassphrase = authKind === "private_key" && entered.passphrase !== "";
      if (!hasPassphrase) return null;
    }
    const secret = mergeSecrets({ ...entered, authKind }, keeps ? before.openSecret() : null);
    if (!secret) throw secretMissing(authKind);
    return secret;
  },
  isSameServer,
  isSamePlace,
  target: ({ place, allowOutdated, startAt }, auth, hostKey: HostKey | null): SftpTarget => ({
    kind: "sftp",
    ...place,
    auth,
    hostKey,
    allowOutdated,
    startAt,
  }),
  publicKey: publicKeyOf,
  describe: ({ place }) => place.host,
  start: ({ startAt }) => STARTS[startAt],
  pathFault,
  fetch: fetchSftp,
  check: checkSftp,
  list: listSftp,
  walk: walkSftp,
} satisfies SourceAdapter<SftpInput, SftpSettings, SftpAuth, SftpTarget>;

/** The half that may be known of a key pair that was made here. */
function publicKeyOf({ authKind }: SftpSettings, secret: SftpAuth): string | null {
  if (authKind !== "key_pair" || secret.kind !== "private_key") return null;
  return `${checkPrivateKeyText(secret.privateKey).publicKey} rollcall`;
}

/** The pair made for this form, or null for the stored one, which is used only where it was made for. */
function newKeyPair(
  entered: SftpInput,
  before: SftpSettings | null,
  openDraft: (draft: string) => unknown,
): SftpAuth | null {
  if (entered.keyDraft) {
    const { success, data } = sftpSecret.safeParse(openDraft(entered.keyDraft));
    if (success) return data;
    throw keyPairExpired();
  }
  if (before?.authKind !== "key_pair") throw secretMissing("key_pair");
  if (!isSamePlace(before.place, placeOf(entered))) throw secretNeededAgain("key_pair");
  return null;
}

const STARTS: Readonly<Record<StartAt, PathStart>> = {
  home: { label: "Home folder", inWords: "the home folder of the user" },
  root: { label: "Server root", inWords: "the server's root folder" },
};

/** Under the root a leading slash says nothing new; under the home folder it may mean a file that can't be reached. */
function pathFault(path: string, { startAt }: SftpSettings): string | null {
  const fault = folderPathFault(startAt === "root" ? path.replace(/^\/+/, "") : path, STARTS[startAt]);
  if (startAt === "root" || fault === null || !path.startsWith("/")) return fault;
  return `${fault} For a file elsewhere on the server, edit the Remote Source and let its paths start at the server's root.`;
}

type Place = SftpSettings["place"];

function placeOf({ host, port, username }: SftpInput): Place {
  return { host, port, username };
}

function settingsOf(entered: SftpInput, before: SftpSettings | null): SftpSettings {
  const { authKind } = entered;
  const { allowOutdated = before?.allowOutdated ?? false, startAt = before?.startAt ?? "home" } = entered;
  return { place: placeOf(entered), authKind, allowOutdated, startAt };
}

function isSameServer(a: Place, b: Place): boolean {
  return a.host.toLowerCase() === b.host.toLowerCase() && a.port === b.port;
}

function isSamePlace(a: Place, b: Place): boolean {
  return isSameServer(a, b) && a.username === b.username;
}
