import {
  gateway,
  httpRoute,
  listener,
  policy,
  target,
} from '../../__testUtils__/objects';
import { policiesOf, problem } from '../../__testUtils__/policies';
import { ContentInput, ContentOutcome } from '../types';

const SP = 'SecurityPolicy';

/** A route on two Gateways, `eg` before `other`, and its policy. */
const objects = (spec: object = {}) => [
  gateway('infra/eg', [listener('http')]),
  gateway('infra/other', [listener('second')]),
  httpRoute('infra/shop', {
    parentRefs: [{ name: 'eg' }, { name: 'other' }],
    rules: [{}],
  }),
  policy(SP, 'infra/route', {
    targetRefs: [target('HTTPRoute', 'shop')],
    ...spec,
  }),
];

const closed = problem({ path: 'extAuth.http', failOpen: true });

const problems = (...outcomes: ContentOutcome[]): ContentOutcome => ({
  problems: outcomes.flatMap(one => one.problems),
  warnings: [],
});

describe('a policy of a route on several Gateways', () => {
  it('answers with the error of an earlier one, but has what is right for its own', () => {
    const { effective } = policiesOf(objects(), ({ gateway: { name } }) =>
      name === 'eg' ? closed : problems(),
    );
    expect(effective(SP, 'shop')?.failure).toMatchObject({
      path: 'extAuth.http',
    });
    expect(effective(SP, 'shop')?.failure).not.toHaveProperty('answers');
    expect(effective(SP, 'shop', 0, 'second')?.failure).toMatchObject({
      answers: 500,
      paths: [],
    });
  });

  it('fails open though the listener of an earlier one adds something', () => {
    const principal = { clientIPGeoLocations: [{ country: 'CH' }] };
    const judge = ({ gateway: { name }, listeners }: ContentInput) =>
      name === 'eg' && listeners.length > 0
        ? problems(closed, problem({ path: 'authorization.rules' }))
        : closed;
    const { effective } = policiesOf(
      objects({ authorization: { rules: [{ principal }] } }),
      judge,
    );
    expect(effective(SP, 'shop')?.failure?.answers).toBe(500);
    const onOther = effective(SP, 'shop', 0, 'second')?.failure;
    expect(onOther?.answers).toBeUndefined();
    expect(onOther?.paths).toEqual(['extAuth.http']);
  });
});
