/** `namespace/name`, as Kubernetes people write it. */
export function objectName(object: {
  namespace: string;
  name: string;
}): string {
  return `${object.namespace}/${object.name}`;
}

/** `Kind namespace/name`. */
export function kindAndName(object: {
  kind: string;
  namespace: string;
  name: string;
}): string {
  return `${object.kind} ${objectName(object)}`;
}

/** What tells one route from another: the same name in two clusters is two routes. */
export function routeKey(route: {
  cluster: string;
  namespace: string;
  name: string;
}): string {
  return `${route.cluster}/${route.namespace}/${route.name}`;
}

/** What tells one object of a cluster from another. */
export function objectKey(object: {
  kind: string;
  namespace: string;
  name: string;
}): string {
  return JSON.stringify([object.kind, object.namespace, object.name]);
}
