import type { Principal } from "@journeyman/access";
import type { AuthoringDeps } from "@journeyman/authoring";
import type { Id, IdKind } from "@journeyman/core";
import { z } from "zod";
import { type Endpoint, endpoint } from "../http/types.ts";
import { idOf } from "../schemas/common.ts";

type Archived = {
  /** `/topics` */
  path: string;
  tag: string;
  kind: IdKind;
  /** What taking it away means, and bringing it back. */
  away: string;
  back: string;
  archive(deps: AuthoringDeps, principal: Principal, environmentId: Id, id: Id, archived: boolean): Promise<void>;
};

/** Nothing that was in use is deleted: it is taken out of sight, and may come back. */
export function archiveEndpoints({ path, tag, kind, away, back, archive }: Archived): Endpoint[] {
  const one = (verb: string, summary: string, archived: boolean) =>
    endpoint({
      method: "post",
      path: `${path}/{id}/${verb}`,
      tag,
      summary,
      params: z.object({ id: idOf(kind) }),
      handle: ({ deps, principal, environmentId, params }) => archive(deps, principal, environmentId, params.id, archived),
    });
  return [one("archive", away, true), one("unarchive", back, false)];
}
