"use client";
import {
  ChevronsUpDown,
  CircleHelp,
  Ellipsis,
  Inbox,
  KeyRound,
  LogOut,
  Menu as MenuIcon,
  Monitor,
  Moon,
  OctagonPause,
  Search,
  Send,
  Store,
  Sun,
} from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useRegistry } from "@/commands/registry.ts";
import { BrakeDialog } from "@/components/shell/brake-dialog.tsx";
import { Mark } from "@/components/shell/mark.tsx";
import { fillsScreen, isCurrent, lowerPlaces, type Place, places } from "@/components/shell/navigation.ts";
import { PasswordDialog } from "@/components/shell/password-dialog.tsx";
import { useMay, useShell } from "@/components/shell/shell-context.tsx";
import { useSignOut } from "@/components/shell/use-sign-out.tsx";
import { useTheme } from "@/components/theme.tsx";
import { Avatar } from "@/components/ui/avatar.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Keys } from "@/components/ui/kbd.tsx";
import { Menu, MenuChoice, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";
import { classes } from "@/lib/classes.ts";
import { environmentCookie } from "@/lib/environment.ts";

function NavItem({ place, path }: { place: Place; path: string }) {
  const current = isCurrent(place.href, path);
  return (
    <Link
      href={place.href}
      aria-current={current ? "page" : undefined}
      className={classes(
        "flex h-8 items-center gap-2 rounded-control px-2 font-medium text-muted outline-offset-[-2px] transition-colors duration-80 hover:bg-hover/60 hover:text-fg",
        current && "bg-hover text-fg hover:bg-hover",
      )}
    >
      <place.icon aria-hidden className="size-4 shrink-0 stroke-[1.75]" />
      {place.label}
    </Link>
  );
}

function EnvironmentSwitch() {
  const { workspace, environment, environments } = useShell();
  const router = useRouter();
  function choose(id: string) {
    document.cookie = `${environmentCookie}=${id}; path=/; max-age=31536000; samesite=lax${window.location.protocol === "https:" ? "; secure" : ""}`;
    // What is shown belongs to the other environment: start clean at the list's level.
    router.push("/");
    window.location.assign("/");
  }
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-control px-1 text-left hover:bg-hover/60 data-popup-open:bg-hover"
          aria-label={`${workspace.name}, ${environment.kind} environment: switch`}
        >
          <span className="min-w-0 flex-1 truncate text-14 font-semibold">{workspace.name}</span>
          {environment.kind === "live" ? (
            <Badge tone="live">
              <span className="size-1.5 rounded-full bg-current" />
              Live
            </Badge>
          ) : (
            <Badge tone="warn">Test</Badge>
          )}
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 stroke-[1.75] text-subtle" />
        </button>
      }
    >
      <MenuGroup label="Environment">
        <MenuChoice
          value={environment.id}
          onValue={choose}
          options={environments.map((one) => ({
            value: one.id,
            label: one.kind === "live" ? "Live" : "Test",
            hint: one.kind === "live" ? "Real people, real providers" : "Nothing reaches real people",
          }))}
        />
      </MenuGroup>
    </Menu>
  );
}

