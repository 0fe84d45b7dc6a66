import type { Permission } from "@/lib/permissions";

/** A page of the organization's settings. `path` is what follows `/<organization>/settings`. */
type SettingsTab = { label: string; path: string; can: Permission };

/** The pages of the organization's settings, in the order of their tabs. */
export const SETTINGS_TABS: readonly SettingsTab[] = [
  { label: "General", path: "", can: "organization:view" },
  { label: "Sign-in", path: "/sign-in", can: "organization:view" },
  { label: "Alerts", path: "/alerts", can: "audit:view" },
  { label: "Webhooks", path: "/webhooks", can: "webhook:manage" },
  { label: "Personal data", path: "/data", can: "audit:view" },
  { label: "API tokens", path: "/tokens", can: "token:view" },
];
