import { StatusError } from '../operations/statusError';
import { servedKind } from '../store/servedKinds';
import { GATEWAY, GATEWAY_CLASS, route, SERVICE } from '../testUtils';
import { validateObject } from './validateObject';

function problems(object: unknown): string[] {
  const { kind } = object as { kind: string };
  try {
    validateObject(servedKind(kind), object as never);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(StatusError);
    const { status } = error as StatusError;
    expect(status).toMatchObject({ code: 422, reason: 'Invalid' });
    return (status.details?.causes ?? []).map(
      ({ field, message }) => `${field}: ${message}`,
    );
  }
}

const policy = (spec: object) => ({
  apiVersion: 'gateway.envoyproxy.io/v1alpha1',
  kind: 'SecurityPolicy',
  metadata: { name: 'p', namespace: 'payments' },
  spec,
});

describe('validateObject', () => {
  it('takes what a real API server takes', () => {
    for (const object of [
      GATEWAY_CLASS,
      GATEWAY,
      SERVICE,
      route('a'),
      policy({ targetSelectors: [{ kind: 'HTTPRoute' }] }),
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'payments' } },
    ]) {
      expect(problems(object)).toEqual([]);
    }
  });

  it('names every field that will not do, and how it should be', () => {
    const broken = route('a');
    const [rule] = broken.spec.rules;
    expect(
      problems({
        ...broken,
        metadata: { ...broken.metadata, labels: { team: 'a b', size: 3 } },
        spec: {
          ...broken.spec,
          hostnames: ['Not A Host', '*.ok.example.com'],
          parentRefs: [{}],
          rules: [
            {
              ...rule,
              matches: [
                { path: { type: 'Glob', value: '/' }, method: 'get' },
                'x',
              ],
              backendRefs: [{ name: 'b', port: 70_000, weight: 1.5 }],
            },
          ],
        },
      }),
    ).toEqual([
      expect.stringContaining('metadata.labels: Invalid value: "a b"'),
      'metadata.labels.size: Invalid value: must be of type string',
      expect.stringContaining('spec.hostnames[0]: Invalid value: "Not A Host"'),
      'spec.parentRefs[0].name: Required value',
      'spec.rules[0].matches[0].path.type: Unsupported value: "Glob": supported values: "Exact", "PathPrefix", "RegularExpression"',
      expect.stringContaining('spec.rules[0].matches[0].method'),
      'spec.rules[0].backendRefs[0].port: Invalid value: 70000: should be at least 1 and at most 65535',
      'spec.rules[0].backendRefs[0].weight: Invalid value: 1.5: must be of type integer',
    ]);
    expect(problems({ ...broken, spec: undefined })).toEqual([
      'spec: Required value',
    ]);
  });

  it('enforces the rules between fields that decide about attachment', () => {
    const broken = route('a');
    const [rule] = broken.spec.rules;
    expect(
      problems({
        ...broken,
        spec: {
          ...broken.spec,
          rules: [
            {
              ...rule,
              matches: [{ path: { type: 'Exact', value: 'pay' } }],
              backendRefs: [{ name: 'b' }],
            },
          ],
        },
      }),
    ).toEqual([
      expect.stringContaining('start with'),
      expect.stringContaining('Must have port for Service reference'),
    ]);
    const [listener] = GATEWAY.spec.listeners;
    expect(
      problems({
        ...GATEWAY,
        spec: { ...GATEWAY.spec, listeners: [listener, listener] },
      }),
    ).toEqual([expect.stringContaining('must be unique')]);
    expect(problems(policy({}))).toEqual([
      expect.stringContaining('either targetRef or targetRefs must be used'),
    ]);
    expect(
      problems(
        policy({ targetRef: { name: 'a' }, targetRefs: [{ name: 'b' }] }),
      ).length,
    ).toBeGreaterThan(0);
  });

  it('bounds what it repeats of a hostile value', () => {
    const [first] = problems(route('x'.repeat(100_000)));
    expect(first.length).toBeLessThan(300);
  });
});
