import {
  createSnapshot,
  translate,
  Translation,
} from '@envoy-gateway-portal/gateway-model';
import { Case } from '../cases';
import { foretellCrash } from './crash';
import { createLedger, Decision, Ledger } from './decision';
import { compareIr } from './ir';
import { compareStatuses } from './statuses';

const CONTROLLER = 'gateway.envoyproxy.io/gatewayclass-controller';

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}

/** A disagreement for a case that could not be judged at all. */
export function broken(name: string, error: unknown): Decision {
  return {
    kind: 'Case',
    case: name,
    object: name,
    outcome: 'disagreed',
    expected: 'a verdict',
    got: reasonOf(error),
  };
}

/** Whether Envoy Gateway crashes over a case, and the model says so. */
function compareCrash(
  ledger: Ledger,
  { name, verdicts }: Case,
  translation: Translation | undefined,
): void {
  const foretold = translation && foretellCrash(translation);
  const crashed = verdicts.crash !== undefined;
  if (crashed || foretold?.crashes) {
    ledger.compare({
      kind: 'Translation: stops',
      object: name,
      expected: crashed,
      got: foretold?.crashes,
      unknown: foretold?.unknown,
    });
  }
}

/** Translates a case with the model and compares everything Envoy Gateway decided of it. */
export function judgeCase(one: Case): Decision[] {
  const decisions: Decision[] = [];
  const ledger = createLedger(one.name, decisions);
  const { verdicts, settings } = one;
  let translation: Translation | undefined;
  try {
    const snapshot = createSnapshot(one.objects, { order: one.order });
    for (const { ref, path, reason } of snapshot.unreadable) {
      decisions.push(
        broken(
          one.name,
          `${ref.kind} ${ref.namespace}/${ref.name}: ${path}: ${reason}`,
        ),
      );
    }
    translation = translate(snapshot, settings);
  } catch (error) {
    decisions.push(broken(one.name, error));
  }
  compareCrash(ledger, one, translation);
  if (verdicts.crash !== undefined) {
    return decisions;
  }
  // Of a translation that failed, everything Envoy Gateway decided counts as disagreed.
  for (const compare of [
    () =>
      compareStatuses(
        ledger,
        verdicts,
        translation,
        settings.controllerName ?? CONTROLLER,
      ),
    () => verdicts.xdsIR && compareIr(ledger, verdicts.xdsIR, translation),
  ]) {
    try {
      compare();
    } catch (error) {
      decisions.push(broken(one.name, error));
    }
  }
  return decisions;
}
