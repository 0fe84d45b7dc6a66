"use server";

import { z } from "zod";
import { action, workspaceAction } from "@/lib/action";
import { makeSandbox } from "@/lib/sandbox/make";
import { removeSandbox } from "@/lib/sandbox/remove";
import { sendNextFile } from "@/lib/sandbox/send-next";

const nothing = z.strictObject({});

export const makeSandboxAction = action(
  "makeSandboxAction",
  { can: "workspace:create", input: nothing, refreshes: true },
  (ctx) => makeSandbox(ctx),
);

export const removeSandboxAction = action(
  "removeSandboxAction",
  { can: "workspace:delete", input: nothing },
  (ctx) => removeSandbox(ctx),
);

export const sendNextFileAction = workspaceAction(
  "sendNextFileAction",
  { can: "run:start", input: nothing, refreshes: true },
  (ctx) => sendNextFile(ctx),
);
