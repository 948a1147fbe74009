export { abandonedCart } from "./abandoned-cart.ts";
export { drawableDefinition, publishableDefinition } from "./drawings.ts";
export { type Happenings, happenings } from "./happenings.ts";
export { type DrawingOptions, entryEvent, eventNames, waysOut } from "./nodes.ts";
export { definitionOf, noFacts, planOf } from "./plans.ts";
