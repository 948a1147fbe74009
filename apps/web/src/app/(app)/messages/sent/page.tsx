import { redirect } from "next/navigation";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The list of what was sent stands at /messages; links that name it in full lead there with their filters. */
export default async function SentAliasPage({ searchParams }: Props) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) if (typeof value === "string") search.set(name, value);
  const text = search.toString();
  redirect(text === "" ? "/messages" : `/messages?${text}`);
}