function SideBarBody({ onGo }: { onGo?: () => void }) {
  const path = usePathname();
  const shell = useShell();
  const mayBrake = useMay("settings.brake");
  const { theme, setTheme } = useTheme();
  const setPalette = useRegistry((state) => state.setPalette);
  const setHelp = useRegistry((state) => state.setHelp);
  const [brake, setBrake] = useState(false);
  const [password, setPassword] = useState(false);
  const signOut = useSignOut();
  const braked = shell.environment.brakeAt !== null;
  return (
    <div className="flex min-h-0 flex-1 flex-col px-2 pb-2">
      <div className="mb-1 flex h-12 shrink-0 items-center gap-1 pl-2">
        <Mark />
        <EnvironmentSwitch />
      </div>
      <button
        type="button"
        onClick={() => {
          onGo?.();
          setPalette(true);
        }}
        className="mb-3 flex h-8 shrink-0 items-center gap-2 rounded-control border border-line bg-surface pr-1.5 pl-2 text-subtle hover:border-control/60"
      >
        <Search aria-hidden className="size-4 stroke-[1.75]" />
        <span className="flex-1 text-left">Search or jump</span>
        <Keys keys="mod+k" />
      </button>
      <nav aria-label="Main" className="flex flex-col gap-0.5">
        {places.map((place) => (
          <NavItem key={place.href} place={place} path={path} />
        ))}
        <div className="m-2 h-px bg-line" />
        {lowerPlaces.map((place) => (
          <NavItem key={place.href} place={place} path={path} />
        ))}
        {shell.urls.inbox ? (
          <a
            href={shell.urls.inbox}
            target="_blank"
            rel="noreferrer"
            className="flex h-8 items-center gap-2 rounded-control px-2 font-medium text-muted hover:bg-hover/60 hover:text-fg"
          >
            <Inbox aria-hidden className="size-4 stroke-[1.75]" />
            Demo inbox
          </a>
        ) : null}
        {shell.urls.shop ? (
          <a
            href={shell.urls.shop}
            target="_blank"
            rel="noreferrer"
            className="flex h-8 items-center gap-2 rounded-control px-2 font-medium text-muted hover:bg-hover/60 hover:text-fg"
          >
            <Store aria-hidden className="size-4 stroke-[1.75]" />
            Demo shop
          </a>
        ) : null}
      </nav>
      <div className="mt-auto pt-4">
        <div className={classes("flex h-8 items-center gap-2 rounded-control px-2 text-muted", braked && "bg-warn-tint text-warn")}>
          {braked ? <OctagonPause aria-hidden className="size-4 stroke-[1.75]" /> : <Send aria-hidden className="size-4 stroke-[1.75]" />}
          <span className="flex-1 truncate">{braked ? "Sending stopped" : "Sending is on"}</span>
          {mayBrake ? (
            <button type="button" className="rounded-chip font-medium text-accent-text hover:underline" onClick={() => setBrake(true)}>
              {braked ? "Release" : "Brake"}
            </button>
          ) : null}
        </div>
        <div className="flex h-11 items-center gap-2 rounded-control pl-2">
          <Avatar name={shell.user.name} />
          <span className="min-w-0 flex-1 leading-4">
            <span className="block truncate text-12 font-medium">{shell.user.name}</span>
            <span className="block text-12 text-muted capitalize">{shell.role}</span>
          </span>
          <Menu
            side="top"
            trigger={
              <IconButton label="You, theme, sign out" size="compact" tooltip={false}>
                <Ellipsis aria-hidden />
              </IconButton>
            }
          >
            <MenuGroup label="Theme">
              <MenuChoice
                value={theme}
                onValue={setTheme}
                options={[
                  { value: "system", label: "As the system", icon: <Monitor aria-hidden /> },
                  { value: "light", label: "Light", icon: <Sun aria-hidden /> },
                  { value: "dark", label: "Dark", icon: <Moon aria-hidden /> },
                ]}
              />
            </MenuGroup>
            <MenuSeparator />
            <MenuItem icon={<CircleHelp aria-hidden />} keys="?" onSelect={() => setHelp(true)}>
              Keys
            </MenuItem>
            <MenuItem icon={<KeyRound aria-hidden />} onSelect={() => setPassword(true)}>
              Change password
            </MenuItem>
            <MenuItem icon={<LogOut aria-hidden />} onSelect={signOut.start}>
              Sign out
            </MenuItem>
          </Menu>
        </div>
      </div>
      {signOut.dialog}
      {password ? <PasswordDialog onClose={() => setPassword(false)} /> : null}
      {mayBrake ? <BrakeDialog open={brake} onOpenChange={setBrake} /> : null}
    </div>
  );
}

/** 224 wide beside the screen; under 900 px a bar with a drawer. */
export function SideBar() {
  const path = usePathname();
  if (fillsScreen(path)) return null;
  return (
    <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col overflow-y-auto border-r border-line bg-bg min-[900px]:flex">
      <SideBarBody />
    </aside>
  );
}

export function NarrowBar() {
  const path = usePathname();
  if (fillsScreen(path)) return null;
  // Going somewhere closes the menu: each place has its own.
  return <NarrowMenu key={path} />;
}

function NarrowMenu() {
  const [open, setOpen] = useState(false);
  const shell = useShell();
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && setOpen(false);
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [open]);
  return (
    <div className="sticky top-0 z-30 flex h-12 shrink-0 items-center gap-2 border-b border-line bg-bg px-2 min-[900px]:hidden">
      <IconButton label="Menu" tooltip={false} className="size-11" aria-expanded={open} onClick={() => setOpen(!open)}>
        <MenuIcon aria-hidden />
      </IconButton>
      <span className="truncate text-14 font-semibold">{shell.workspace.name}</span>
      <Badge tone={shell.environment.kind === "live" ? "live" : "warn"}>{shell.environment.kind === "live" ? "Live" : "Test"}</Badge>
      {open ? (
        <>
          <button
            type="button"
            aria-label="Close the menu"
            className="fixed inset-0 top-12 z-30 bg-[oklch(0.2_0.01_265/0.4)]"
            onClick={() => setOpen(false)}
          />
          <div className="fixed top-12 bottom-0 left-0 z-30 flex w-70 max-w-[85vw] flex-col overflow-y-auto border-r border-line bg-bg shadow-float">
            <SideBarBody onGo={() => setOpen(false)} />
          </div>
        </>
      ) : null}
    </div>
  );
}
