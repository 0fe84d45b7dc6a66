import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` type-checks; a build on a customer's machine must not spend its time on that.
  typescript: { ignoreBuildErrors: true },
  // The optimizer endpoint had remote code execution faults; every picture here is our own and small.
  images: { unoptimized: true },
  serverExternalPackages: [
    ...["nodemailer", "ssh2", "ssh2-sftp-client", "postgres", "pino", "@node-rs/argon2", "prom-client"],
    // They render with react-dom's server, which the layer of server components refuses to bundle.
    ...["@react-email/components", "@react-email/render"],
  ],
  // The same for the same sources, so that web processes of several machines serve one another's pages.
  generateBuildId: () => process.env.ROLLCALL_BUILD_ID ?? null,
  // A test build lives beside the one that serves, so that neither overwrites the other.
  distDir: process.env.ROLLCALL_DIST_DIR ?? ".next",
};

export default config;
