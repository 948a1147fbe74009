import { type Action, can } from "@journeyman/access";
import type { ReactNode } from "react";
import { NotAllowed } from "@/components/not-allowed.tsx";
import { requireViewer } from "@/server/principal.ts";

/**
 * For every page of the signed-in part: asks who is there and whether they may, for this request, before anything is shown.
 * (The layout asks too, but a layout is not run again on each navigation; and the API asks for each piece of data.)
 */
export async function guarded(action: Action, screen: () => ReactNode): Promise<ReactNode> {
  const { principal } = await requireViewer();
  return can(principal, action) ? screen() : <NotAllowed />;
}
