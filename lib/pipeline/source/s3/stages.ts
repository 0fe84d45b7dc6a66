import type { Stages } from "@/lib/pipeline/source/stages";

/** The stages of a check, in their order. */
export const S3_STAGES: Stages = [
  { stage: "resolve", label: "Look up the host" },
  { stage: "connect", label: "Connect" },
  { stage: "tls", label: "Agree on encryption" },
  { stage: "sign_in", label: "Sign in" },
  { stage: "bucket", label: "Open the bucket" },
  { stage: "find_file", label: "Find the file", isOfFile: true },
  { stage: "read_header", label: "Read the first line", isOfFile: true },
];
