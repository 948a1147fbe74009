import type { Metadata } from "next";
import { HomeScreen } from "@/app/(app)/home/home-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "Home" };

export default function HomePage() {
  return guarded("journey.read", () => <HomeScreen />);
}
