import { apiVersionOf } from '../store/servedKinds';
import { ServedKind } from '../store/types';

const VERBS = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

function groupDocument(group: string, kinds: readonly ServedKind[]) {
  const versions = [
    ...new Set(
      kinds.filter(kind => kind.group === group).flatMap(kind => kind.versions),
    ),
  ].map(version => ({ groupVersion: `${group}/${version}`, version }));
  return { name: group, versions, preferredVersion: versions[0] };
}

function resourcesDocument(
  group: string,
  version: string,
  kinds: readonly ServedKind[],
) {
  const served = kinds.filter(
    kind => kind.group === group && kind.versions.includes(version),
  );
  if (served.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf(served[0], version),
    resources: served.flatMap(kind => {
      const common = { namespaced: kind.namespaced, kind: kind.kind };
      const resource = {
        name: kind.plural,
        singularName: kind.kind.toLowerCase(),
        ...common,
        verbs: VERBS,
        shortNames: kind.shortNames,
      };
      const subresources = [
        ...(kind.statusSubresource
          ? [
              {
                name: `${kind.plural}/status`,
                verbs: ['get', 'patch', 'update'],
              },
            ]
          : []),
        ...(kind.kind === 'Pod'
          ? [{ name: 'pods/proxy', verbs: ['get'] }]
          : []),
      ].map(sub => ({ singularName: '', ...common, ...sub }));
      return [resource, ...subresources];
    }),
  };
}

/**
 * The document at a discovery path; `undefined` where the server has none.
 */
export function discover(
  path: string,
  kinds: readonly ServedKind[],
): object | string | undefined {
  const [, root, group, version] = path.split('/');
  const groups = [
    ...new Set(kinds.filter(kind => kind.group).map(kind => kind.group)),
  ];
  switch (root) {
    case 'version':
      return {
        major: '1',
        minor: '36',
        gitVersion: 'v1.36.0+sandbox',
        platform: 'envoy-gateway-portal/sandbox',
      };
    case 'api':
      return group
        ? resourcesDocument('', group, kinds)
        : {
            kind: 'APIVersions',
            versions: ['v1'],
            serverAddressByClientCIDRs: [],
          };
    case 'apis':
      if (!group) {
        return {
          kind: 'APIGroupList',
          apiVersion: 'v1',
          groups: groups.map(name => groupDocument(name, kinds)),
        };
      }
      if (!groups.includes(group)) return undefined;
      return version
        ? resourcesDocument(group, version, kinds)
        : {
            kind: 'APIGroup',
            apiVersion: 'v1',
            ...groupDocument(group, kinds),
          };
    default:
      return 'ok';
  }
}
