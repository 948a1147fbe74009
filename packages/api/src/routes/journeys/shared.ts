import type * as authoring from "@journeyman/authoring";
import { formatId } from "@journeyman/core";
import { z } from "zod";
import { id, idOf, iso } from "../../schemas/common.ts";
import type * as schemas from "../../schemas/journeys.ts";
import { namedOrNull } from "../names.ts";

/** What every endpoint of journeys stands under in the document. */
export const tag = "Journeys";

export const params = z.object({ id: idOf("journey") });

/** The answer to what makes a journey. */
export const made = z.object({ id, key: z.string() });

export function versionView(row: authoring.VersionRow, live: boolean): z.input<typeof schemas.version> {
  return {
    id: formatId("version", row.id),
    number: row.number,
    note: row.note,
    publishedAt: iso(row.published_at),
    publishedBy: namedOrNull("user", row.published_by, row.published_by_name),
    checksum: row.checksum,
    live,
  };
}
