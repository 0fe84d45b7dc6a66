import type { ChildEnv } from "@/lib/runtime/service";

export type Command = "start" | "dev" | "demo";

export type Options = {
  command: Command;
  /** The environment this process was started with; children get it with our values on top. */
  inherited: ChildEnv;
};
