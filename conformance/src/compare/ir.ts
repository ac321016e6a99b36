import {
  EffectivePolicy,
  JsonObject,
  ListenerContext,
  listAt,
  stringAt,
  Translation,
  Unknown,
} from '@envoy-gateway-portal/gateway-model';
import {
  client,
  extension,
  rule as ruleItself,
  security,
  statistics,
  traffic,
} from '../ir';
import { Projection, RouteProjection } from '../ir/types';
import { observedAnswer, predictedAnswer } from './answers';
import { canonical, Ledger } from './decision';
import { IndexedListener, indexIr, Layer, listenerId } from './irIndex';
import { expectedRoutes, Subject } from './irSubjects';

const EMPTY = canonical({});

/** Go leaves out lists that are empty; to have no ALPN protocols is a setting of its own. */
function withoutEmptyLists(values: unknown): unknown {
  const text = JSON.stringify(values, (key, value: unknown) =>
    Array.isArray(value) && value.length === 0 && key !== 'alpnProtocols'
      ? undefined
      : value,
  );
  return text === undefined ? undefined : JSON.parse(text);
}

/** Compares a projection's two sides, unless both say nothing. */
function compareValues<O, S>(
  ledger: Ledger,
  comparison: {
    kind: string;
    object: string;
    projection: Projection<O, S>;
    ir: O;
    subject: S;
    unknown: Unknown | undefined;
  },
): void {
  const { kind, object, projection, ir, subject, unknown } = comparison;
  let expected: unknown;
  let got: unknown;
  try {
    expected = withoutEmptyLists(projection.observed(ir));
    got = withoutEmptyLists(projection.expected(subject));
  } catch (error) {
    expected = 'no error';
    got = String(error);
  }
  if (canonical(expected) !== EMPTY || canonical(got) !== EMPTY) {
    ledger.compare({ kind, object, expected, got, unknown });
  }
}

/** The BackendTrafficPolicy that Envoy Gateway says is in force. */
function observedWinner(route: JsonObject): string | undefined {
  const policy = listAt(route, 'metadata', 'policies').find(
    one => stringAt(one, 'kind') === 'BackendTrafficPolicy',
  );
  return policy === undefined
    ? undefined
    : `${stringAt(policy, 'namespace')}/${stringAt(policy, 'name')}`;
}

/** The policy whose features a route has: not one that failed, but what stands in for it. */
function nameOf(policy: EffectivePolicy | undefined): string | undefined {
  const giver = policy?.failure?.answers
    ? policy.filledBy?.winner
    : policy?.winner;
  return giver && `${giver.namespace}/${giver.name}`;
}

function compareRoute(
  ledger: Ledger,
  translation: Translation,
  listener: ListenerContext,
  observed: IndexedListener,
  object: string,
  route: JsonObject,
  subject: Subject,
): void {
  const { layer, listener: irListener, xds } = observed;
  const effective = (
    kind: 'BackendTrafficPolicy' | 'SecurityPolicy' | 'EnvoyExtensionPolicy',
  ) =>
    translation.policies.effective(
      kind,
      listener,
      subject.route,
      subject.rule.index,
    );
  const btp = effective('BackendTrafficPolicy');
  const sp = effective('SecurityPolicy');
  const eep = effective('EnvoyExtensionPolicy');
  const ctp = translation.policies.clientTraffic(listener);
  const { match, rule } = subject;
  const answer = match?.preflight ? match.preflight.answers : rule.answers;
  const policies = [btp, sp, eep, ctp];
  if (layer === 'http') {
    ledger.compare({
      kind: 'Rule: answers',
      object,
      expected: observedAnswer(route),
      got: predictedAnswer(answer, policies),
      // What fails in any case, answers with the error in any case.
      unknown: policies.some(policy => policy?.failure?.answers)
        ? undefined
        : [answer, ...policies].find(one => one?.unknown)?.unknown,
    });
  }
  const winner = observedWinner(route);
  // The layers below share one list of names between all listeners of a route.
  if (layer === 'http' && (winner !== undefined || btp)) {
    ledger.compare({
      kind: 'Rule: BackendTrafficPolicy in force',
      object,
      expected: winner,
      got: nameOf(btp),
    });
  }
  const ir = { layer, route, listener: irListener, xds };
  // Where requests are answered with an error for it, the next policy's extensions are there in vain.
  const inVain = eep?.failure?.answers !== undefined && eep.filledBy;
  const compare = (
    kind: string,
    projection: RouteProjection,
    policy: EffectivePolicy | undefined,
    unknown: Unknown | undefined = policy?.unknown,
  ) =>
    compareValues(ledger, {
      kind,
      object,
      projection,
      ir,
      subject: {
        translation,
        listener,
        route: subject.route,
        ruleIndex: rule.index,
        rule,
        match,
        policy,
      },
      unknown,
    });
  compare(
    'Rule: values of its own',
    ruleItself,
    undefined,
    [answer, ...rule.backends].find(one => one?.unknown)?.unknown,
  );
  compare('Rule: traffic values', traffic, btp);
  // A policy that failed names what answers in its place, or not: it is no route of its own.
  if (route.directResponse === undefined) {
    compare('Rule: name in statistics', statistics, btp);
  }
  compare('Rule: security values', security, sp);
  if (!inVain) {
    compare('Rule: extension values', extension, eep);
  }
}

function compareListener(
  ledger: Ledger,
  translation: Translation,
  listener: ListenerContext,
  observed: IndexedListener,
  expected: ReadonlyMap<string, Subject>,
): void {
  const { irName } = listener;
  const names = (routes: Iterable<string>) => [...routes].sort();
  if (observed.routes.size > 0 || expected.size > 0) {
    ledger.compare({
      kind: 'Listener: routes served',
      object: irName,
      expected: names(observed.routes.keys()),
      got: names(expected.keys()),
    });
  }
  const policy = translation.policies.clientTraffic(listener);
  compareValues(ledger, {
    kind: 'Listener: client values',
    object: irName,
    projection: client,
    ir: observed,
    subject: { translation, listener, policy },
    unknown: policy?.unknown,
  });
  for (const [name, subject] of expected) {
    const route = observed.routes.get(name);
    if (route) {
      const object = `${irName} ${name}`;
      compareRoute(
        ledger,
        translation,
        listener,
        observed,
        object,
        route,
        subject,
      );
    }
  }
}

const LAYERS: Record<string, Layer> = { TLS: 'tcp', TCP: 'tcp', UDP: 'udp' };

/** Compares what the proxies are given: listeners, routes, answers and policies in force. */
export function compareIr(
  ledger: Ledger,
  xdsIR: JsonObject,
  translation: Translation | undefined,
): void {
  const index = indexIr(xdsIR);
  const routes = translation ? expectedRoutes(translation) : new Map();
  const listeners = (translation?.listeners.gateways ?? []).flatMap(gateway =>
    gateway.accepted ? gateway.listeners : [],
  );
  const byName = new Map(
    listeners.map(one => [
      listenerId(LAYERS[one.protocol] ?? 'http', one.irName),
      one,
    ]),
  );
  for (const name of new Set([...index.keys(), ...byName.keys()])) {
    const observed = index.get(name);
    const listener = byName.get(name);
    ledger.compare({
      kind: 'Listener: in the proxies',
      object: name,
      expected: observed !== undefined,
      got: listener?.ready === true,
      unknown: listener?.unknown,
    });
    if (observed && listener?.ready) {
      compareListener(
        ledger,
        translation!,
        listener,
        observed,
        routes.get(listener) ?? new Map(),
      );
    }
  }
}
