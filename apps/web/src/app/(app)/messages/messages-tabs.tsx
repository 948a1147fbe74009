import { LinkTabs } from "@/components/ui/tabs.tsx";

/** The two halves of Messages: what went out, and what can. */
export function MessagesTabs({ current }: { current: "/messages" | "/messages/templates" }) {
  return (
    <LinkTabs
      current={current}
      items={[
        { href: "/messages", label: "Sent" },
        { href: "/messages/templates", label: "Templates" },
      ]}
    />
  );
}
