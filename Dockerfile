FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --no-audit --no-fund && npm run generate -w @journeyman/prisma && npm run build -w @journeyman/web

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1
COPY --from=build --chown=node:node /app /app
RUN mkdir -p /var/lib/journeyman && chown node:node /var/lib/journeyman
USER node
