"use server";

import { refresh } from "next/cache";
import { workspaceAction } from "@/lib/action";
import { cancelRun } from "@/lib/runs/cancel-run";
import { chooseSame } from "@/lib/runs/choose-same";
import { approveRun, discardRun } from "@/lib/runs/decide-run";
import { addedValues, approvedRun, chosenSame, namedRun } from "@/lib/runs/schema";
import { undoRun } from "@/lib/runs/undo-run";
import { addUnknownValues } from "@/lib/runs/unknown-values/add";
import { addUnknownTeams } from "@/lib/runs/unknown-values/add-teams";

export const approveRunAction = workspaceAction(
  { can: "run:decide", input: approvedRun },
  async (ctx, input) => {
    await approveRun(ctx, input);
    refresh();
  },
);

export const chooseSameAction = workspaceAction(
  { can: "run:decide", input: chosenSame },
  async (ctx, input) => {
    const { lines } = await chooseSame(ctx, input);
    refresh();
    return { lines };
  },
);

export const discardRunAction = workspaceAction(
  { can: "run:decide", input: namedRun },
  async (ctx, input) => {
    await discardRun(ctx, input);
    refresh();
  },
);

export const cancelRunAction = workspaceAction({ can: "run:cancel", input: namedRun }, async (ctx, input) => {
  await cancelRun(ctx, input);
  refresh();
});

export const undoRunAction = workspaceAction({ can: "run:undo", input: namedRun }, (ctx, input) =>
  undoRun(ctx, input),
);

export const addUnknownValuesAction = workspaceAction(
  { can: "field:update", input: addedValues },
  async (ctx, input) => {
    const added = await addUnknownValues(ctx, input);
    refresh();
    return added;
  },
);

export const addUnknownTeamsAction = workspaceAction(
  { can: "team:create", input: addedValues },
  async (ctx, input) => {
    const added = await addUnknownTeams(ctx, input);
    refresh();
    return added;
  },
);
