"use client";
import { createContext, type ReactNode, useContext } from "react";
import type { ShellData } from "@/components/shell/types.ts";

const ShellContext = createContext<ShellData | null>(null);

export function ShellProvider({ value, children }: { value: ShellData; children: ReactNode }) {
  return <ShellContext value={value}>{children}</ShellContext>;
}

export function useShell(): ShellData {
  const value = useContext(ShellContext);
  if (!value) throw new Error("useShell is for screens inside the (app) layout.");
  return value;
}

/** Whether to offer an action. Only an offer: the server decides. */
export function useMay(action: string): boolean {
  return useShell().rights.includes(action);
}
