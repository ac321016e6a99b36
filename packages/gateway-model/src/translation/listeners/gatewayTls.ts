import { at, listAt, numberAt, objectAt, stringAt } from '../../json';
import { describeRef } from '../../resources/objectRef';
import { GATEWAY_API_GROUP } from '../../resources/references';
import {
  CaCertificates,
  caCertificates,
  CaProblemKind,
  dataKeys,
} from '../certificates';
import { GatewayContext, PredictedCondition, Unknown, World } from '../types';
import { versionRules } from '../versionRules';
import { ListenerDraft, setCondition } from './draft';

type FrontendValidation = CaCertificates | undefined;

export interface TlsJudgement {
  conditions: PredictedCondition[];
  /** What validates client certificates on a port; `undefined` where nothing does. */
  validationOn: (port: number) => FrontendValidation;
}

const ON_EVERY_PORT: TlsJudgement = {
  conditions: [],
  validationOn: () => undefined,
};

interface Problem {
  reason: string;
  message: string;
}

function clientCertificateProblem(
  world: World,
  gateway: GatewayContext,
): { problem?: Problem; unknown?: Unknown } {
  const ref = objectAt(
    gateway.item.spec,
    'tls',
    'backend',
    'clientCertificateRef',
  );
  if (!ref) {
    return {};
  }
  const invalid = (message: string) => ({
    problem: { reason: 'InvalidClientCertificateRef', message },
  });
  if (
    (stringAt(ref, 'kind') ?? 'Secret') !== 'Secret' ||
    (stringAt(ref, 'group') ?? '') !== ''
  ) {
    return invalid('The client certificate for backends must be in a Secret');
  }
  const target = {
    group: '',
    kind: 'Secret',
    namespace: stringAt(ref, 'namespace') || gateway.namespace,
    name: stringAt(ref, 'name') ?? '',
  };
  const from = {
    group: GATEWAY_API_GROUP,
    kind: 'Gateway',
    namespace: gateway.namespace,
  };
  const name = describeRef(target);
  if (!world.permits(from, target)) {
    return {
      problem: {
        reason: 'RefNotPermitted',
        message: `No ReferenceGrant permits the reference to ${name}`,
      },
    };
  }
  const secret = world.lookup(target);
  if (secret === 'missing') {
    return invalid(
      `${name}, the client certificate for backends, does not exist`,
    );
  }
  if (secret === 'unread') {
    return {
      unknown: {
        reason: 'NotRead',
        message: `It depends on ${name}, which is not read`,
        ref: target,
      },
    };
  }
  const keys = dataKeys(secret);
  return keys.includes('tls.crt') && keys.includes('tls.key')
    ? {}
    : invalid(`${name} must hold tls.crt and tls.key`);
}

/** What a Gateway's own `tls` comes to, for its frontend and its backends (upstream `ProcessGatewayTLS`). */
export function judgeGatewayTls(
  world: World,
  gateway: GatewayContext,
): TlsJudgement {
  const tls = objectAt(gateway.item.spec, 'tls');
  if (!tls || !versionRules(world.settings).gatewayTls) {
    return ON_EVERY_PORT;
  }
  const owner = {
    group: GATEWAY_API_GROUP,
    kind: 'Gateway',
    namespace: gateway.namespace,
  };
  let unknown: Unknown | undefined;
  let problem: Problem | undefined;
  let insecure = false;

  const judge = (validation: unknown): CaCertificates => {
    const judged = caCertificates(
      world,
      owner,
      at(validation, 'caCertificateRefs'),
    );
    unknown ??= judged.unknown;
    if (judged.problem) {
      const { message } = judged.problem;
      problem = { reason: 'InvalidParameters', message };
    } else {
      insecure ||= stringAt(validation, 'mode') === 'AllowInsecureFallback';
    }
    return judged;
  };

  const frontend = objectAt(tls, 'frontend');
  const standard = objectAt(frontend, 'default', 'validation');
  const byDefault = standard && judge(standard);
  const perPort = new Map<number, FrontendValidation>();
  for (const entry of listAt(frontend, 'perPort')) {
    const validation = objectAt(entry, 'tls', 'validation');
    // A port of its own without validation switches the default off there.
    perPort.set(numberAt(entry, 'port') ?? 0, validation && judge(validation));
  }

  const client = clientCertificateProblem(world, gateway);
  problem = client.problem ?? problem;
  unknown ??= client.unknown;

  const conditions: PredictedCondition[] = [];
  if (insecure) {
    conditions.push({
      type: 'InsecureFrontendValidationMode',
      status: 'True',
      reason: 'ConfigurationChanged',
      message:
        'Clients without a valid certificate are let in (AllowInsecureFallback)',
    });
  }
  conditions.push(
    problem
      ? { type: 'ResolvedRefs', status: 'False', ...problem }
      : {
          type: 'ResolvedRefs',
          status: 'True',
          reason: 'ResolvedRefs',
          message: 'All references of its tls are resolved',
          ...(unknown && { unknown }),
        },
  );
  return {
    conditions,
    validationOn: port => (perPort.has(port) ? perPort.get(port) : byDefault),
  };
}

const REASONS: Record<CaProblemKind, string> = {
  InvalidKind: 'InvalidCACertificateKind',
  NoValidCertificate: 'NoValidCACertificate',
  RefNotPermitted: 'RefNotPermitted',
  InvalidRef: 'InvalidCACertificateRef',
};

/** An HTTPS listener whose clients cannot be validated does not serve at all. */
export function judgeFrontendValidation(
  draft: ListenerDraft,
  validation: FrontendValidation,
): void {
  if (draft.protocol !== 'HTTPS' || !validation) {
    return;
  }
  draft.unknown ??= validation.unknown;
  if (!validation.problem) {
    return;
  }
  const { kind, message } = validation.problem;
  const text = `Clients cannot be validated: ${message}`;
  setCondition(draft, 'ResolvedRefs', 'False', REASONS[kind], text);
  setCondition(draft, 'Programmed', 'False', REASONS[kind], text);
  setCondition(draft, 'Accepted', 'False', 'NoValidCACertificate', text);
  draft.sound = false;
}
