import { JsonObject, listAt, objectAt, stringAt } from '../../../json';
import { GatewayContext } from '../../types';
import { isRequestUri, parseUrl } from '../../values';
import { entryFindings, Findings } from './findings';

/** More digits than a number of Go's has. */
const MAX_PORT_DIGITS = 18;

function remoteUrlProblem(url: string): string | undefined {
  const parsed = isRequestUri(url) ? parseUrl(url) : undefined;
  if (!parsed) {
    return `${url} is not a URL`;
  }
  if (parsed.scheme !== 'http' && parsed.scheme !== 'https') {
    return `${url} is of scheme ${
      parsed.scheme || '(none)'
    }, not of http or https`;
  }
  if (parsed.hostname === '') {
    return `${url} names no host`;
  }
  return parsed.port.length > MAX_PORT_DIGITS
    ? `${url} has no valid port`
    : undefined;
}

/** What is wrong with a module as the EnvoyProxy registers it. */
function sourceProblem(entry: JsonObject): string | undefined {
  const type = stringAt(entry, 'source', 'type') ?? 'Local';
  if (type === 'Local') {
    return objectAt(entry, 'source', 'local')
      ? undefined
      : 'it is registered without source.local';
  }
  if (type !== 'Remote') {
    return `it is registered with a source of unknown type ${type}`;
  }
  const url = stringAt(entry, 'source', 'remote', 'url') ?? '';
  if (url === '') {
    return 'it is registered without source.remote.url';
  }
  if ((stringAt(entry, 'source', 'remote', 'sha256') ?? '') === '') {
    return 'it is registered without source.remote.sha256';
  }
  return remoteUrlProblem(url);
}

/** Modules by name; of two with one name, the later counts. */
function registryOf(gateway: GatewayContext): ReadonlyMap<string, JsonObject> {
  return new Map(
    listAt(gateway.envoyProxy?.spec, 'dynamicModules').map(entry => [
      stringAt(entry, 'name') ?? '',
      objectAt(entry) ?? {},
    ]),
  );
}

/** Dynamic modules: the EnvoyProxy of the Gateway must have registered them. */
export function judgeDynamicModules(
  spec: JsonObject,
  gateway: GatewayContext,
): Findings {
  const modules = listAt(spec, 'dynamicModule');
  if (modules.length === 0) {
    return { problems: [] };
  }
  const registry = registryOf(gateway);
  return entryFindings(
    'dynamicModule',
    modules.map(module => {
      const name = stringAt(module, 'name') ?? '';
      const entry = registry.get(name);
      const problem = entry
        ? sourceProblem(entry)
        : 'the EnvoyProxy of the Gateway does not register it in dynamicModules';
      return {
        findings: {
          problem: problem && `dynamic module ${name}: ${problem}`,
        },
        failOpen: false,
      };
    }),
  );
}
