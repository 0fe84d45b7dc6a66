export type DeniedWord = {
  /** A space matches any white space, a line break too. */
  pattern: RegExp;
  use: string;
};

/** Words and phrases that no reader should meet, each with the one to use. */
export const DENIED: readonly DeniedWord[] = [
  { pattern: /\b(un)?tick(s|ed|ing)?\b/i, use: "select, clear selection, 3 selected" },
  { pattern: /\bstands?\b|\bstood\b/i, use: "is listed, appears, is shown" },
  { pattern: /\banew\b/i, use: "again" },
  { pattern: /\b(run|runs|ran) out\b/i, use: "expired" },
  { pattern: /\b(taken|takes?|took) back\b/i, use: "revoked, undone" },
  { pattern: /\bused up\b/i, use: "already used" },
  { pattern: /\b(whoever|whosoever)\b/i, use: "anyone" },
  { pattern: /\bby (itself|themselves)\b|\bof (its|their) own accord\b/i, use: "automatically" },
  { pattern: /\bby hand\b/i, use: "manually" },
  { pattern: /\bfor good\b/i, use: "permanently" },
  { pattern: /\bat once\b/i, use: "immediately, at the same time" },
  { pattern: /\bfrom then on\b/i, use: "from now on" },
  { pattern: /\b(comes?|came|coming) into being\b/i, use: "will be created, is created" },
  { pattern: /\bwithdr[ae]w/i, use: "remove from, revoke" },
  { pattern: /\bmend(s|ed|ing)?\b/i, use: "fix, correct" },
  { pattern: /\blets? go\b/i, use: "disconnect from sync" },
  { pattern: /\bin part\b/i, use: "partially" },
  { pattern: /\bHeld\b|\bheld plans?\b/, use: "Pending approval" },
  { pattern: /\bwaits? for a decision\b/i, use: "Pending approval" },
  { pattern: /\btakes? (\w+ )?out of\b|\bputs? (\w+ )?in the\b/i, use: "remove from, add to" },
  { pattern: /\banswers? to\b|\bgoes by (the|that|this) name\b/i, use: "No results for …" },
  { pattern: /\b[KMGT]iB\b/, use: "KB, MB, GB (powers of 1,000)" },
  { pattern: /\bone a line\b/i, use: "one per line" },
  { pattern: /\bappoint(s|ed|ing)?\b/i, use: "add as manager" },
  { pattern: /\b(takes?|taken|taking) (\w+ )?over\b/i, use: "connect to the sync" },
  { pattern: /\bputs? (\w+ )?back\b/i, use: "revert, restore" },
  { pattern: /\bheld back\b|\bwaits? for (you|a person|someone)\b/i, use: "pending approval" },
  { pattern: /\bnothing fills\b|\bfills? nothing\b/i, use: "no column is mapped to it" },
  { pattern: /\bpropos(al|als|ed|es|e)\b/i, use: "suggestion, suggested" },
  { pattern: /\bleft alone\b/i, use: "skipped, unchanged" },
  { pattern: /\bunwanted mails?\b/i, use: "spam folder" },
  { pattern: /\b(a|the|your|no) mails?\b(?! server)/i, use: "e-mail" },
  { pattern: /\bkept mails?\b|\boutbox\b/i, use: "unsent e-mails" },
  { pattern: /\bas on this device\b/i, use: "System" },
  { pattern: /\bwhatever the file says\b/i, use: "pinned" },
  { pattern: /\bcomplete list\b|\btaken as\b/i, use: "full list, import mode" },
  { pattern: /\bby now\b/i, use: "now, already" },
  { pattern: /\b(of|is|are) ours\b|\b(no|not an?) (id|link|address|file) of\b/i, use: "is not valid" },
  { pattern: /\bnot whole\b/i, use: "incomplete" },
  { pattern: /\bspoken to\b/i, use: "reached" },
  { pattern: /\bat work\b|\bunder way\b/i, use: "in progress, running" },
  { pattern: /\bto go on\b/i, use: "to continue" },
  { pattern: /(?<!e-)\bmailed\b/i, use: "e-mailed" },
  { pattern: /\brows? (that )?counts?\b|\bno row of\b/i, use: "rows to import" },
  { pattern: /\btyping errors?\b/i, use: "typo" },
  {
    pattern: /\bUTF 8\b|\bUTF 16\b|\bUTF16\b|\bWindows 1252\b|\b[Cc][Pp]1252\b/,
    use: "UTF-8, UTF-16, Windows-1252",
  },
];

/** Fixed texts that customers know. They stay to the letter; nothing else may use their words. */
export const FIXED: readonly { text: string; reason: string }[] = [
  { text: "to a user added by hand", reason: "a row error that customers know from their reports" },
];

/** The folders whose texts are checked. */
export const CHECKED: readonly string[] = ["app", "components", "inngest", "lib"];
