import type { Metadata } from "next";
import { TokensPanel } from "@/components/api-tokens/tokens-panel";
import { listTokens } from "@/lib/api-tokens/read";
import { TOKEN_PERMISSIONS } from "@/lib/api-tokens/scopes";
import { pageOrg } from "@/lib/auth/page";
import { may } from "@/lib/permissions";
import { listWorkspaceNames } from "@/lib/workspaces/read";

export const metadata: Metadata = { title: "API tokens" };

/** The tokens with which programs use the API. */
export default async function TokensPage({ params }: { params: Promise<{ org: string }> }) {
  const ctx = await pageOrg((await params).org, "token:view");
  const [tokens, workspaces] = await Promise.all([listTokens(ctx), listWorkspaceNames(ctx)]);
  return (
    <TokensPanel
      tokens={tokens}
      workspaces={workspaces.map(({ id, name }) => ({ id, name }))}
      permissions={TOKEN_PERMISSIONS.filter(({ permission }) => may(ctx, permission))}
      canCreate={may(ctx, "token:create")}
      canRevoke={may(ctx, "token:revoke")}
    />
  );
}
