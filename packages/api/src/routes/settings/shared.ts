import type { IdKind } from "@journeyman/core";
import { z } from "zod";
import { id, idOf } from "../../schemas/common.ts";

/** What every endpoint of the settings stands under in the document. */
export const tag = "Settings";

export const byId = (kind: IdKind) => z.object({ id: idOf(kind) });

/** The answer to what makes something. */
export const made = z.object({ id });
