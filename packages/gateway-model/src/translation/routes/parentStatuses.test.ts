import { API, http, judgeAll } from '../../__testUtils__/httpRoutes';
import { gateway, listener } from '../../__testUtils__/objects';
import { statusParents } from './parentStatuses';

const parentRef = (sectionName: string) => ({
  namespace: 'infra',
  name: 'eg',
  sectionName,
});

function statuses(sections: readonly string[]) {
  const [route] = judgeAll([
    gateway('infra/eg', [listener('good')]),
    http('apps/web', {
      parentRefs: sections.map(parentRef),
      rules: [{ backendRefs: [API] }],
    }),
  ]);
  return statusParents(route);
}

describe('statusParents', () => {
  it('lists a parent once that is named twice', () => {
    expect(statuses(['good', 'good', 'bad'])).toHaveLength(2);
  });

  it('keeps 32 parents, the refused ones first, and says so on the last', () => {
    const sections = Array.from({ length: 31 }, (_, index) => `bad${index}`);
    const kept = statuses(['good', ...sections, 'other']);
    expect(kept).toHaveLength(32);
    expect(kept.some(one => one.parentRef.sectionName === 'good')).toBe(false);
    expect(kept.map(one => one.conditions.length)).toEqual([
      ...Array.from({ length: 31 }, () => 2),
      3,
    ]);
    expect(kept[31].conditions[2]).toMatchObject({
      type: 'Aggregated',
      status: 'True',
      reason: 'Aggregated',
    });
  });
});
