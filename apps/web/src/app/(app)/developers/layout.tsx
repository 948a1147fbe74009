import type { Metadata } from "next";
import type { ReactNode } from "react";
import { DevelopersFrame } from "@/app/(app)/developers/developers-frame.tsx";

export const metadata: Metadata = { title: "Developers" };

export default function DevelopersLayout({ children }: { children: ReactNode }) {
  return <DevelopersFrame>{children}</DevelopersFrame>;
}
