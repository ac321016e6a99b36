import {
  attachedPolicySchema,
  overviewSchema,
  trafficFiguresSchema,
  trafficSchema,
} from './wire';

describe('the wire', () => {
  it('drops fields of a newer backend instead of failing', () => {
    expect(trafficFiguresSchema.parse({ requests: 1, p999: 2 })).toEqual({
      requests: 1,
    });
  });

  it('tells a missing figure from 0, and takes no other stand-in for it', () => {
    expect(trafficFiguresSchema.parse({ requests: 0 })).toEqual({
      requests: 0,
    });
    expect(trafficFiguresSchema.parse({})).toEqual({});
    for (const stand of [null, 'NaN', NaN, Infinity]) {
      expect(trafficFiguresSchema.safeParse({ requests: stand }).success).toBe(
        false,
      );
    }
  });

  it('takes no state, source or effect it does not know', () => {
    expect(
      overviewSchema.shape.summary.shape.state.safeParse('fine').success,
    ).toBe(false);
    expect(
      trafficSchema.shape.sources.element.shape.source.safeParse('guess')
        .success,
    ).toBe(false);
    const policy = {
      kind: 'SecurityPolicy',
      namespace: 'payments',
      name: 'keys',
      level: 'route',
      listener: { namespace: 'platform', gateway: 'public', name: 'http' },
      inForce: true,
      verdict: { state: 'accepted', problems: [] },
    };
    const withEffect = (effect: object) =>
      attachedPolicySchema.safeParse({ ...policy, effects: [effect] }).success;
    expect(withEffect({ type: 'apiKey', in: [], secrets: [] })).toBe(true);
    expect(withEffect({ type: 'apiKey', in: [] })).toBe(false);
    expect(withEffect({ type: 'magic' })).toBe(false);
  });
});
