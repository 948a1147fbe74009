import type { TestPerson, World } from "@journeyman/runtime/testing";

/** People with an address, consent and a trait, for one round; none is used twice, because caches would know them. */
export async function makePeople(world: World, count: number): Promise<TestPerson[]> {
  const people: TestPerson[] = [];
  let next = 0;
  const maker = async (): Promise<void> => {
    while (next++ < count) people.push(await world.person({ traits: { plan: "pro", firstName: "Anna" } }));
  };
  await Promise.all(Array.from({ length: 8 }, maker));
  return people;
}
