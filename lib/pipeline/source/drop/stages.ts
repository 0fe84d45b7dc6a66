import type { Stages } from "@/lib/pipeline/source/stages";

/** The stages of a check, in their order. */
export const DROP_STAGES: Stages = [
  { stage: "credentials", label: "A key, password or token is set" },
  { stage: "arrived", label: "A file has arrived" },
  { stage: "find_file", label: "Find the file", isOfFile: true },
  { stage: "read_header", label: "Read the first line", isOfFile: true },
];
