import { mockApis } from '@backstage/frontend-test-utils';
import {
  forgetPerson,
  GUEST,
  readExamplePeople,
  rememberedPerson,
  rememberPerson,
} from './examplePeople';

const config = (examplePeople?: object[]) =>
  mockApis.config({ data: { app: { examplePeople } } });

describe('example people', () => {
  afterEach(() => localStorage.clear());

  it('are nobody where none are configured, so that the real providers are offered', () => {
    expect(readExamplePeople(config())).toEqual([]);
    expect(readExamplePeople(config([]))).toEqual([]);
  });

  it('are remembered by name until they sign out, and only while they are offered', () => {
    const people = readExamplePeople(
      config([{ name: 'priya', title: 'Priya', description: 'Payments' }]),
    );
    expect(people).toEqual([
      { name: 'priya', title: 'Priya', description: 'Payments' },
      GUEST,
    ]);
    expect(rememberedPerson(people)).toBeUndefined();
    for (const person of people) {
      rememberPerson(person);
      expect(rememberedPerson(people)).toBe(person);
    }
    rememberPerson(people[0]);
    expect(rememberedPerson([GUEST])).toBeUndefined();
    forgetPerson();
    expect(rememberedPerson(people)).toBeUndefined();
  });
});
