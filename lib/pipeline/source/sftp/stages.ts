import type { Stages } from "@/lib/pipeline/source/stages";

/** The stages of a check, in their order. */
export const SFTP_STAGES: Stages = [
  { stage: "resolve", label: "Look up the host" },
  { stage: "connect", label: "Connect" },
  { stage: "handshake", label: "Agree on encryption" },
  { stage: "host_key", label: "Check the host key" },
  { stage: "sign_in", label: "Sign in" },
  { stage: "open_folder", label: "Open the folder" },
  { stage: "find_file", label: "Find the file", isOfFile: true },
  { stage: "read_header", label: "Read the first line", isOfFile: true },
];
