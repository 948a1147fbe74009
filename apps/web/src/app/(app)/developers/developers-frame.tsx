"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { LinkTabs } from "@/components/ui/tabs.tsx";

export function DevelopersFrame({ children }: { children: ReactNode }) {
  const path = usePathname();
  return (
    <>
      <PageHeader title="Developers" />
      <div className="px-4 pb-12 sm:px-8">
        <LinkTabs
          current={path}
          className="mb-4"
          items={[
            { href: "/developers", label: "Sources" },
            { href: "/developers/keys", label: "API" },
          ]}
        />
        {children}
      </div>
    </>
  );
}
