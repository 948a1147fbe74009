import type { ReactNode } from "react";
import { ShellCommands } from "@/components/shell/shell-commands.tsx";
import { ShellProvider } from "@/components/shell/shell-context.tsx";
import { NarrowBar, SideBar } from "@/components/shell/side-bar.tsx";
import { readShell } from "@/server/shell.ts";

/** Signed in, or sent to sign in: asked for every request. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const shell = await readShell();
  return (
    <ShellProvider value={shell}>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60 focus:rounded-control focus:bg-fg focus:px-3 focus:py-2 focus:text-surface"
      >
        Skip to the screen
      </a>
      <div className="flex min-h-dvh max-[899px]:flex-col">
        <SideBar />
        <NarrowBar />
        <main id="main" className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
          {children}
        </main>
      </div>
      <ShellCommands />
    </ShellProvider>
  );
}
