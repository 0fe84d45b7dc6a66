import { ColumnRepairs } from "@/components/runs/repairs/column-repairs";
import { PasswordRepair } from "@/components/runs/repairs/password-repair";
import type { WorkspaceCtx } from "@/lib/context";
import { may } from "@/lib/permissions";
import { findRemoteSource } from "@/lib/remote-sources/read";
import { hasPassword } from "@/lib/remote-sources/renew-password";
import { listColumnProblems } from "@/lib/runs/repairs/columns";
import { canRunAgain, isRepairable } from "@/lib/runs/repairs/repairable";
import type { RunDetail } from "@/lib/runs/views/types";

type Props = { ctx: WorkspaceCtx; run: RunDetail };

/** What can be put right on the page of a run that failed or needs approval. Nothing once a newer run has read the file. */
export async function RunRepairs({ ctx, run }: Props) {
  if (run.failure?.code === "source_credentials") return <WrongPassword ctx={ctx} run={run} />;
  if (!may(ctx, "sync:update") || !may(ctx, "run:start")) return null;
  const problems = await listColumnProblems(ctx, run);
  if (problems.length === 0) return null;
  return <ColumnRepairs runId={run.id} problems={problems.map(({ target: _, ...problem }) => problem)} />;
}

/** A Remote Source belongs to the organization: who may change the sync only is not asked for its password. */
async function WrongPassword({ ctx, run }: Props) {
  const { remoteSource, sync } = run;
  if (!remoteSource || !may(ctx, "remote_source:update") || !may(ctx, "run:start")) return null;
  if (!canRunAgain(run) || !(await isRepairable(ctx, run))) return null;
  const source = await findRemoteSource(ctx, remoteSource.id);
  if (!source || !hasPassword(source)) return null;
  return (
    <PasswordRepair syncId={sync.id} source={{ id: source.id, name: source.name, address: source.address }} />
  );
}
