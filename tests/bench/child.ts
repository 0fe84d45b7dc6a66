import { spawn } from "node:child_process";
import { PROJECT, scriptCommand } from "@/lib/runtime/project";

/** A process that answers one order after the other. */
export type Child<Orders extends Record<string, { order: unknown; answer: unknown }>> = {
  ask: <K extends keyof Orders & string>(what: K, order: Orders[K]["order"]) => Promise<Orders[K]["answer"]>;
  end: () => Promise<void>;
};

type Reply = { answer: unknown } | { error: string };

/** Starts `script` as the supervisor starts the worker: the same program, the same flags. */
export function startChild<Orders extends Record<string, { order: unknown; answer: unknown }>>(
  script: string,
  env: Readonly<Record<string, string>>,
): Child<Orders> {
  const child = spawn(process.execPath, scriptCommand(script), {
    cwd: PROJECT,
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let waiting: ((reply: Reply) => void) | null = null;
  child.on("message", (reply: Reply) => waiting?.(reply));
  void gone.then(() => waiting?.({ error: `${script} ended` }));
  return {
    ask: async (what, order) => {
      const reply = await new Promise<Reply>((resolve) => {
        waiting = resolve;
        child.send({ what, order });
      });
      waiting = null;
      if ("error" in reply) throw new Error(reply.error);
      return reply.answer as never;
    },
    end: async () => {
      child.disconnect();
      await gone;
    },
  };
}

/** The other side: answers orders by `handlers`, one at a time, until the benchmark is gone. */
export function answer<Orders extends Record<string, { order: unknown; answer: unknown }>>(
  handlers: {
    [K in keyof Orders]: (order: Orders[K]["order"]) => Promise<Orders[K]["answer"]>;
  },
): void {
  process.on("message", async ({ what, order }: { what: keyof Orders & string; order: never }) => {
    try {
      process.send?.({ answer: await handlers[what](order) });
    } catch (error) {
      process.send?.({ error: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) });
    }
  });
  process.on("disconnect", () => process.exit(0));
}
