export { type Collected, collect } from "./events/collect.ts";
export { classify } from "./fields/classify.ts";
export { decideFieldClass, type FieldClassRow, listFieldClasses } from "./fields/field-store.ts";
export type { FieldClassName, FieldScope } from "./fields/types.ts";
export { applyEvent } from "./people/apply-event.ts";
export { type ContactAddress, type ContactKind, parseContact, setContactPoints } from "./people/contact-points.ts";
export { mergePeople } from "./people/merge.ts";
export { canonicalLocale, countryCode } from "./people/place.ts";
export { type PlacedTraits, placeTraits, traitsWithPlace, withPlace } from "./people/place-traits.ts";
export { forwardInbox, redirectOf, standingProfile } from "./people/profile-row.ts";
export { type PlacedProfile, zoneOf } from "./people/zones.ts";
export { type FactsOptions, factsFor, workspaceZone } from "./reading/facts.ts";
export { type FindPeople, type FoundPeople, findPeople } from "./reading/find-people.ts";
export { type Person, type PersonTrait, readPerson } from "./reading/read-person.ts";
export {
  eventForRendering,
  openEvent,
  openPerson,
  personForRendering,
  type RenderableEvent,
  type RenderablePerson,
  type SealedEventRow,
  type SealedPerson,
  type SealedPoint,
} from "./reading/rendering.ts";
export { type PersonSummary, personSummaries } from "./reading/summaries.ts";
export { personTimeline, type Timeline, type TimelineItem, type TimelineKind, type TimelinePage } from "./reading/timeline.ts";
export { type TraitEntry, type TraitHistory, traitHistory } from "./reading/trait-history.ts";
export type { Applied, CollectedEvent, EventRow, EventType, IdentityKind, IdentityRef, Merge, Touched } from "./types.ts";
