import type { z } from "zod";
import type { HostKey } from "@/drizzle/schema/remote-sources";
import type { Ctx } from "@/lib/context";
import type { PathStart, SourceKind, SourceSettings } from "@/lib/model/source";
import type {
  Checked,
  CheckOptions,
  Fetched,
  FetchOptions,
  FolderEntry,
  FolderListing,
  ListOptions,
  WalkOptions,
} from "@/lib/pipeline/source/types";

/** What the form of a kind sends: its own fields, with the secret as it was entered. */
type EnteredSource = { kind: SourceKind; name: string };

/** A connection with its secret opened. `hostKey` is the pinned key; null accepts any, once. */
type OpenedSource = { kind: SourceKind; hostKey: HostKey | null };

/** Whose it is, for a kind whose files lie with us; `id` is null before it was saved. */
export type SourceOwner = { ctx: Ctx; id: string | null };

/** What is stored of a source that is edited. */
type StoredSource<Settings, Secret> = { settings: Settings; openSecret: () => Secret };

/**
 * One kind of server that files come from: what its form holds, what is stored of it, and how it is spoken to. Its
 * functions are methods, because each takes only its own kind: what the registry finds by `kind` is given to it alone.
 */
export type SourceAdapter<
  Entered extends EnteredSource = EnteredSource,
  Settings extends SourceSettings = SourceSettings,
  Secret = unknown,
  Target extends OpenedSource = OpenedSource,
> = {
  /** Of a new source and of one that is edited, which has an `id` and may leave its secret empty. */
  form: { create: z.ZodType<Entered>; update: z.ZodType<Entered & { id: string }> };
  settings: z.ZodType<Settings>;
  secret: z.ZodType<Secret>;
  /** `before` is null for a new source. */
  settingsOf(entered: Entered, before: Settings | null): Settings;
  /**
   * What to store; null keeps the stored secret, which is only right for the place it was entered for. `openDraft` gives
   * the secret that was made here for this form, null for none. Throws `invalid_input` where a secret is needed or can't
   * be used.
   */
  newSecret(
    entered: Entered,
    before: StoredSource<Settings, Secret> | null,
    openDraft: (draft: string) => unknown,
  ): Secret | null;
  /** Whether both are one server, whose key stays pinned. */
  isSameServer(a: Settings["place"], b: Settings["place"]): boolean;
  /** Whether a secret entered for one may be sent to the other, which is then only spelled otherwise. */
  isSamePlace(a: Settings["place"], b: Settings["place"]): boolean;
  target(settings: Settings, secret: Secret, hostKey: HostKey | null, owner: SourceOwner): Target;
  /** What to install on the server, of a secret that was made here; null for any other. */
  publicKey?(settings: Settings, secret: Secret): string | null;
  /** Where it is, in one word for a person. */
  describe(settings: Settings): string;
  start(settings: Settings): PathStart;
  /** Why a path can't be meant there, in words for its field, beyond what no path can be; null when it can. */
  pathFault(path: string, settings: Settings): string | null;
  /** The whole file on this machine. See `fetchFile`. */
  fetch(target: Target & { path: string }, options: FetchOptions): Promise<Fetched>;
  /** A connection stage by stage, up to the first that fails. See `checkSource`. */
  check(target: Target & { path?: string }, options: CheckOptions): Promise<Checked>;
  /** What lies in a folder; "" is where its paths start. See `listFolder`. */
  list(target: Target, folder: string, options: ListOptions): Promise<FolderListing>;
  /** All wanted entries of a folder, however many there are, piece by piece. See `walkFolder`. */
  walk(target: Target, folder: string, options: WalkOptions): AsyncIterable<FolderEntry[]>;
};
