/** The kinds of Remote Sources. A new word here makes the compiler name what it needs: an adapter and a UI half. */
export const SOURCE_KINDS = ["sftp", "s3", "drop"] as const;

export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Where a secret may be sent, such as one server and user. Each kind says which words it has. */
export type SourcePlace = Readonly<Record<string, string | number>>;

/** A connection without its secret, as the schema of its kind reads it. A stored secret never follows to another `place`. */
export type SourceSettings = { place: SourcePlace };

/** Where the paths of a source start, as a person reads it. */
export type PathStart = {
  /** On a button: "Home folder". */
  label: string;
  /** In a sentence: "the home folder of the user". */
  inWords: string;
};
