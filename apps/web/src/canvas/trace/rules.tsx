import { Check, X } from "lucide-react";
import { classes } from "@/lib/classes.ts";

type Rule = { name: string; value: string; rule: string; held: boolean };

/** Name · value · rule · whether it held. */
export function Rules({ rows }: { rows: readonly Rule[] }) {
  return (
    <table className="mt-2 w-full border-separate border-spacing-0 rounded-control border border-line text-12">
      <tbody>
        {rows.map((row, index) => (
          <tr
            key={index}
            className={classes(
              "[&>td]:py-1.5 [&>td]:pl-2.5",
              index > 0 && "[&>td]:border-t [&>td]:border-line",
              !row.held && "text-subtle",
            )}
          >
            <td className="w-full">{row.name}</td>
            <td className="max-w-30 truncate text-right font-semibold" title={row.value}>
              {row.value}
            </td>
            <td className="max-w-40 truncate text-muted" title={row.rule}>
              {row.rule}
            </td>
            <td className="pr-2.5">
              {row.held ? (
                <Check aria-label="held" className="size-3.5 text-ok" />
              ) : (
                <X aria-label="did not hold" className="size-3.5 text-subtle" />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
