"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useMay } from "@/components/shell/shell-context.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { LinkTabs } from "@/components/ui/tabs.tsx";

export function SettingsFrame({ children }: { children: ReactNode }) {
  const path = usePathname();
  const mayMembers = useMay("member.read");
  const mayAudit = useMay("audit.read");
  const items = [
    { href: "/settings/workspace", label: "Workspace" },
    { href: "/settings/topics", label: "Topics" },
    { href: "/settings/fields", label: "Fields" },
    { href: "/settings/providers", label: "Providers" },
    ...(mayMembers ? [{ href: "/settings/members", label: "Members" }] : []),
    { href: "/settings/sessions", label: "Sessions" },
    ...(mayAudit ? [{ href: "/settings/audit", label: "Audit" }] : []),
  ];
  return (
    <>
      <PageHeader title="Settings" />
      <div className="px-4 pb-12 sm:px-8">
        <LinkTabs current={path} items={items} className="mb-4" />
        {children}
      </div>
    </>
  );
}
