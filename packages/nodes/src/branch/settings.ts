import { expressionSchema } from "@journeyman/expressions";
import { field } from "@journeyman/node-kit";
import { z } from "zod";

export const branchSettings = z.strictObject({
  cases: z
    .array(
      z.strictObject({
        to: z
          .string()
          .max(60)
          .meta(field("text", { title: "Name" })),
        if: expressionSchema.meta(field("expression", { title: "If" })),
      }),
    )
    .max(50)
    .meta(field("cases", { title: "Ways", description: "The first one that holds is taken; nobody takes two." })),
});

export type BranchSettings = z.output<typeof branchSettings>;
