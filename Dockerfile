# One image for all services and the command line; what a container runs is its command: `services/ingest/src/main.ts`.
FROM node:24-bookworm-slim AS build
RUN npm install --global pnpm@12.21.0
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages packages
COPY services services
# without what is optional: the embedded database, which only runs where everything is one process
RUN pnpm install --prod --frozen-lockfile --no-optional \
      --filter-prod '@casus/prepare...' \
      --filter-prod '@casus/ingest...' \
      --filter-prod '@casus/projector...' \
      --filter-prod '@casus/forecast...' \
      --filter-prod '@casus/cli...'

FROM node:24-bookworm-slim
ENV NODE_ENV=production CASUS_HOST=0.0.0.0 CASUS_PORT=8420
WORKDIR /app
COPY --from=build /app ./
USER node
EXPOSE 8420
ENTRYPOINT ["node"]
