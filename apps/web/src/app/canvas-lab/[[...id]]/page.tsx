"use client";
import { use, Suspense } from "react";
import { JourneyScreen } from "@/canvas/screen/journey-screen.tsx";
import { JourneysScreen } from "@/canvas/list/journeys-screen.tsx";
import { ShellProvider } from "@/components/shell/shell-context.tsx";
import { ShellCommands } from "@/components/shell/shell-commands.tsx";
import { SideBar, NarrowBar } from "@/components/shell/side-bar.tsx";

const shell = {
  workspace: { id: "wsp_1", name: "Northkettle" },
  environment: { id: "e", kind: "live" as const, demo: true, brakeAt: null, brakeReason: null },
  environments: [{ id: "e", kind: "live" as const }],
  user: { id: "usr_1", name: "Marta Zielińska", email: "m@example.com", timeZone: "Europe/Warsaw" },
  role: "owner",
  rights: ["journey.read", "journey.edit", "journey.publish", "journey.pause", "template.edit", "run.manage", "person.read"],
  urls: { ingest: "", inbox: null, shop: null },
};

export default function Lab({ params }: { params: Promise<{ id?: string[] }> }) {
  const { id } = use(params);
  return (
    <ShellProvider value={shell as never}>
      <Suspense>
        {id?.[0] ? (
          <JourneyScreen id={id[0]} />
        ) : (
          <div className="flex min-h-dvh max-[899px]:flex-col">
            <SideBar />
            <NarrowBar />
            <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
              <JourneysScreen />
            </main>
          </div>
        )}
      </Suspense>
      <ShellCommands />
    </ShellProvider>
  );
}
