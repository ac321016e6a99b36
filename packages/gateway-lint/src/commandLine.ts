import {
  EnvoyGatewayVersion,
  FindingSeverity,
} from '@envoy-gateway-portal/gateway-model';
import { parseArgs } from 'node:util';

export type Format = 'text' | 'json' | 'sarif';

/** An object to be deleted: `KIND/NAME` or `KIND/NAMESPACE/NAME`, the kind with its group after a dot if need be. */
export interface DeleteRef {
  kind: string;
  group?: string;
  namespace?: string;
  name: string;
}

/** What the command line asks for. */
export interface CommandLine {
  paths: string[];
  against: string[];
  deletions: DeleteRef[];
  prune: boolean;
  crds: string[];
  format: Format;
  failOn: FindingSeverity;
  namespace: string;
  complete: boolean;
  controllerName?: string;
  envoyGatewayVersion?: EnvoyGatewayVersion;
  help: boolean;
  version: boolean;
}

/** The command line cannot be understood. */
export class UsageError extends Error {}

export const USAGE = `Usage: gateway-lint [options] PATH...

Judges manifests of Gateway API and Envoy Gateway as the API server and Envoy Gateway will, before
anyone applies them. PATH is a file, a folder (read with all below it: .yaml, .yml, .json), or - for
standard input, as in: kustomize build . | gateway-lint -

  --against PATH      what is there already: a folder of manifests, or a file such as
                      "kubectl get ... -o yaml" writes; tells what the change introduces and mends
  --delete REF        with --against: this object is deleted, as KIND/NAME, KIND/NAMESPACE/NAME
                      or KIND.GROUP/NAMESPACE/NAME
  --prune             with --against: what is there and not in PATH is deleted
  --crds PATH         CustomResourceDefinitions to check schemas with, beside those in PATH and
                      --against; without any, schemas are not checked
  --complete          what is given is all there is: references to kinds of which there is no object
                      are broken, and not unknown
  --namespace NAME    namespace of manifests that name none (default)
  --controller NAME   Envoy Gateway's controller name (gateway.envoyproxy.io/gatewayclass-controller)
  --envoy-gateway X.Y which Envoy Gateway will judge: 1.7, 1.8 or 1.9 (1.9)
  --format FORMAT     text, json or sarif (text)
  --fail-on SEVERITY  error, warning or info: from where on findings fail (error)
  --help              print this
  --version           print the version

--against, --delete and --crds may be repeated.

Exit codes: 0 nothing found, 1 something found, 2 the command line or a file cannot be understood.
`;

const FORMATS: readonly Format[] = ['text', 'json', 'sarif'];
const VERSIONS: readonly EnvoyGatewayVersion[] = ['1.7', '1.8', '1.9'];
const SEVERITIES: readonly FindingSeverity[] = ['error', 'warning', 'info'];

function oneOf<T extends string>(
  option: string,
  value: string,
  values: readonly T[],
): T {
  const found = values.find(one => one === value);
  if (!found) {
    throw new UsageError(
      `--${option} ${value} cannot be understood: use ${values.join(', ')}`,
    );
  }
  return found;
}

function readRef(text: string): DeleteRef {
  const [type, ...names] = text.split('/');
  const name = names[names.length - 1];
  if (!type || !name || names.length > 2) {
    throw new UsageError(
      `--delete ${text} cannot be understood: use KIND/NAMESPACE/NAME, e.g. HTTPRoute/payments/invoices`,
    );
  }
  const dot = type.indexOf('.');
  return {
    kind: dot < 0 ? type : type.slice(0, dot),
    ...(dot >= 0 && { group: type.slice(dot + 1) }),
    ...(names.length === 2 && { namespace: names[0] }),
    name,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        against: { type: 'string', multiple: true, default: [] },
        delete: { type: 'string', multiple: true, default: [] },
        prune: { type: 'boolean', default: false },
        crds: { type: 'string', multiple: true, default: [] },
        complete: { type: 'boolean', default: false },
        namespace: { type: 'string', default: 'default' },
        controller: { type: 'string' },
        'envoy-gateway': { type: 'string' },
        format: { type: 'string', default: 'text' },
        'fail-on': { type: 'string', default: 'error' },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', short: 'v', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** @throws UsageError naming what cannot be understood */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  const command: CommandLine = {
    paths: positionals,
    against: values.against,
    deletions: values.delete.map(readRef),
    prune: values.prune,
    crds: values.crds,
    complete: values.complete,
    namespace: values.namespace,
    controllerName: values.controller,
    envoyGatewayVersion:
      values['envoy-gateway'] === undefined
        ? undefined
        : oneOf('envoy-gateway', values['envoy-gateway'], VERSIONS),
    format: oneOf('format', values.format, FORMATS),
    failOn: oneOf('fail-on', values['fail-on'], SEVERITIES),
    help: values.help,
    version: values.version,
  };
  if (command.help || command.version) {
    return command;
  }
  const changes = command.deletions.length > 0 || command.prune;
  if (changes && command.against.length === 0) {
    throw new UsageError(
      '--delete and --prune say what becomes of what --against names: name it',
    );
  }
  if (command.paths.length === 0 && command.deletions.length === 0) {
    throw new UsageError('name a file, a folder or - for standard input');
  }
  if (
    [...command.paths, ...command.against, ...command.crds].filter(
      path => path === '-',
    ).length > 1
  ) {
    throw new UsageError('standard input can be read once');
  }
  return command;
}
