import type { DropServer } from "@/lib/drops/server-facts";
import type { SourceKind } from "@/lib/model/source";
import type { Egress } from "@/lib/remote-sources/read";

/** A value to copy, such as a host or a fingerprint. */
export type Fact = { label: string; value: string };

export type InstructionColumn = { header: string; fills: string; isRequired: boolean };

/** A file that a sync reads from the source. */
export type InstructionFile = {
  /** Relative to where the paths of the source start; may have a pattern. */
  path: string;
  managersPath: string | null;
  schedule: string;
  /** "UTF-8", "comma". */
  encoding: string;
  separator: string;
  headerRow: number;
  /** What else it is held to, in short phrases. */
  conditions: string[];
  columns: InstructionColumn[];
};

/** What an IT team needs to know of one Remote Source. It holds no secret, and nothing of other sources. */
export type Instructions = {
  organization: string;
  name: string;
  kind: SourceKind;
  facts: Fact[];
  /** In words: the folder that paths start in. */
  start: string;
  /** To be installed on the server for the user, one line as in authorized_keys; null where a password is used. */
  publicKey: string | null;
  /** For an S3 bucket: the least that its user has to be allowed, as JSON. */
  policy: string | null;
  drop: { id: string; username: string; server: DropServer | null } | null;
  egress: Egress;
  /** The key that files are to be encrypted for. */
  pgp: { fingerprint: string; publicKey: string; isRequired: boolean } | null;
  files: InstructionFile[];
};
