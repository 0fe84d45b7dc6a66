import { startView } from "@/lib/auth/portal/view-as";
import { listKeptMails } from "@/lib/mail/outbox";
import { findOpenPage, findOpenPicture, leadsTeams, listLedTeams, listOpenPages } from "@/lib/portal/read";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const viewed = ({ userId }: World) => ({ userId });
const PORTAL = "Anybody at a portal; throttled, and held to its promises by tests/db/portal.";

export const verbs: Cases["verbs"] = {
  startView: { outcome: "not_found", call: ({ ws }, victim) => startView(ws, viewed(victim)) },
  listKeptMails: { outcome: "own", call: ({ ctx }) => listKeptMails(ctx) },
  listOpenPages: { outcome: "own", call: ({ portal }) => listOpenPages(portal) },
  findOpenPage: {
    outcome: "own",
    call: ({ portal }, { pageSlug }) => findOpenPage(portal, { slug: pageSlug }),
  },
  findOpenPicture: {
    outcome: "own",
    call: async ({ portal }, { pictureId }) => {
      if (await findOpenPicture(portal, { id: pictureId }))
        throw new Error("A picture of another workspace.");
    },
  },
  ensurePages: { trusted: "Seeds the demo's own organization when the demo starts; no request reaches it." },
  leadsTeams: { outcome: "own", call: ({ portal }) => leadsTeams(portal) },
  listLedTeams: { outcome: "own", call: ({ portal }) => listLedTeams(portal) },
};

export const routes: Cases["routes"] = {
  "GET app/(portal)/p/[org]/[workspace]/pictures/[file]/route.ts": {
    ...{ scope: "public", reason: "For users of a portal; tests/db/page-pictures.test.ts asks as each." },
  },
  "GET app/(portal)/p/[org]/[workspace]/logo/[file]/route.ts": {
    ...{ scope: "public", reason: "Shown where users sign in; tests/db/brand.test.ts asks for another's." },
  },
};

export const actions: Cases["actions"] = {
  viewAsAction: { scope: "workspace", can: "portal:view_as", outcome: "not_found", input: viewed },
  requestPortalLinkAction: { scope: "public", reason: PORTAL },
  enterPortalAction: { scope: "public", reason: PORTAL },
  leavePortalAction: { scope: "public", reason: PORTAL },
};
