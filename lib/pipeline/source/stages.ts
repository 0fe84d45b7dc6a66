/** The stages of a connection check, in their order. The last two only run when a path is given. */
export const STAGES = [
  "resolve",
  "connect",
  "handshake",
  "host_key",
  "sign_in",
  "open_folder",
  "find_file",
  "read_header",
] as const;

export type Stage = (typeof STAGES)[number];

/** What a person reads. */
export const STAGE_LABELS: Readonly<Record<Stage, string>> = {
  resolve: "Look up the host",
  connect: "Connect",
  handshake: "Agree on encryption",
  host_key: "Check the host key",
  sign_in: "Sign in",
  open_folder: "Open the folder",
  find_file: "Find the file",
  read_header: "Read the first line",
};
