import { listAttachable } from "@/lib/remote-sources/read";
import { makeSandbox } from "@/lib/sandbox/make";
import { findSandbox } from "@/lib/sandbox/read";
import { removeSandbox } from "@/lib/sandbox/remove";
import { sendNextFile } from "@/lib/sandbox/send-next";
import type { Cases } from "../../support/tenancy/cases";

const nothing = () => ({});

// None of them takes an id: whose sandbox it is follows from the context alone.
export const verbs: Cases["verbs"] = {
  listAttachable: { outcome: "own", call: ({ ctx }) => listAttachable(ctx) },
  makeSandbox: {
    outcome: "own",
    call: async ({ ctx }) => {
      await makeSandbox(ctx);
      await removeSandbox(ctx);
    },
  },
  findSandbox: { outcome: "own", call: ({ ws }) => findSandbox(ws) },
  sendNextFile: { outcome: "not_found", call: ({ ws }) => sendNextFile(ws) },
  removeSandbox: { outcome: "not_found", call: ({ ctx }) => removeSandbox(ctx) },
};

// The stranger removes what it has just made.
export const actions: Cases["actions"] = {
  makeSandboxAction: { scope: "org", can: "workspace:create", outcome: "own", input: nothing },
  removeSandboxAction: { scope: "org", can: "workspace:delete", outcome: "own", input: nothing },
  sendNextFileAction: { scope: "workspace", can: "run:start", outcome: "not_found", input: nothing },
};

export const routes: Cases["routes"] = {
  "GET app/help/sample.csv/route.ts": {
    scope: "public",
    reason: "A file of people who do not exist, the same for everyone.",
  },
};
