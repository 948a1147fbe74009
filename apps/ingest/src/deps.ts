import type { Store } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import type { Logger } from "pino";
import type { GroupCommit } from "./events/group-commit.ts";
import type { LastSeen } from "./sources/last-seen.ts";
import type { RateLimit } from "./sources/rate-limit.ts";
import type { RefusedCount } from "./sources/refused.ts";
import type { SourceCache } from "./sources/source-cache.ts";

export type PublicUrls = { ingest: string; web: string };

export type IngestDeps = {
  store: Store;
  vault: Vault;
  log: Logger;
  urls: PublicUrls;
  sources: SourceCache;
  rateLimit: RateLimit;
  groupCommit: GroupCommit;
  lastSeen: LastSeen;
  refused: RefusedCount;
};
